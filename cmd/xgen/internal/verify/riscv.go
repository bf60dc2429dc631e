package verify

import (
	"encoding/binary"
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/model"
)

// RISCV is what .riscv.attributes says of the whole file (RISC-V ELF psABI,
// "Attributes").
type RISCV struct {
	Arch string // Tag_RISCV_arch as it stands: "rv64i2p1_m2p0_a2p1"
}

// The bits of e_flags (RISC-V ELF psABI, "File Header").
const (
	efRISCVRVC      = 0x1
	efRISCVFloatABI = 0x6
)

// parseRISCV decodes .riscv.attributes: odd tags have strings, even ones
// numbers.
func parseRISCV(data []byte, order binary.ByteOrder) (*RISCV, error) {
	const tagArch = 5
	a, err := buildAttributes(data, order, "riscv", func(tag uint64) bool { return tag%2 == 1 })
	if err != nil {
		return nil, err
	}
	return &RISCV{Arch: a.text[tagArch]}, nil
}

// isa returns the extensions of the file, and reports whether the newest
// allowed set has all of them. Compressed instructions may stand in e_flags
// alone.
func (r *RISCV) isa(newest string, flags uint32) (found string, ok bool) {
	allowedWidth, allowed, err := isa.RISCV(newest)
	if err != nil {
		return printable(r.Arch), false
	}
	width, used, err := isa.RISCV(r.Arch)
	if err != nil {
		return "no instruction set in Tag_RISCV_arch", false
	}
	maps.DeleteFunc(used, func(name string, _ bool) bool { return allowed[name] })
	if flags&efRISCVRVC != 0 && !allowed["zca"] {
		used["c"] = true
	}
	if len(used) == 0 {
		return printable(r.Arch), width == allowedWidth
	}
	extra := slices.Sorted(maps.Keys(used))
	return printable(r.Arch) + ", not allowed: " + names(extra, ""), false
}

// riscvFloat returns the float ABI in e_flags, and reports whether it is the
// wanted one.
func riscvFloat(flags uint32, want model.FloatABI) (found string, ok bool) {
	switch flags & efRISCVFloatABI {
	case 0:
		return "soft", want == model.FloatSoft
	case 2:
		return "hard, single precision only", false
	case 4:
		return "hard", want == model.FloatHard
	}
	return "hard, quadruple precision", false
}
