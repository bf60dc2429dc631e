package main

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

// winProgram is a PE file for x86_64 as far as verify looks at one: one section,
// in which a DLL is asked for a function.
type winProgram struct {
	dll, function string
	flags         uint16 // DllCharacteristics
	subsystem     uint16
}

// aslr are the flags that every program has.
const aslr = pe.IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE | pe.IMAGE_DLLCHARACTERISTICS_HIGH_ENTROPY_VA | pe.IMAGE_DLLCHARACTERISTICS_NX_COMPAT

// winPrograms are what scripts ask for: one that keeps the contract of
// x86_64-pc-windows-gnu, and such as break it in one way.
var winPrograms = map[string]winProgram{
	"good":    {"KERNEL32.dll", "ExitProcess", aslr, pe.IMAGE_SUBSYSTEM_WINDOWS_CUI},
	"pthread": {"libwinpthread-1.dll", "pthread_create", aslr, pe.IMAGE_SUBSYSTEM_WINDOWS_CUI},
	"gui":     {"KERNEL32.dll", "ExitProcess", aslr, pe.IMAGE_SUBSYSTEM_WINDOWS_GUI},
	"fixed":   {"KERNEL32.dll", "ExitProcess", 0, pe.IMAGE_SUBSYSTEM_WINDOWS_CUI},
}

// peFile writes one of them.
func peFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 || winPrograms[args[0]].dll == "" {
		ts.Fatalf("usage: pe KIND FILE")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), winPrograms[args[0]].bytes(), 0o755))
}

// bytes lays the file out: headers, and a section of one sector.
func (p winProgram) bytes() []byte {
	const at, sector = 0x1000, 512
	// Each part at its place: code, imports, the list of functions, a relocation, names.
	section := make([]byte, sector)
	put := func(off int, words ...uint32) {
		for i, w := range words {
			binary.LittleEndian.PutUint32(section[off+4*i:], w)
		}
	}
	put(16, at+64, 0, 0, at+128, at+64)
	put(64, at+192, 0, 0, 0)
	put(96, at, 12, 0xa008)
	copy(section[128:], p.dll)
	copy(section[194:], p.function)

	opt := pe.OptionalHeader64{
		Magic: 0x20b, AddressOfEntryPoint: at, ImageBase: 0x140000000, SectionAlignment: 0x1000, FileAlignment: sector,
		SizeOfImage: 0x2000, SizeOfHeaders: sector, Subsystem: p.subsystem, DllCharacteristics: p.flags, NumberOfRvaAndSizes: 16,
	}
	opt.DataDirectory[pe.IMAGE_DIRECTORY_ENTRY_IMPORT] = pe.DataDirectory{VirtualAddress: at + 16, Size: 40}
	opt.DataDirectory[pe.IMAGE_DIRECTORY_ENTRY_BASERELOC] = pe.DataDirectory{VirtualAddress: at + 96, Size: 12}
	head := pe.FileHeader{
		Machine: pe.IMAGE_FILE_MACHINE_AMD64, NumberOfSections: 1, SizeOfOptionalHeader: uint16(binary.Size(opt)),
		Characteristics: pe.IMAGE_FILE_EXECUTABLE_IMAGE,
	}
	var out bytes.Buffer
	out.WriteString("MZ")
	out.Write(make([]byte, 58))
	for _, part := range []any{uint32(64), []byte("PE\x00\x00"), head, opt,
		pe.SectionHeader32{Name: [8]uint8{'.', 't', 'e', 'x', 't'}, VirtualSize: sector, VirtualAddress: at, SizeOfRawData: sector, PointerToRawData: sector,
			Characteristics: pe.IMAGE_SCN_CNT_CODE | pe.IMAGE_SCN_MEM_EXECUTE | pe.IMAGE_SCN_MEM_READ}} {
		must(binary.Write(&out, binary.LittleEndian, part))
	}
	out.Write(make([]byte, sector-out.Len()))
	return append(out.Bytes(), section...)
}
