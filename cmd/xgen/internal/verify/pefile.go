package verify

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
)

// peFile is a PE file whose headers have been read (Microsoft's "PE Format").
// The structures are those of debug/pe, whose reader is not used: it copies
// symbols and names without a bound, and reads no imports of some files.
type peFile struct {
	parts
	head     pe.FileHeader
	opt      pe.OptionalHeader64 // of both kinds
	bits     int                 // 32 for PE32, 64 for PE32+
	sections []peSection
	blocks   map[uint64][]byte // what was read of the file, by number
}

// peSection is a section header with its name.
type peSection struct {
	pe.SectionHeader32
	name string
}

// blockSize is how much of a file is read at once, in bytes.
const blockSize = 4096

// peOrder is the byte order of every PE file.
var peOrder = binary.LittleEndian

// fileOffset returns where in the file the bytes lie that are loaded at an
// address relative to the image's, and how many are loaded from there on.
func (f *peFile) fileOffset(rva uint32) (off, rest uint64, ok bool) {
	if rva < f.opt.SizeOfHeaders {
		return uint64(rva), uint64(f.opt.SizeOfHeaders - rva), true
	}
	for _, s := range f.sections {
		if loaded := s.loaded(); rva >= s.VirtualAddress && uint64(rva-s.VirtualAddress) < loaded {
			within := uint64(rva - s.VirtualAddress)
			return uint64(s.PointerToRawData) + within, loaded - within, true
		}
	}
	return 0, 0, false
}

// smallestPage is the size in bytes of Windows's memory pages.
const smallestPage = 4096

// loaded returns how many bytes of the file are loaded for a section. What lies
// beyond its size in memory is loaded to the end of the page.
func (s *peSection) loaded() uint64 {
	raw, memory := uint64(s.SizeOfRawData), uint64(s.VirtualSize)
	if memory == 0 {
		return raw
	}
	return min(raw, (memory+smallestPage-1)/smallestPage*smallestPage)
}

// loadedBytes returns n bytes that are loaded at an address, or fewer where the
// section ends before. ok is false where none is.
func (f *peFile) loadedBytes(rva uint32, n uint64) (data []byte, ok bool, err error) {
	off, rest, ok := f.fileOffset(rva)
	if !ok {
		return nil, false, nil
	}
	data, err = f.bytes(off, min(n, rest))
	return data, len(data) > 0, err
}

// bytes returns n bytes of the file, or fewer where it ends before.
func (f *peFile) bytes(off, n uint64) ([]byte, error) {
	end := min(off+n, uint64(f.size))
	if off >= end {
		return nil, nil
	}
	out := make([]byte, 0, end-off)
	for off < end {
		block, err := f.block(off / blockSize)
		if err != nil {
			return nil, err
		}
		some := block[off%blockSize:]
		some = some[:min(uint64(len(some)), end-off)]
		out, off = append(out, some...), off+uint64(len(some))
	}
	return out, nil
}

// block returns the block of a number, which is read once.
func (f *peFile) block(number uint64) ([]byte, error) {
	if known, ok := f.blocks[number]; ok {
		return known, nil
	}
	off := number * blockSize
	data, err := f.part("a table", off, min(blockSize, uint64(f.size)-off), blockSize)
	if err == nil {
		f.blocks[number] = data
	}
	return data, err
}

// word returns the number of two, four or eight bytes that is loaded at an
// address.
func (f *peFile) word(what string, rva uint32, size uint64) (uint64, error) {
	data, _, err := f.loadedBytes(rva, size)
	switch {
	case err != nil:
		return 0, err
	case uint64(len(data)) < size:
		return 0, f.damaged("%s is at an address that is not loaded", what)
	case size == 2:
		return uint64(peOrder.Uint16(data)), nil
	case size == 4:
		return uint64(peOrder.Uint32(data)), nil
	}
	return peOrder.Uint64(data), nil
}

// text returns the string that is loaded at an address and ends within longest
// bytes.
func (f *peFile) text(what string, rva uint32, longest int) (string, error) {
	for n := 64; ; n *= 4 { // most are short
		data, _, err := f.loadedBytes(rva, uint64(min(n, longest+1)))
		if err != nil {
			return "", err
		}
		text, _, ends := bytes.Cut(data, []byte{0})
		switch {
		case ends && len(text) > 0:
			return string(text), nil
		case ends || len(data) < n:
			return "", f.damaged("%s is at an address that has no name", what)
		}
	}
}
