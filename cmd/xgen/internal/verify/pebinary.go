package verify

import (
	"debug/pe"
	"fmt"
	"io"
	"slices"
	"strings"
)

// peBinary is what a PE file says about itself.
type peBinary struct {
	size      int64 // bytes
	bits      int   // 32 or 64
	machine   uint16
	subsystem uint16
	linked    bool // an image and no object file
	dll       bool
	system    bool // it says that it is a driver
	loads     bool // the entry point lies in bytes that are loaded from the file and may be executed
	imports   []peImport
	flags     uint16 // DllCharacteristics
	fixed     bool   // it says that its relocations were stripped
	relocs    bool   // there is one at least
	symbols   bool   // there is a symbol table
	debug     bool   // there is debug information
}

// inspectPE reads a PE file of the given size. Where r holds something else the
// error is a *FormatError.
func inspectPE(r io.ReaderAt, size int64) (*peBinary, error) {
	f, err := readPE(r, size)
	if err != nil {
		return nil, err
	}
	has := func(flag uint16) bool { return f.head.Characteristics&flag != 0 }
	b := &peBinary{
		size: size, bits: f.bits, machine: f.head.Machine, subsystem: f.opt.Subsystem, flags: f.opt.DllCharacteristics,
		linked: has(pe.IMAGE_FILE_EXECUTABLE_IMAGE), dll: has(pe.IMAGE_FILE_DLL), system: has(pe.IMAGE_FILE_SYSTEM), fixed: has(pe.IMAGE_FILE_RELOCS_STRIPPED),
		symbols: f.head.PointerToSymbolTable != 0 && f.head.NumberOfSymbols != 0,
		debug:   slices.ContainsFunc(f.sections, debugging),
		loads:   slices.ContainsFunc(f.sections, func(s peSection) bool { return s.runs(f.opt.AddressOfEntryPoint) }),
	}
	if b.imports, err = f.imports(); err != nil {
		return nil, err
	}
	b.relocs, err = f.relocs()
	return b, err
}

// runs reports whether code lies in a section at an address: it is loaded from the
// file, and Windows executes it. That it also says to be code is of no consequence.
func (s peSection) runs(rva uint32) bool {
	within := uint64(rva) - uint64(s.VirtualAddress)
	return rva >= s.VirtualAddress && within < s.loaded() && s.Characteristics&pe.IMAGE_SCN_MEM_EXECUTE != 0
}

// debugging reports whether a section holds debug information.
func debugging(s peSection) bool {
	return strings.HasPrefix(s.name, ".debug_") || strings.HasPrefix(s.name, ".zdebug_")
}

// relocs reports whether there is a place that is changed where the program is
// loaded elsewhere. The directory has a block for each page that has some: its
// address, the bytes of the block, and two for each place, of which the kind 0
// stands for none. The first block of a real program has one.
func (f *peFile) relocs() (bool, error) {
	const what, head, longest, tries = "a block of relocations", 8, 64 << 10, 64
	rva, left := f.directory(pe.IMAGE_DIRECTORY_ENTRY_BASERELOC)
	for range tries {
		if rva == 0 || left < head {
			break
		}
		n, err := f.word(what, rva+4, 4)
		if err != nil {
			return false, err
		}
		if n < head || n > min(uint64(left), longest) {
			return false, f.damaged("%s has %d bytes of %d", what, n, left)
		}
		places, _, err := f.loadedBytes(rva+head, n-head)
		if err != nil {
			return false, err
		}
		for at := 1; at < len(places); at += 2 {
			if places[at]>>4 != 0 {
				return true, nil
			}
		}
		rva, left = rva+uint32(n), left-uint32(n)
	}
	return false, nil
}

// what returns the type of the file as a table shows it.
func (b *peBinary) what() string {
	switch {
	case b.dll:
		return "Windows library (DLL)"
	case b.system:
		return "Windows driver (IMAGE_FILE_SYSTEM)"
	case !b.linked:
		return "Windows program that was not linked to its end"
	case !b.loads:
		return "Windows program without code"
	}
	return windowsExecutable
}

// windowsExecutable is what every output for Windows must be.
const windowsExecutable = "Windows executable"

// peMachines are debug/pe's names of the machines that Windows runs on.
var peMachines = map[uint16]string{
	pe.IMAGE_FILE_MACHINE_AMD64: "IMAGE_FILE_MACHINE_AMD64",
	pe.IMAGE_FILE_MACHINE_ARM64: "IMAGE_FILE_MACHINE_ARM64",
	pe.IMAGE_FILE_MACHINE_ARMNT: "IMAGE_FILE_MACHINE_ARMNT",
	pe.IMAGE_FILE_MACHINE_I386:  "IMAGE_FILE_MACHINE_I386",
}

// machineName returns debug/pe's name of the machine.
func (b *peBinary) machineName() string {
	if name, ok := peMachines[b.machine]; ok {
		return name
	}
	return fmt.Sprintf("machine %#x", b.machine)
}
