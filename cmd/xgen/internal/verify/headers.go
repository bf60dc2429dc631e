package verify

import (
	"debug/elf"
	"encoding/binary"
	"io"
)

// readELF reads the headers of an ELF file.
func readELF(r io.ReaderAt, size int64) (*elfFile, error) {
	f := &elfFile{parts: parts{r, size, "ELF file"}}
	if err := f.ident(); err != nil {
		return nil, err
	}
	if err := f.header(); err != nil {
		return nil, err
	}
	if err := f.segmentHeaders(); err != nil {
		return nil, err
	}
	return f, f.sectionHeaders()
}

// ident reads the 16 bytes that say how to read the rest.
func (f *elfFile) ident() error {
	ident, err := f.part("the header", 0, elf.EI_NIDENT, elf.EI_NIDENT)
	if err != nil {
		return err
	}
	f.class = elf.Class(ident[elf.EI_CLASS])
	if f.class != elf.ELFCLASS32 && f.class != elf.ELFCLASS64 {
		return f.damaged("its class is %d", f.class)
	}
	switch data := elf.Data(ident[elf.EI_DATA]); data {
	case elf.ELFDATA2LSB:
		f.order = binary.LittleEndian
	case elf.ELFDATA2MSB:
		f.order = binary.BigEndian
	default:
		return f.damaged("its byte order is %d", data)
	}
	if v := ident[elf.EI_VERSION]; elf.Version(v) != elf.EV_CURRENT {
		return f.damaged("its version is %d", v)
	}
	return nil
}

// header reads the ELF header.
func (f *elfFile) header() error {
	var wide []elf.Header64
	var err error
	if f.class == elf.ELFCLASS64 {
		wide, err = entriesOf(f, "the header", entryTable{count: 1}, func(h elf.Header64) elf.Header64 { return h })
	} else {
		wide, err = entriesOf(f, "the header", entryTable{count: 1}, func(h elf.Header32) elf.Header64 {
			return elf.Header64{Type: h.Type, Machine: h.Machine, Entry: uint64(h.Entry), Flags: h.Flags,
				Phoff: uint64(h.Phoff), Phentsize: h.Phentsize, Phnum: h.Phnum,
				Shoff: uint64(h.Shoff), Shentsize: h.Shentsize, Shnum: h.Shnum, Shstrndx: h.Shstrndx}
		})
	}
	if err == nil {
		f.head = wide[0]
	}
	return err
}

func (f *elfFile) segmentHeaders() (err error) {
	const what = "the table of segments"
	at := entryTable{f.head.Phoff, f.head.Phentsize, f.head.Phnum}
	if f.class == elf.ELFCLASS64 {
		f.progs, err = entriesOf(f, what, at, func(p elf.Prog64) elf.Prog64 { return p })
	} else {
		f.progs, err = entriesOf(f, what, at, func(p elf.Prog32) elf.Prog64 {
			return elf.Prog64{Type: p.Type, Flags: p.Flags, Off: uint64(p.Off), Vaddr: uint64(p.Vaddr),
				Filesz: uint64(p.Filesz), Memsz: uint64(p.Memsz), Align: uint64(p.Align)}
		})
	}
	return err
}

func (f *elfFile) sectionHeaders() (err error) {
	const what = "the table of sections"
	if f.head.Shoff != 0 && f.head.Shnum == 0 {
		return f.damaged("it has more sections than a program can have")
	}
	at := entryTable{f.head.Shoff, f.head.Shentsize, f.head.Shnum}
	if f.class == elf.ELFCLASS64 {
		f.sections, err = entriesOf(f, what, at, func(s elf.Section64) section { return section{Section64: s} })
	} else {
		f.sections, err = entriesOf(f, what, at, func(s elf.Section32) section {
			return section{Section64: elf.Section64{Name: s.Name, Type: s.Type, Flags: uint64(s.Flags),
				Off: uint64(s.Off), Size: uint64(s.Size), Link: s.Link, Entsize: uint64(s.Entsize)}}
		})
	}
	if err != nil || f.head.Shstrndx == uint16(elf.SHN_UNDEF) {
		return err
	}
	return f.sectionNames()
}

// sectionNames looks up the names of the sections. Only short names are looked
// up: verify looks for no others.
func (f *elfFile) sectionNames() error {
	const longest = 64
	if int(f.head.Shstrndx) >= len(f.sections) {
		return f.damaged("the names of its sections are in section %d, which there is not", f.head.Shstrndx)
	}
	s := f.sections[f.head.Shstrndx]
	if elf.SectionType(s.Type) != elf.SHT_STRTAB || elf.SectionFlag(s.Flags)&elf.SHF_COMPRESSED != 0 {
		return f.damaged("the names of its sections are in section %d, which is no plain string table", f.head.Shstrndx)
	}
	data, err := f.part("the section names", s.Off, s.Size, maxPart)
	if err != nil {
		return err
	}
	names := stringTable{string(data)}
	for i := range f.sections {
		f.sections[i].name, _ = names.at(uint64(f.sections[i].Name), longest)
	}
	return nil
}

// entryTable is the place of a table: the offset and the number of its
// entries, and the size of one in the file, where 0 stands for the size of its
// structure.
type entryTable struct {
	off         uint64
	size, count uint16
}

// entriesOf reads a table of entries T, and returns each as a U.
func entriesOf[T, U any](f *elfFile, what string, t entryTable, wide func(T) U) ([]U, error) {
	if t.count == 0 {
		return nil, nil
	}
	var entry T
	need := binary.Size(entry)
	size := int(t.size)
	if size == 0 && t.off == 0 {
		size = need
	}
	if size < need {
		return nil, f.damaged("%s has entries of %d bytes, and they have %d", what, size, need)
	}
	data, err := f.part(what, t.off, uint64(size)*uint64(t.count), maxPart)
	if err != nil {
		return nil, err
	}
	out := make([]U, t.count)
	for i := range out {
		if _, err := binary.Decode(data[i*size:], f.order, &entry); err != nil {
			return nil, err
		}
		out[i] = wide(entry)
	}
	return out, nil
}
