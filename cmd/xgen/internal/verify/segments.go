package verify

import (
	"debug/elf"
	"slices"
	"strings"
)

// longestName is Linux's PATH_MAX: a loader accepts no longer name of a
// library or an interpreter.
const longestName = 4096

// segments fills in what the kernel and the dynamic loader read.
func (b *Binary) segments(f *elfFile) error {
	for _, p := range f.progs {
		if elf.ProgType(p.Type) == elf.PT_LOAD {
			if p.Memsz > 0 && (b.Align == 0 || p.Align < b.Align) {
				b.Align = max(p.Align, 1) // 0 is no alignment, as 1 is
			}
			b.Loads = b.Loads || f.head.Entry >= p.Vaddr && f.head.Entry-p.Vaddr < p.Filesz
		}
	}
	interp, err := f.only(elf.PT_INTERP)
	if err != nil {
		return err
	}
	if interp != nil {
		if b.Interp, err = f.interp(interp); err != nil {
			return err
		}
	}
	dyn, err := f.dynamic()
	if err != nil {
		return err
	}
	b.PIE = isPIE(f, dyn, b.Interp)
	return b.dynamicNames(f, dyn)
}

// interp returns the path of the interpreter.
func (f *elfFile) interp(p *elf.Prog64) (string, error) {
	data, err := f.part("PT_INTERP", p.Off, p.Filesz, longestName)
	if err != nil {
		return "", err
	}
	name, _, _ := strings.Cut(string(data), "\x00")
	return name, nil
}

// isPIE reports whether a file of the type ET_DYN is a position-independent
// executable and not a shared library. Linkers since 2015 mark executables
// with DF_1_PIE, static-pie included. An older executable has an interpreter
// and no name of its own; libc.so.6 has both.
func isPIE(f *elfFile, dyn dynamic, interp string) bool {
	if elf.Type(f.head.Type) != elf.ET_DYN {
		return false
	}
	return dyn.flags1&uint64(elf.DF_1_PIE) != 0 || interp != "" && dyn.soname == nil
}

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

// dynamicNames looks up the names of PT_DYNAMIC in its string table.
func (b *Binary) dynamicNames(f *elfFile, d dynamic) error {
	if d.needed == nil && d.soname == nil {
		return nil
	}
	data, err := f.loaded("the string table of PT_DYNAMIC", d.strtab, d.strsize, maxStrings)
	if err != nil {
		return err
	}
	table := stringTable{string(data)}
	for _, at := range d.needed {
		lib, ok := table.at(at, longestName)
		if !ok || lib == "" {
			return damaged("DT_NEEDED names nothing in its string table")
		}
		b.Needed = append(b.Needed, lib)
	}
	if d.soname != nil {
		b.SOName, _ = table.at(*d.soname, longestName)
	}
	return b.versions(f, d, table)
}

// loaded reads the n bytes of the file that are loaded at an address.
func (f *elfFile) loaded(what string, addr, n, most uint64) ([]byte, error) {
	off, _, ok := f.fileOffset(addr)
	if !ok {
		return nil, damaged("%s is at an address that is not loaded", what)
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
