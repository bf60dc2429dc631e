package verify

import (
	"debug/elf"
	"errors"
	"fmt"
	"io"

	"github.com/xgen-build/xgen/schema/model"
)

// Binary is what one ELF file says of itself.
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
	PIE      bool // an executable that may be loaded anywhere, static or not
	Loads    bool // the entry point lies in bytes that are loaded from the file
	Symbols  bool // there is a symbol table
	Debug    bool // there is debug information

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
// the error is a *FormatError. What the program loader reads is taken from the
// segments, so that a file without section headers is judged right.
func Inspect(r io.ReaderAt, size int64) (*Binary, error) {
	r = io.NewSectionReader(r, 0, size)
	if err := sniff(r, size); err != nil {
		return nil, err
	}
	f, err := elf.NewFile(r)
	if err != nil {
		return nil, damaged(err)
	}
	if err := whole(f, size); err != nil {
		return nil, err
	}
	b := &Binary{Size: size, Machine: f.Machine, Type: f.Type}
	b.header(f, r)
	if err := b.segments(f, r); err != nil {
		return nil, err
	}
	b.sections(f)
	b.attributes(f, r)
	return b, nil
}

// damaged tells a file that ends too early from one whose parts contradict
// each other.
func damaged(err error) *FormatError {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &FormatError{"truncated ELF file"}
	}
	return &FormatError{"damaged ELF file: " + printable(err.Error())}
}

// whole checks that every part that the headers name lies in the file.
func whole(f *elf.File, size int64) error {
	inside := func(off, n uint64) bool { return off <= uint64(size) && n <= uint64(size)-off }
	for _, p := range f.Progs {
		if !inside(p.Off, p.Filesz) {
			return &FormatError{fmt.Sprintf("truncated ELF file: a segment ends beyond byte %d", size)}
		}
	}
	for _, s := range f.Sections {
		if s.Type != elf.SHT_NOBITS && s.Type != elf.SHT_NULL && !inside(s.Offset, s.FileSize) {
			return &FormatError{fmt.Sprintf("truncated ELF file: a section ends beyond byte %d", size)}
		}
	}
	return nil
}

// header fills in what the ELF header says. debug/elf does not give e_flags:
// it follows three words of the class's size that start at byte 24.
func (b *Binary) header(f *elf.File, r io.ReaderAt) {
	b.Class, b.Endian = 64, model.Little
	at := int64(24 + 3*8)
	if f.Class == elf.ELFCLASS32 {
		b.Class, at = 32, 24+3*4
	}
	if f.Data == elf.ELFDATA2MSB {
		b.Endian = model.Big
	}
	var word [4]byte
	if _, err := r.ReadAt(word[:], at); err == nil {
		b.Flags = f.ByteOrder.Uint32(word[:])
	}
}

// sections fills in what only the section headers say.
func (b *Binary) sections(f *elf.File) {
	if b.Versions != nil {
		b.Asked = askers(f)
	}
	for _, s := range f.Sections {
		switch {
		case s.Type == elf.SHT_SYMTAB:
			b.Symbols = true
		case s.Name == ".debug_info" || s.Name == ".zdebug_info":
			b.Debug = true
		}
	}
}

// What the file is, in a reader's words.
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
