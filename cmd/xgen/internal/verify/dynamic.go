package verify

import (
	"debug/elf"
	"slices"
)

// longestName is Linux's PATH_MAX: a loader accepts no longer name of a
// library or an interpreter.
const longestName = 4096

// dynamic is what verify needs of PT_DYNAMIC. Names are offsets in the string
// table.
type dynamic struct {
	needed          []uint64
	soname          *uint64
	strtab, strsize uint64 // address and bytes
	flags1          uint64
	verneed         uint64 // address
	verneednum      uint64 // libraries
}

// dynamic reads PT_DYNAMIC; the zero value where there is none.
func (f *elfFile) dynamic() (dynamic, error) {
	p, err := f.only(elf.PT_DYNAMIC)
	if err != nil || p == nil {
		return dynamic{}, err
	}
	data, err := f.part("PT_DYNAMIC", p.Off, p.Filesz, maxPart)
	return readDynamic(f, data), err
}

// readDynamic decodes the entries of PT_DYNAMIC: pairs of words, ended by
// DT_NULL (System V gABI, chapter 5, "Dynamic Section").
func readDynamic(f *elfFile, data []byte) dynamic {
	var d dynamic
	for tag, val := range entries(f, data) {
		switch tag {
		case elf.DT_NULL:
			return d
		case elf.DT_NEEDED:
			d.needed = append(d.needed, val)
		case elf.DT_SONAME:
			d.soname = &val
		case elf.DT_STRTAB:
			d.strtab = val
		case elf.DT_STRSZ:
			d.strsize = val
		case elf.DT_FLAGS_1:
			d.flags1 = val
		case elf.DT_VERNEED:
			d.verneed = val
		case elf.DT_VERNEEDNUM:
			d.verneednum = val
		}
	}
	return d
}

// entries iterates over the whole pairs of words in data.
func entries(f *elfFile, data []byte) func(yield func(elf.DynTag, uint64) bool) {
	word, get := 8, f.order.Uint64
	if f.class == elf.ELFCLASS32 {
		word, get = 4, func(p []byte) uint64 { return uint64(f.order.Uint32(p)) }
	}
	return func(yield func(elf.DynTag, uint64) bool) {
		for p := range slices.Chunk(data, 2*word) {
			if len(p) < 2*word || !yield(elf.DynTag(get(p)), get(p[word:])) {
				return
			}
		}
	}
}

// loaded reads the n bytes of the file that are loaded at an address.
func (f *elfFile) loaded(what string, addr, n, most uint64) ([]byte, error) {
	off, _, ok := f.fileOffset(addr)
	if !ok {
		return nil, f.damaged("%s is at an address that is not loaded", what)
	}
	return f.part(what, off, n, most)
}

// fileOffset returns where in the file the bytes lie that are loaded at an
// address, and how many are loaded from there on.
func (f *elfFile) fileOffset(addr uint64) (off, rest uint64, ok bool) {
	for _, p := range f.progs {
		if elf.ProgType(p.Type) == elf.PT_LOAD && addr >= p.Vaddr && addr-p.Vaddr < p.Filesz {
			return p.Off + (addr - p.Vaddr), p.Filesz - (addr - p.Vaddr), true
		}
	}
	return 0, 0, false
}
