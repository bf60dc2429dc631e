package verify

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/xgen-build/xgen/schema/model"
)

// Binary is what an ELF file says about itself.
type Binary struct {
	Size    int64 // bytes
	Class   int   // 32 or 64
	Machine elf.Machine
	Endian  model.Endian
	Type    elf.Type
	Flags   uint32 // e_flags

	Interp string   // the program interpreter; "" where there is none
	Needed []string // DT_NEEDED in order; nil where there is none
	SOName string   // DT_SONAME
	// Versions are the names of the symbol versions that it asks for, sorted, and
	// Asked the symbols by version, where section headers tell them.
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

// FormatError says that a file is no usable ELF file, and what it is instead.
type FormatError struct {
	Found string // "empty file", "shell script", …
}

func (e *FormatError) Error() string { return "not a usable ELF file: " + e.Found }

// Inspect reads an ELF file of the given size. Where r holds something else
// the error is a *FormatError. What the system's loader needs is read from the
// segments, so that a file without section headers is judged correctly.
func Inspect(r io.ReaderAt, size int64) (*Binary, error) {
	r = io.NewSectionReader(r, 0, size)
	if err := sniff(r, size); err != nil {
		return nil, err
	}
	f, err := readELF(r, size)
	if err != nil {
		return nil, err
	}
	if err := whole(f, size); err != nil {
		return nil, err
	}
	b := &Binary{Size: size, Machine: elf.Machine(f.head.Machine), Type: elf.Type(f.head.Type)}
	b.header(f)
	if err := b.segments(f); err != nil {
		return nil, err
	}
	b.sections(f)
	return b, b.attributes(f)
}

// whole checks that the file has every part that its headers name.
func whole(f *elfFile, size int64) error {
	inside := func(off, n uint64) bool { return off <= uint64(size) && n <= uint64(size)-off }
	for _, p := range f.progs {
		if !inside(p.Off, p.Filesz) {
			return &FormatError{fmt.Sprintf("truncated ELF file: a segment ends beyond byte %d", size)}
		}
	}
	for _, s := range f.sections {
		typ := elf.SectionType(s.Type)
		if typ != elf.SHT_NOBITS && typ != elf.SHT_NULL && !inside(s.Off, s.Size) {
			return &FormatError{fmt.Sprintf("truncated ELF file: a section ends beyond byte %d", size)}
		}
	}
	return nil
}

// header fills in the fields that are read from the ELF header.
func (b *Binary) header(f *elfFile) {
	b.Class, b.Endian, b.Flags = 64, model.Little, f.head.Flags
	if f.class == elf.ELFCLASS32 {
		b.Class = 32
	}
	if f.order == binary.BigEndian {
		b.Endian = model.Big
	}
}

// sections fills in the fields that only the section headers have.
func (b *Binary) sections(f *elfFile) {
	for _, s := range f.sections {
		switch {
		case elf.SectionType(s.Type) == elf.SHT_SYMTAB:
			b.Symbols = true
		case s.name == ".debug_info" || s.name == ".zdebug_info":
			b.Debug = true
		}
	}
}

// what returns the type of the file as a table shows it.
func (b *Binary) what() string {
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
