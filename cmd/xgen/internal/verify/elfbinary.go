package verify

import (
	"debug/elf"

	"github.com/xgen-build/xgen/schema/model"
)

// elfBinary is what an ELF file says about itself.
type elfBinary struct {
	Size    int64 // bytes
	Class   int   // 32 or 64
	Machine elf.Machine
	Endian  model.Endian
	Type    elf.Type
	Flags   uint32 // e_flags

	Interp string   // the program interpreter; "" where there is none
	Needed []string // DT_NEEDED in order; nil where there is none
	SOName string   // DT_SONAME
	// Versions are the names of the symbol versions that it asks for, sorted.
	// Asked are the symbols that need each; empty without section headers.
	Versions []string
	Asked    map[string][]string
	PIE      bool   // an executable that may be loaded anywhere, static or not
	Align    uint64 // of the segments that are loaded: the smallest; 0 where there are none
	Loads    bool   // the entry point lies in bytes that are loaded from the file
	Symbols  bool   // there is a symbol table
	Debug    bool   // there is debug information

	// What the section of the machine's own attributes says; nil where the
	// machine is another. Unmarked then says why it could not be read, such as
	// "no .ARM.attributes".
	ARM      *ARM
	MIPS     *MIPS
	RISCV    *RISCV
	Unmarked string
}

// what returns the type of the file as a table shows it.
func (b *elfBinary) what() string {
	switch {
	case b.Type == elf.ET_REL:
		return "ELF object file, not linked"
	case b.Type == elf.ET_CORE:
		return "core dump"
	case b.Type == elf.ET_DYN && !b.PIE:
		return "ELF shared library"
	case b.Type != elf.ET_EXEC && b.Type != elf.ET_DYN:
		return "ELF file of unknown type " + b.Type.String()
	case !b.Loads:
		return "ELF file without code"
	}
	return "ELF executable"
}
