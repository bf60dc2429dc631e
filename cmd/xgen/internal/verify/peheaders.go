package verify

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
	"io"
	"strconv"
	"strings"
)

// readPE reads the headers of a PE file.
func readPE(r io.ReaderAt, size int64) (*peFile, error) {
	f := &peFile{parts: parts{r, size, "Windows program"}, blocks: map[uint64][]byte{}}
	at, err := f.header()
	if err != nil {
		return nil, err
	}
	if err := f.optional(at); err != nil {
		return nil, err
	}
	return f, f.sectionHeaders(at + uint64(f.head.SizeOfOptionalHeader))
}

// dosHeader has 64 bytes, the last four of which lead to the PE header.
const dosHeader = 64

// header reads what every PE file has, and returns where the optional header
// begins. A file of DOS has another header or none.
func (f *peFile) header() (after uint64, err error) {
	dos, err := f.part("the DOS header", 0, dosHeader, dosHeader)
	if err != nil {
		return 0, err
	}
	at := uint64(peOrder.Uint32(dos[dosHeader-4:]))
	if !f.has(at, 4) {
		return 0, f.truncated("the PE header is at byte %d of %d", at, f.size)
	}
	magic, err := f.part("the PE header", at, 4, 4)
	if err != nil {
		return 0, err
	}
	if string(magic) != "PE\x00\x00" {
		return 0, &FormatError{"DOS executable, which no Windows of 64 bits runs"}
	}
	after = at + 4 + uint64(binary.Size(f.head))
	if err := f.decode("the PE header", at+4, after-at-4, &f.head); err != nil {
		return 0, err
	}
	if symbols := uint64(f.head.PointerToSymbolTable); symbols != 0 && !f.has(symbols, symbolSize*uint64(f.head.NumberOfSymbols)) {
		return 0, f.truncated("the symbol table ends beyond byte %d", f.size)
	}
	return after, nil
}

// symbolSize is the size in bytes of an entry of the COFF symbol table.
const symbolSize = 18

// decode reads n bytes at off into a structure, which they may not fill.
func (f *peFile) decode(what string, off, n uint64, into any) error {
	data, err := f.part(what, off, n, maxPart)
	if err != nil {
		return err
	}
	full := make([]byte, max(len(data), binary.Size(into)))
	copy(full, data)
	_, err = binary.Decode(full, peOrder, into)
	return err
}

// optional reads the header that every executable has, of either kind.
func (f *peFile) optional(at uint64) error {
	const what = "the optional header"
	n := uint64(f.head.SizeOfOptionalHeader)
	if n < 2 {
		return f.damaged("it has no optional header, as an object file has none")
	}
	var magic uint16
	if err := f.decode(what, at, 2, &magic); err != nil {
		return err
	}
	var fixed uint64
	switch magic {
	case 0x10b:
		var narrow pe.OptionalHeader32
		if err := f.decode(what, at, n, &narrow); err != nil {
			return err
		}
		f.bits, f.opt, fixed = 32, wideHeader(narrow), 96
	case 0x20b:
		if err := f.decode(what, at, n, &f.opt); err != nil {
			return err
		}
		f.bits, fixed = 64, 112
	default:
		return f.damaged("its optional header begins with %#x", magic)
	}
	tables := min(uint64(f.opt.NumberOfRvaAndSizes), uint64(len(f.opt.DataDirectory)))
	if need := fixed + 8*tables; n < need {
		return f.damaged("%s has %d bytes, and what it says needs %d", what, n, need)
	}
	clear(f.opt.DataDirectory[tables:])
	return nil
}

// wideHeader returns a header of PE32 as one of PE32+.
func wideHeader(h pe.OptionalHeader32) pe.OptionalHeader64 {
	return pe.OptionalHeader64{
		AddressOfEntryPoint: h.AddressOfEntryPoint, ImageBase: uint64(h.ImageBase),
		SectionAlignment: h.SectionAlignment, FileAlignment: h.FileAlignment,
		SizeOfImage: h.SizeOfImage, SizeOfHeaders: h.SizeOfHeaders,
		Subsystem: h.Subsystem, DllCharacteristics: h.DllCharacteristics,
		NumberOfRvaAndSizes: h.NumberOfRvaAndSizes, DataDirectory: h.DataDirectory,
	}
}

// sectionHeaders reads the table of sections.
func (f *peFile) sectionHeaders(at uint64) error {
	const most = 96
	if n := f.head.NumberOfSections; n > most {
		return f.damaged("it has %d sections, and Windows loads %d at most", n, most)
	}
	headers := make([]pe.SectionHeader32, f.head.NumberOfSections)
	size := uint64(binary.Size(headers))
	if err := f.decode("the table of sections", at, size, headers); err != nil {
		return err
	}
	if err := f.image(at + size); err != nil {
		return err
	}
	if err := f.layout(headers); err != nil {
		return err
	}
	for _, h := range headers {
		name, err := f.sectionName(h.Name)
		if err != nil {
			return err
		}
		f.sections = append(f.sections, peSection{h, name})
	}
	return nil
}

// sectionName returns the name of a section: in the header, or by its place in the
// string table, as "/123". Only short names are looked up: verify looks for no others.
func (f *peFile) sectionName(field [8]uint8) (string, error) {
	const longest = 64
	name := string(bytes.TrimRight(field[:], "\x00"))
	digits, long := strings.CutPrefix(name, "/")
	at, err := strconv.ParseUint(digits, 10, 32)
	symbols := uint64(f.head.PointerToSymbolTable)
	if !long || err != nil || symbols == 0 {
		return name, nil
	}
	// The string table lies behind the symbols, or where they would be.
	data, err := f.bytes(symbols+symbolSize*uint64(f.head.NumberOfSymbols)+at, longest)
	if text, ends := (stringTable{string(data)}).at(0, longest); ends && text != "" {
		name = text
	}
	return name, err
}

// directory returns the address and the size of a table that the optional
// header names; zeros where there is none.
func (f *peFile) directory(entry int) (rva, size uint32) {
	d := f.opt.DataDirectory[entry]
	return d.VirtualAddress, d.Size
}
