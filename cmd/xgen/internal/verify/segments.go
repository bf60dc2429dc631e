package verify

import (
	"debug/elf"
	"io"
	"slices"
	"strings"
)

// maxPart is the most that is read of any one part, in bytes. The parts that
// verify reads are far smaller; the rest would be an attack.
const maxPart = 1 << 20

// segments fills in what the kernel and the dynamic loader go by.
func (b *Binary) segments(f *elf.File, r io.ReaderAt) error {
	dyn := dynamic{}
	for _, p := range f.Progs {
		switch p.Type {
		case elf.PT_INTERP:
			b.Interp = cstring(read(r, p.Off, p.Filesz))
		case elf.PT_DYNAMIC:
			dyn = readDynamic(f, read(r, p.Off, p.Filesz))
		case elf.PT_LOAD:
			b.Loads = b.Loads || f.Entry >= p.Vaddr && f.Entry-p.Vaddr < p.Filesz
		}
	}
	b.PIE = isPIE(f, dyn, b.Interp)
	return b.dynamicNames(f, r, dyn)
}

// isPIE tells position-independent executables from shared libraries; both
// are ET_DYN. Linkers since 2015 mark the former with DF_1_PIE, static-pie
// included. An older one is known by its interpreter and by having no name of
// its own (libc.so.6 has both).
func isPIE(f *elf.File, dyn dynamic, interp string) bool {
	if f.Type != elf.ET_DYN {
		return false
	}
	return dyn.flags1&uint64(elf.DF_1_PIE) != 0 || interp != "" && dyn.soname == nil
}

// dynamic is what verify needs of PT_DYNAMIC; names are offsets in strtab.
type dynamic struct {
	needed          []uint64
	soname          *uint64
	strtab, strsize uint64 // address and bytes
	flags1          uint64
	verneed         uint64 // address
	verneednum      uint64 // libraries
}

// readDynamic decodes the entries of PT_DYNAMIC: pairs of words, ended by
// DT_NULL (System V gABI, chapter 5, "Dynamic Section").
func readDynamic(f *elf.File, data []byte) dynamic {
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
func entries(f *elf.File, data []byte) func(yield func(elf.DynTag, uint64) bool) {
	word, get := 8, f.ByteOrder.Uint64
	if f.Class == elf.ELFCLASS32 {
		word, get = 4, func(p []byte) uint64 { return uint64(f.ByteOrder.Uint32(p)) }
	}
	return func(yield func(elf.DynTag, uint64) bool) {
		for p := range slices.Chunk(data, 2*word) {
			if len(p) < 2*word || !yield(elf.DynTag(get(p)), get(p[word:])) {
				return
			}
		}
	}
}

// dynamicNames looks up the names of PT_DYNAMIC in its string table.
func (b *Binary) dynamicNames(f *elf.File, r io.ReaderAt, d dynamic) error {
	if d.needed == nil && d.soname == nil {
		return nil
	}
	table := read(r, fileOffset(f, d.strtab), d.strsize)
	name := func(at uint64) string {
		if at >= uint64(len(table)) {
			return ""
		}
		return cstring(table[at:])
	}
	for _, at := range d.needed {
		lib := name(at)
		if lib == "" {
			return &FormatError{"damaged ELF file: DT_NEEDED names nothing in its string table"}
		}
		b.Needed = append(b.Needed, lib)
	}
	for _, at := range versionNeeds(read(r, fileOffset(f, d.verneed), maxPart), f.ByteOrder, d.verneednum) {
		b.Versions = append(b.Versions, name(at))
	}
	slices.Sort(b.Versions)
	b.Versions = slices.Compact(b.Versions)
	if d.soname != nil {
		b.SOName = name(*d.soname)
	}
	return nil
}

// fileOffset finds where an address is loaded from; an offset beyond any file
// where it is not loaded from one.
func fileOffset(f *elf.File, addr uint64) uint64 {
	for _, p := range f.Progs {
		if p.Type == elf.PT_LOAD && addr >= p.Vaddr && addr-p.Vaddr < p.Filesz {
			return p.Off + (addr - p.Vaddr)
		}
	}
	return 1<<63 - 1
}

// read gives up to maxPart bytes of r from off on, fewer where r ends.
func read(r io.ReaderAt, off, n uint64) []byte {
	n = min(n, maxPart)
	if off > 1<<62 {
		return nil
	}
	data, err := io.ReadAll(io.NewSectionReader(r, int64(off), int64(n)))
	if err != nil {
		return nil
	}
	return data
}

// cstring gives the bytes before the first NUL.
func cstring(data []byte) string {
	s, _, _ := strings.Cut(string(data), "\x00")
	return s
}
