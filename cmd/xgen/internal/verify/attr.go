package verify

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"errors"
)

// ptAttributes is the segment that holds the same bytes as the section:
// PT_MIPS_ABIFLAGS and PT_RISCV_ATTRIBUTES have the same number. ARM has none.
const ptAttributes = elf.ProgType(0x70000003)

// maxAttributes is the most that attributes may take, in bytes; the longest that
// compilers write have a few hundred.
const maxAttributes = 64 << 10

// attributes reads the machine's own attribute section.
func (b *Binary) attributes(f *elfFile) error {
	section, ok := map[elf.Machine]string{
		elf.EM_ARM:   ".ARM.attributes",
		elf.EM_MIPS:  ".MIPS.abiflags",
		elf.EM_RISCV: ".riscv.attributes",
	}[b.Machine]
	if !ok {
		return nil
	}
	off, size, ok := f.attributesAt(section)
	if !ok {
		b.Unmarked = "no " + section
		return nil
	}
	data, err := f.part(section, off, size, maxAttributes)
	if err != nil {
		return err
	}
	if err := b.decode(data, f.order); err != nil {
		b.Unmarked = "damaged " + section + ": " + err.Error()
	}
	return nil
}

// decode hands the section to the parser of its machine.
func (b *Binary) decode(data []byte, order binary.ByteOrder) (err error) {
	switch b.Machine {
	case elf.EM_ARM:
		b.ARM, err = parseARM(data, order)
	case elf.EM_MIPS:
		b.MIPS, err = parseMIPS(data, order)
	case elf.EM_RISCV:
		b.RISCV, err = parseRISCV(data, order)
	}
	return err
}

// attributesAt finds the section by name or, in a file without section headers,
// its segment.
func (f *elfFile) attributesAt(name string) (off, size uint64, ok bool) {
	for _, s := range f.sections {
		if s.name == name && elf.SectionType(s.Type) != elf.SHT_NOBITS {
			return s.Off, s.Size, true
		}
	}
	for _, p := range f.progs {
		if elf.ProgType(p.Type) == ptAttributes && elf.Machine(f.head.Machine) != elf.EM_ARM {
			return p.Off, p.Filesz, true
		}
	}
	return 0, 0, false
}

var errShort = errors.New("it ends too early")

// buildAttributes decodes the attributes that a vendor's subsection has for
// the whole file. The format is that of the Addenda to the ABI for the Arm
// Architecture, section "Build attributes": 'A', then for each vendor a length,
// a name and blocks of (tag, length, attributes), of which tag 1 is Tag_File.
// The RISC-V psABI took it over unchanged. isText reports which tags have a
// string for their value; all others have a ULEB128 number.
func buildAttributes(data []byte, order binary.ByteOrder, vendor string, isText func(tag uint64) bool) (attrs, error) {
	if len(data) == 0 || data[0] != 'A' {
		return attrs{}, errors.New("its format is not 'A'")
	}
	all := attrs{map[uint64]uint64{}, map[uint64]string{}}
	for rest := data[1:]; len(rest) > 0; {
		part, next, ok := sized(rest, 0, order)
		if !ok {
			return attrs{}, errShort
		}
		rest = next
		name, blocks, ok := bytes.Cut(part, []byte{0})
		if !ok {
			return attrs{}, errShort
		}
		if string(name) != vendor {
			continue
		}
		if err := all.fileBlocks(blocks, order, isText); err != nil {
			return attrs{}, err
		}
	}
	return all, nil
}

// attrs is what a vendor's subsection says of the file, by tag.
type attrs struct {
	number map[uint64]uint64
	text   map[uint64]string
}

// fileBlocks decodes the blocks of one vendor. Those of single sections and
// symbols (tags 2 and 3) are deprecated and say nothing of the file.
func (a attrs) fileBlocks(blocks []byte, order binary.ByteOrder, isText func(uint64) bool) error {
	for len(blocks) > 0 {
		const tagFile = 1
		tag := blocks[0]
		block, next, ok := sized(blocks, 1, order)
		if !ok {
			return errShort
		}
		blocks = next
		if tag != tagFile {
			continue
		}
		if err := a.pairs(block, isText); err != nil {
			return err
		}
	}
	return nil
}

// pairs decodes attributes. Tag 32, Tag_compatibility, has a number and a
// string.
func (a attrs) pairs(data []byte, isText func(uint64) bool) error {
	const tagCompatibility = 32
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		if n <= 0 {
			return errShort
		}
		data = data[n:]
		if !isText(tag) {
			v, n := binary.Uvarint(data)
			if n <= 0 {
				return errShort
			}
			a.number[tag], data = v, data[n:]
			if tag != tagCompatibility {
				continue
			}
		}
		s, rest, ok := bytes.Cut(data, []byte{0})
		if !ok {
			return errShort
		}
		a.text[tag], data = string(s), rest
	}
	return nil
}

// sized splits data after a part that starts with skip bytes and its own
// length: 4 bytes that count everything from the start on. It returns the part
// without these, and what follows it.
func sized(data []byte, skip int, order binary.ByteOrder) (part, rest []byte, ok bool) {
	head := skip + 4
	if len(data) < head {
		return nil, nil, false
	}
	n := order.Uint32(data[skip:])
	if uint64(n) < uint64(head) || uint64(n) > uint64(len(data)) {
		return nil, nil, false
	}
	return data[head:n], data[n:], true
}
