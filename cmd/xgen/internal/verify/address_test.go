package verify

import (
	"debug/elf"
	"testing"
)

// An address is looked up in what is loaded, and nowhere else.
func TestRow74AddressInFile(t *testing.T) {
	const nowhere = 1<<63 - 1
	prog := func(typ elf.ProgType, off, vaddr, size uint64) *elf.Prog {
		return &elf.Prog{ProgHeader: elf.ProgHeader{Type: typ, Off: off, Vaddr: vaddr, Filesz: size, Memsz: 2 * size}}
	}
	f := &elf.File{Progs: []*elf.Prog{
		prog(elf.PT_NOTE, 7, 0x1000, 0x4000),
		prog(elf.PT_LOAD, 0x100, 0x1000, 0x10),
		prog(elf.PT_LOAD, 0x200, 0x3000, 0x10),
	}}
	for addr, want := range map[uint64]uint64{
		0: nowhere, 0xfff: nowhere, 0x1000: 0x100, 0x100f: 0x10f, 0x1010: nowhere,
		0x2fff: nowhere, 0x3000: 0x200, 0x300f: 0x20f, 0x3010: nowhere, 1<<64 - 1: nowhere,
	} {
		if got := fileOffset(f, addr); got != want {
			t.Errorf("%#x: got %#x, want %#x", addr, got, want)
		}
	}
}
