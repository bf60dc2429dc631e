package verify

import (
	"debug/elf"
	"encoding/binary"
	"io"

	"github.com/xgen-build/xgen/schema/model"
)

// inspectELF reads an ELF file of the given size. Where r holds something else the
// error is a *FormatError. What the system's loader needs is read from the
// segments, so that a file without section headers is judged correctly.
func inspectELF(r io.ReaderAt, size int64) (*elfBinary, error) {
	f, err := readELF(r, size)
	if err != nil {
		return nil, err
	}
	if err := whole(f); err != nil {
		return nil, err
	}
	b := &elfBinary{Size: size, Machine: elf.Machine(f.head.Machine), Type: elf.Type(f.head.Type)}
	b.header(f)
	if err := b.segments(f); err != nil {
		return nil, err
	}
	b.sections(f)
	return b, b.attributes(f)
}

// whole checks that the file has every part that its headers name.
func whole(f *elfFile) error {
	for _, p := range f.progs {
		if !f.has(p.Off, p.Filesz) {
			return f.truncated("a segment ends beyond byte %d", f.size)
		}
	}
	for _, s := range f.sections {
		typ := elf.SectionType(s.Type)
		if typ != elf.SHT_NOBITS && typ != elf.SHT_NULL && !f.has(s.Off, s.Size) {
			return f.truncated("a section ends beyond byte %d", f.size)
		}
	}
	return nil
}

// header fills in the fields that are read from the ELF header.
func (b *elfBinary) header(f *elfFile) {
	b.Class, b.Endian, b.Flags = 64, model.Little, f.head.Flags
	if f.class == elf.ELFCLASS32 {
		b.Class = 32
	}
	if f.order == binary.BigEndian {
		b.Endian = model.Big
	}
}

// sections fills in the fields that only the section headers have.
func (b *elfBinary) sections(f *elfFile) {
	for _, s := range f.sections {
		switch {
		case elf.SectionType(s.Type) == elf.SHT_SYMTAB:
			b.Symbols = true
		case s.name == ".debug_info" || s.name == ".zdebug_info":
			b.Debug = true
		}
	}
}
