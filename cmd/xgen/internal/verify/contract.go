package verify

import (
	"debug/elf"
	"slices"
	"strconv"

	"github.com/xgen-build/xgen/schema/model"
)

// noneStatic is how a table shows that a static binary has neither an
// interpreter nor libraries.
const noneStatic = "none (static)"

// executable is what every output must be. No contract needs to promise it.
const executable = "ELF executable"

// Check compares a binary with its contract. It returns one row for every
// promise, in a fixed order. What only a run can show is checked by
// CheckSmoke.
func Check(c model.Contract, name string, b *Binary) []Row {
	t := &table{binary: name}
	t.row("file", executable, b.what(), b.what() == executable, model.Origin{Source: model.FromDefault})
	t.header(c, b)
	t.code(c, b)
	t.linkage(c, b)
	t.shape(c, b)
	t.pages(c, b)
	return t.rows
}

// table collects the rows of one binary.
type table struct {
	binary string
	rows   []Row
}

func (t *table) row(promise, want, found string, held bool, o model.Origin) {
	t.rows = append(t.rows, Row{t.binary, promise, want, found, status(held), o})
}

// header checks what every ELF header says.
func (t *table) header(c model.Contract, b *Binary) {
	if want := c.Class; want.V != 0 {
		t.row("class", bits(want.V), bits(b.Class), want.V == b.Class, want.Origin)
	}
	if want := c.Machine; want.V != "" {
		found := b.Machine.String()
		t.row("machine", machine(want.V), machine(found), want.V == found, want.Origin)
	}
	if want := c.Endian; want.V != "" {
		t.row("byte order", order(want.V), order(b.Endian), want.V == b.Endian, want.Origin)
	}
}

// code checks what the instructions need of the CPU.
func (t *table) code(c model.Contract, b *Binary) {
	if want := c.FloatABI; want.V != "" {
		found, ok := b.float(want.V)
		t.row("float ABI", string(want.V), found, ok, want.Origin)
	}
	if want := c.ISA; want.V != "" {
		found, ok := b.isa(want.V)
		t.row("ISA", "at most "+want.V, found, ok, want.Origin)
	}
}

// linkage checks what the binary needs of the system that it runs on.
func (t *table) linkage(c model.Contract, b *Binary) {
	found := names(b.Needed, "none")
	if c.Static.V {
		t.row("interpreter", noneStatic, interp(b), b.Interp == "", c.Static.Origin)
		t.row("needed", noneStatic, found, len(b.Needed) == 0, c.Static.Origin)
		return
	}
	if want := c.Interp; want.V != "" {
		t.row("interpreter", want.V, interp(b), b.Interp == want.V, want.Origin)
	}
	foreign := slices.DeleteFunc(slices.Clone(b.Needed), func(lib string) bool {
		return slices.Contains(c.Needed.V, lib)
	})
	if len(foreign) > 0 {
		found += "; not allowed: " + names(foreign, "")
	}
	t.row("needed", "at most "+names(c.Needed.V, "none"), found, len(foreign) == 0, c.Needed.Origin)
	if want := c.Glibc; want.V != "" {
		found, ok := b.glibc(want.V)
		t.row("glibc", "at most "+want.V, found, ok, want.Origin)
	}
}

// shape checks how the file was linked and what is left in it.
func (t *table) shape(c model.Contract, b *Binary) {
	t.row("PIE", yes(c.PIE.V), yes(b.PIE), b.PIE == c.PIE.V, c.PIE.Origin)
	if c.Stripped.V {
		t.row("stripped", "yes", leftovers(b), !b.Symbols && !b.Debug, c.Stripped.Origin)
	}
	if want := c.MaxSize; want != nil {
		found := size(b.Size)
		if b.Size > want.V {
			found += " (" + strconv.FormatInt(b.Size-want.V, 10) + " bytes too many)"
		}
		t.row("size", "at most "+budget(want.V), found, b.Size <= want.V, want.Origin)
	}
}

// interp returns the interpreter that was found.
func interp(b *Binary) string {
	if b.Interp == "" {
		return "none"
	}
	return printable(b.Interp)
}

// leftovers returns what strip would still remove.
func leftovers(b *Binary) string {
	switch {
	case b.Symbols && b.Debug:
		return "no: symbol table and debug information"
	case b.Symbols:
		return "no: symbol table"
	case b.Debug:
		return "no: debug information"
	}
	return "yes"
}

func bits(class int) string { return strconv.Itoa(class) + "-bit" }

func order(e model.Endian) string { return string(e) + "-endian" }

// machines are the usual names of the machines, by debug/elf's.
var machines = map[string]string{
	"EM_386":       "i386",
	"EM_AARCH64":   "AArch64",
	"EM_ARM":       "ARM",
	"EM_LOONGARCH": "LoongArch",
	"EM_MIPS":      "MIPS",
	"EM_PPC":       "PowerPC",
	"EM_PPC64":     "64-bit PowerPC",
	"EM_RISCV":     "RISC-V",
	"EM_S390":      "S/390",
	"EM_SPARCV9":   "SPARC V9",
	"EM_X86_64":    "x86-64",
}

func machine(name string) string {
	if known, ok := machines[name]; ok {
		return known
	}
	return name
}

// float returns the float ABI of the binary, and reports whether it is the
// wanted one.
func (b *Binary) float(want model.FloatABI) (found string, ok bool) {
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
func (b *Binary) isa(newest string) (found string, ok bool) {
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
