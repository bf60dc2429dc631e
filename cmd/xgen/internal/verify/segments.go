package verify

import (
	"debug/elf"
	"strings"
)

// segments fills in what the kernel and the dynamic loader read.
func (b *elfBinary) segments(f *elfFile) error {
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

// dynamicNames looks up the names of PT_DYNAMIC in its string table.
func (b *elfBinary) dynamicNames(f *elfFile, d dynamic) error {
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
			return f.damaged("DT_NEEDED names nothing in its string table")
		}
		b.Needed = append(b.Needed, lib)
	}
	if d.soname != nil {
		b.SOName, _ = table.at(*d.soname, longestName)
	}
	return b.versions(f, d, table)
}
