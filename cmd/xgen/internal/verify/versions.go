package verify

import (
	"debug/elf"
	"slices"
)

// versions fills in which symbol versions the binary needs, and which of its
// symbols need them.
func (b *elfBinary) versions(f *elfFile, d dynamic, strings stringTable) error {
	if d.verneednum == 0 {
		return nil
	}
	needs, err := f.versionNeeds(d)
	if err != nil {
		return err
	}
	byIndex := map[uint16]string{}
	for _, need := range needs {
		name, ok := strings.at(need.name, longestVersion)
		if !ok {
			return f.damaged("DT_VERNEED names nothing in its string table")
		}
		byIndex[need.index] = name
		if !need.weak {
			b.Versions = append(b.Versions, name)
		}
	}
	slices.Sort(b.Versions)
	b.Versions = slices.Compact(b.Versions)
	b.Asked = askers(f, byIndex, strings)
	return nil
}

// longestVersion is longer than the name of any version of glibc's.
const longestVersion = 256

// versionNeeds reads the table at DT_VERNEED, whose length no field says.
func (f *elfFile) versionNeeds(d dynamic) ([]versionNeed, error) {
	off, rest, ok := f.fileOffset(d.verneed)
	if !ok {
		return nil, f.damaged("DT_VERNEED is at an address that is not loaded")
	}
	table, err := f.part("DT_VERNEED", off, min(rest, maxPart), maxPart)
	if err != nil {
		return nil, err
	}
	return f.decodeNeeds(table, d.verneednum)
}

// versionNeed is a symbol version that a file needs from a library.
type versionNeed struct {
	name  uint64 // an offset in the string table
	index uint16 // by which symbols refer to it
	weak  bool
}

// weakVersion is VER_FLG_WEAK: the loader starts the program where the version
// is missing.
const weakVersion = 2

// decodeNeeds decodes a chain of libraries, each of which leads to a chain of
// versions (Linux Standard Base, "Symbol Version Requirements"). The records
// of both have 16 bytes in both classes, of which the last word leads to the
// next record. A record counts once, however many chains lead to it, so that
// there are no more of them than fit into the table.
func (f *elfFile) decodeNeeds(table []byte, libraries uint64) (needs []versionNeed, err error) {
	left := len(table) / 16
	libs, err := f.chain(table, 0, libraries, &left)
	if err != nil {
		return nil, err
	}
	for _, lib := range libs {
		count, first := uint64(f.order.Uint16(table[lib+2:])), uint64(f.order.Uint32(table[lib+8:]))
		names, err := f.chain(table, lib+first, count, &left)
		if err != nil {
			return nil, err
		}
		for _, at := range names {
			needs = append(needs, versionNeed{
				name:  uint64(f.order.Uint32(table[at+8:])),
				index: f.order.Uint16(table[at+6:]),
				weak:  f.order.Uint16(table[at+4:])&weakVersion != 0,
			})
		}
	}
	return needs, nil
}

// chain returns where the records of a chain begin, and subtracts their number
// from left.
func (f *elfFile) chain(table []byte, at, count uint64, left *int) (records []uint64, err error) {
	for range count {
		if *left--; *left < 0 {
			return nil, f.damaged("DT_VERNEED has chains that run into each other")
		}
		if at+16 > uint64(len(table)) {
			return nil, f.damaged("DT_VERNEED has a chain that leads out of it")
		}
		records = append(records, at)
		next := uint64(f.order.Uint32(table[at+12:]))
		if next == 0 {
			break
		}
		at += next
	}
	return records, nil
}

// askers returns the undefined symbols by the version that they need. They
// explain the versions in a message and decide nothing; a file without section
// headers has none.
func askers(f *elfFile, versions map[uint16]string, strings stringTable) map[string][]string {
	symbols, indexes := f.sectionBytes(elf.SHT_DYNSYM), f.sectionBytes(elf.SHT_GNU_VERSYM)
	size, info, shndx := elf.Sym64Size, 4, 6
	if f.class == elf.ELFCLASS32 {
		size, info, shndx = elf.Sym32Size, 12, 14
	}
	out := map[string][]string{}
	for i := 0; (i+1)*size <= len(symbols) && (i+1)*2 <= len(indexes); i++ {
		sym := symbols[i*size:]
		version, known := versions[f.order.Uint16(indexes[i*2:])&0x7fff]
		if !known || elf.ST_BIND(sym[info]) != elf.STB_GLOBAL || f.order.Uint16(sym[shndx:]) != uint16(elf.SHN_UNDEF) {
			continue
		}
		if name, ok := strings.at(uint64(f.order.Uint32(sym)), longestName); ok {
			out[version] = append(out[version], name)
		}
	}
	return out
}

// sectionBytes returns the bytes of the first section of a type; nil where it
// cannot be read.
func (f *elfFile) sectionBytes(typ elf.SectionType) []byte {
	for _, s := range f.sections {
		if elf.SectionType(s.Type) == typ {
			data, err := f.part(typ.String(), s.Off, s.Size, maxPart)
			if err != nil {
				return nil
			}
			return data
		}
	}
	return nil
}
