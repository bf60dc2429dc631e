package verify

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
	"testing"
)

// peImage describes a PE file for build to write: one section .text, one with all
// the tables, .debug_info where it is asked for.
type peImage struct {
	bits      int // 32 or 64
	machine   uint16
	subsystem uint16
	kind      uint16 // Characteristics
	flags     uint16 // DllCharacteristics

	imports   []asked
	delayed   []asked
	absolute  bool // the delayed ones, by old addresses
	noNames   bool // the lists of names are not there, only those of addresses
	relocs    []byte
	noCode    bool   // no entry point
	text      uint32 // Characteristics of .text
	symbols   int
	debug     string // the name of a section
	overlay   int    // bytes behind the last section
	dosHeader int    // bytes; 64 where it is 0
}

// asked is a DLL and what is asked of it; numbers are functions without a name.
type asked struct {
	dll   string
	names []string
}

const (
	textAt   = 0x1000
	tablesAt = 0x2000
	imageAt  = 0x140000000
	imageAt4 = 0x400000
)

// oneReloc is a block of relocations with one place of 64 bits and one of none.
var oneReloc = []byte{0, 0x10, 0, 0, 12, 0, 0, 0, 0x08, 0xa0, 0, 0}

// goodPE is what the catalog promises of x86_64-pc-windows-gnu, without a fault.
func goodPE() peImage {
	return peImage{
		bits: 64, machine: pe.IMAGE_FILE_MACHINE_AMD64, subsystem: pe.IMAGE_SUBSYSTEM_WINDOWS_CUI,
		kind:    pe.IMAGE_FILE_EXECUTABLE_IMAGE | pe.IMAGE_FILE_LARGE_ADDRESS_AWARE,
		flags:   pe.IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE | pe.IMAGE_DLLCHARACTERISTICS_HIGH_ENTROPY_VA | pe.IMAGE_DLLCHARACTERISTICS_NX_COMPAT,
		imports: []asked{{"KERNEL32.dll", []string{"ExitProcess", "Sleep"}}, {"msvcrt.dll", []string{"puts"}}},
		relocs:  oneReloc,
		text:    pe.IMAGE_SCN_CNT_CODE | pe.IMAGE_SCN_MEM_EXECUTE | pe.IMAGE_SCN_MEM_READ,
	}
}

// good32PE is the same of i686-pc-windows-gnu.
func good32PE() peImage {
	m := goodPE()
	m.bits, m.machine = 32, pe.IMAGE_FILE_MACHINE_I386
	m.kind, m.flags = pe.IMAGE_FILE_EXECUTABLE_IMAGE, pe.IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE|pe.IMAGE_DLLCHARACTERISTICS_NX_COMPAT
	return m
}

// peTables lays out the section of tables.
type peTables struct {
	peImage
	data []byte
}

// put appends data and returns its address.
func (w *peTables) put(data []byte) uint32 {
	at := tablesAt + uint32(len(w.data))
	w.data = append(w.data, data...)
	return at
}

func words32(list ...uint32) (out []byte) {
	for _, v := range list {
		out = peOrder.AppendUint32(out, v)
	}
	return out
}

// functions writes a list of functions and returns its address.
func (w *peTables) functions(names []string) uint32 {
	var list []byte
	add := func(v uint64) {
		if w.bits == 32 {
			list = peOrder.AppendUint32(list, uint32(v))
		} else {
			list = peOrder.AppendUint64(list, v)
		}
	}
	for i, name := range names {
		if name == "" {
			add(1<<(w.bits-1) | uint64(i+1))
			continue
		}
		add(uint64(w.put(append([]byte{0, 0}, name+"\x00"...))))
	}
	add(0)
	return w.put(list)
}

// build writes the file.
func (m peImage) build() []byte {
	w := &peTables{peImage: m}
	var dirs [16]pe.DataDirectory
	set := func(entry int, table []byte) {
		if len(table) > 0 {
			dirs[entry] = pe.DataDirectory{VirtualAddress: w.put(table), Size: uint32(len(table))}
		}
	}
	var started, called []byte
	for _, i := range m.imports {
		names, dll := w.functions(i.names), w.put([]byte(i.dll+"\x00"))
		addresses := names
		if m.noNames {
			names = 0
		}
		started = append(started, words32(names, 0, 0, dll, addresses)...)
	}
	for _, i := range m.delayed {
		relative, off := uint32(1), uint32(0)
		if m.absolute {
			relative, off = 0, imageAt4
		}
		called = append(called, words32(relative, w.put([]byte(i.dll+"\x00"))+off, 0, 0, w.functions(i.names)+off, 0, 0, 0)...)
	}
	if started != nil {
		started = append(started, make([]byte, 20)...)
	}
	if called != nil {
		called = append(called, make([]byte, 32)...)
	}
	set(pe.IMAGE_DIRECTORY_ENTRY_IMPORT, started)
	set(pe.IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT, called)
	set(pe.IMAGE_DIRECTORY_ENTRY_BASERELOC, m.relocs)
	return m.file(w.data, dirs)
}

// file puts headers and sections together.
func (m peImage) file(tables []byte, dirs [16]pe.DataDirectory) []byte {
	const headers, sector = 1024, 512
	padded := func(n int) uint32 { return uint32((n + sector - 1) / sector * sector) }
	const data = pe.IMAGE_SCN_CNT_INITIALIZED_DATA | pe.IMAGE_SCN_MEM_READ
	type part struct {
		name string
		data []byte
		kind uint32
	}
	parts := []part{{".text", make([]byte, 16), m.text}, {".rdata", tables, data}}
	names := []byte{0, 0, 0, 0}
	if m.debug != "" {
		name := m.debug
		if len(name) > 8 {
			name = "/4"
			names = append(names, m.debug+"\x00"...)
		}
		parts = append(parts, part{name, make([]byte, 16), data | pe.IMAGE_SCN_MEM_DISCARDABLE})
	}
	peOrder.PutUint32(names, uint32(len(names)))
	body, sections, end := []byte(nil), []pe.SectionHeader32(nil), uint32(textAt)
	for _, p := range parts {
		s := pe.SectionHeader32{VirtualSize: uint32(len(p.data)), VirtualAddress: end, SizeOfRawData: padded(len(p.data)),
			PointerToRawData: headers + uint32(len(body)), Characteristics: p.kind}
		end += (s.SizeOfRawData + smallestPage - 1) / smallestPage * smallestPage
		copy(s.Name[:], p.name)
		sections = append(sections, s)
		body = append(append(body, p.data...), make([]byte, int(s.SizeOfRawData)-len(p.data))...)
	}
	head := pe.FileHeader{Machine: m.machine, NumberOfSections: uint16(len(sections)), Characteristics: m.kind}
	if m.symbols > 0 || len(names) > 4 {
		head.PointerToSymbolTable, head.NumberOfSymbols = headers+uint32(len(body)), uint32(m.symbols)
		body = append(append(body, make([]byte, 18*m.symbols)...), names...)
	}
	body = append(body, make([]byte, m.overlay)...)

	entry := uint32(textAt)
	if m.noCode {
		entry = 0
	}
	var opt any = pe.OptionalHeader64{Magic: 0x20b, AddressOfEntryPoint: entry, ImageBase: imageAt, SectionAlignment: 4096, FileAlignment: sector,
		SizeOfImage: end, SizeOfHeaders: headers, Subsystem: m.subsystem, DllCharacteristics: m.flags, NumberOfRvaAndSizes: 16, DataDirectory: dirs}
	if m.bits == 32 {
		opt = pe.OptionalHeader32{Magic: 0x10b, AddressOfEntryPoint: entry, ImageBase: imageAt4, SectionAlignment: 4096, FileAlignment: sector,
			SizeOfImage: end, SizeOfHeaders: headers, Subsystem: m.subsystem, DllCharacteristics: m.flags, NumberOfRvaAndSizes: 16, DataDirectory: dirs}
	}
	head.SizeOfOptionalHeader = uint16(binary.Size(opt))
	dos := max(m.dosHeader, 64)
	var out bytes.Buffer
	out.WriteString("MZ")
	out.Write(make([]byte, 58))
	out.Write(words32(uint32(dos)))
	out.Write(make([]byte, dos-64))
	out.WriteString("PE\x00\x00")
	for _, v := range []any{head, opt, sections} {
		if err := binary.Write(&out, peOrder, v); err != nil {
			panic(err)
		}
	}
	out.Write(make([]byte, headers-out.Len()))
	out.Write(body)
	return out.Bytes()
}

// inspect builds and reads m.
func (m peImage) inspect(t *testing.T) *peBinary {
	t.Helper()
	data := m.build()
	b, err := inspectPE(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
