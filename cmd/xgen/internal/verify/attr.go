package verify

import (
	"debug/elf"
	"encoding/binary"
)

// ptAttributes is the segment that holds the same bytes as the section:
// PT_MIPS_ABIFLAGS and PT_RISCV_ATTRIBUTES have the same number. ARM has none.
const ptAttributes = elf.ProgType(0x70000003)

// maxAttributes is the most that attributes may take, in bytes; the longest that
// compilers write have a few hundred.
const maxAttributes = 64 << 10

// attributes reads the machine's own attribute section.
func (b *elfBinary) attributes(f *elfFile) error {
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
func (b *elfBinary) decode(data []byte, order binary.ByteOrder) (err error) {
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
