package verify

import (
	"debug/elf"

	"github.com/xgen-build/xgen/schema/model"
)

// float returns the float ABI of the binary, and reports whether it is the
// wanted one.
func (b *elfBinary) float(want model.FloatABI) (found string, ok bool) {
	switch {
	case b.Machine == elf.EM_RISCV:
		return riscvFloat(b.Flags, want)
	case b.Machine == elf.EM_LOONGARCH:
		return loongFloat(b.Flags, want)
	case b.ARM != nil && b.Flags&armHardFloat != 0:
		return "hard", want == model.FloatHard
	case b.ARM != nil:
		return b.ARM.float(want)
	case b.MIPS != nil:
		return b.MIPS.float(want)
	case b.Unmarked != "":
		return b.Unmarked, false
	}
	switch b.Machine {
	case elf.EM_X86_64, elf.EM_386, elf.EM_AARCH64, elf.EM_PPC64, elf.EM_S390, elf.EM_SPARCV9:
		return "hard (the only one)", want == model.FloatHard
	}
	return "not recorded in the file", false
}

// loongFloat returns the float ABI from the base ABI's modifier, the low three
// bits of e_flags (ELF for the LoongArch Architecture, "e_flags").
func loongFloat(flags uint32, want model.FloatABI) (found string, ok bool) {
	switch flags & 7 {
	case 1:
		return "soft", want == model.FloatSoft
	case 2:
		return "hard, single precision only", false
	case 3:
		return "hard", want == model.FloatHard
	}
	return "unknown", false
}

// isa returns the instruction set that the binary needs, and reports whether
// the newest allowed one has all of it. A file that does not say is not within
// it.
func (b *elfBinary) isa(newest string) (found string, ok bool) {
	switch {
	case b.ARM != nil:
		return b.ARM.isa(newest)
	case b.RISCV != nil:
		return b.RISCV.isa(newest, b.Flags)
	case b.Machine == elf.EM_MIPS:
		return mipsISA(b.MIPS, b.Flags, newest)
	case b.Unmarked != "":
		return b.Unmarked, false
	}
	return "not recorded in the file", false
}
