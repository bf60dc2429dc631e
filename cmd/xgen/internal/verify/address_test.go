package verify

import (
	"debug/elf"
	"testing"
)

// An address is looked up in what is loaded, and nowhere else.
func TestRow74AddressInFile(t *testing.T) {
	prog := func(typ elf.ProgType, off, vaddr, size uint64) elf.Prog64 {
		return elf.Prog64{Type: uint32(typ), Off: off, Vaddr: vaddr, Filesz: size, Memsz: 2 * size}
	}
	f := &elfFile{progs: []elf.Prog64{
		prog(elf.PT_NOTE, 7, 0x1000, 0x4000),
		prog(elf.PT_LOAD, 0x100, 0x1000, 0x10),
		prog(elf.PT_LOAD, 0x200, 0x3000, 0x10),
	}}
	type place struct {
		off, rest uint64
		ok        bool
	}
	for addr, want := range map[uint64]place{
		0: {}, 0xfff: {}, 0x1000: {0x100, 0x10, true}, 0x100f: {0x10f, 1, true}, 0x1010: {},
		0x2fff: {}, 0x3000: {0x200, 0x10, true}, 0x300f: {0x20f, 1, true}, 0x3010: {}, 1<<64 - 1: {},
	} {
		var got place
		got.off, got.rest, got.ok = f.fileOffset(addr)
		if got != want {
			t.Errorf("%#x: got %v, want %v", addr, got, want)
		}
	}
}
