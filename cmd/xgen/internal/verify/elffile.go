package verify

import (
	"debug/elf"
	"encoding/binary"
	"strings"
)

// elfFile is an ELF file whose headers have been read, each table once and
// none larger than maxPart. The structures are those of debug/elf, in their
// 64-bit form for both classes. Its reader is not used: it inflates sections
// and copies names without a bound.
type elfFile struct {
	parts
	class    elf.Class
	order    binary.ByteOrder
	head     elf.Header64
	progs    []elf.Prog64
	sections []section
}

// section is a section header with its name.
type section struct {
	elf.Section64
	name string
}

// only returns the segment of a type, of which a file has at most one; nil
// where there is none.
func (f *elfFile) only(typ elf.ProgType) (p *elf.Prog64, err error) {
	for i := range f.progs {
		if elf.ProgType(f.progs[i].Type) != typ {
			continue
		}
		if p != nil {
			return nil, f.damaged("it has two segments %s", typ)
		}
		p = &f.progs[i]
	}
	return p, nil
}

// stringTable is the text of a string table. The strings taken from it share
// its memory.
type stringTable struct{ text string }

// at returns the string that begins at off. ok is false where there is none,
// or none that ends within longest bytes.
func (s stringTable) at(off uint64, longest int) (text string, ok bool) {
	if off >= uint64(len(s.text)) {
		return "", false
	}
	window := s.text[off:min(uint64(len(s.text)), off+uint64(longest)+1)]
	end := strings.IndexByte(window, 0)
	if end < 0 {
		return "", false
	}
	return window[:end], true
}
