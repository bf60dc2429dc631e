package verify

import (
	"errors"
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
	t.row("file", executable, b.what(), b.what() == executable, model.Origin{From: model.FromDefault})
	t.header(c, b)
	t.code(c, b)
	t.linkage(c, b)
	t.shape(c, b)
	t.pages(c, b)
	return t.rows
}

// CheckFile compares the file at path with its contract. A file that is no
// executable at all has a single row, "file", that says what it is instead. An
// error means that the file could not be read, which says nothing about it.
func CheckFile(c model.Contract, name, path string) ([]Row, error) {
	b, err := InspectFile(path)
	if bad, ok := errors.AsType[*FormatError](err); ok {
		return []Row{unfit(name, bad)}, nil
	}
	if err != nil {
		return nil, err
	}
	return Check(c, name, b), nil
}

// unfit returns the row of a file that is no ELF executable.
func unfit(name string, bad *FormatError) Row {
	return Row{name, "file", executable, bad.Found, Failed, model.Origin{From: model.FromDefault}}
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
