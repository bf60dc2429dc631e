package verify

import (
	"slices"
	"strconv"

	"github.com/xgen-build/xgen/schema/model"
)

// noneStatic is how a table shows that a static binary has neither an
// interpreter nor libraries.
const noneStatic = "none (static)"

// executable is what every output must be. No contract needs to promise it.
const executable = "ELF executable"

// checkELF compares an ELF file with its contract. It returns one row for every
// promise, in a fixed order.
func checkELF(c model.Contract, name string, b *elfBinary) []Row {
	t := &table{binary: name}
	t.row("file", executable, b.what(), b.what() == executable, model.Origin{From: model.FromDefault})
	t.header(c, b)
	t.code(c, b)
	t.linkage(c, b)
	t.shape(c, b)
	t.pages(c, b)
	return t.rows
}

// header checks what every ELF header says.
func (t *table) header(c model.Contract, b *elfBinary) {
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
func (t *table) code(c model.Contract, b *elfBinary) {
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
func (t *table) linkage(c model.Contract, b *elfBinary) {
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
		found += "; not allowed: " + names(foreign, "") + ": where a library's entry brings it, write needed there"
	}
	t.row("needed", "at most "+names(c.Needed.V, "none"), found, len(foreign) == 0, c.Needed.Origin)
	if want := c.Glibc; want.V != "" {
		found, ok := b.glibc(want.V)
		t.row("glibc", "at most "+want.V, found, ok, want.Origin)
	}
}

// shape checks how the file was linked and what is left in it.
func (t *table) shape(c model.Contract, b *elfBinary) {
	t.row("PIE", yes(c.PIE.V), yes(b.PIE), b.PIE == c.PIE.V, c.PIE.Origin)
	t.left(c, b.Symbols, b.Debug)
	t.size(c, b.Size)
}

// left checks what strip would still remove.
func (t *table) left(c model.Contract, symbols, debug bool) {
	if c.Stripped.V {
		t.row("stripped", "yes", leftovers(symbols, debug), !symbols && !debug, c.Stripped.Origin)
	}
}

// size checks how large the file is.
func (t *table) size(c model.Contract, bytes int64) {
	if want := c.MaxSize; want != nil {
		found := size(bytes)
		if bytes > want.V {
			found += " (" + strconv.FormatInt(bytes-want.V, 10) + " bytes too many)"
		}
		t.row("size", "at most "+budget(want.V), found, bytes <= want.V, want.Origin)
	}
}

// interp returns the interpreter that was found.
func interp(b *elfBinary) string {
	if b.Interp == "" {
		return "none"
	}
	return printable(b.Interp)
}

// leftovers returns what strip would still remove.
func leftovers(symbols, debug bool) string {
	switch {
	case symbols && debug:
		return "no: symbol table and debug information"
	case symbols:
		return "no: symbol table"
	case debug:
		return "no: debug information"
	}
	return "yes"
}

func bits(class int) string { return strconv.Itoa(class) + "-bit" }

func order(e model.Endian) string { return string(e) + "-endian" }

// machines are the usual names of the machines, by debug/elf's and debug/pe's.
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

	"IMAGE_FILE_MACHINE_AMD64": "x86-64",
	"IMAGE_FILE_MACHINE_ARM64": "AArch64",
	"IMAGE_FILE_MACHINE_ARMNT": "ARM",
	"IMAGE_FILE_MACHINE_I386":  "i386",
}

func machine(name string) string {
	if known, ok := machines[name]; ok {
		return known
	}
	return name
}
