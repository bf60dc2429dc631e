package model

import (
	"encoding/json"
	"path"
	"slices"
)

// Contract is what a target's binaries must be. Every field is a promise that
// `xgen verify` checks; a nil or empty field promises nothing unless its
// comment says otherwise.
type Contract struct {
	Format   Value[Format]   // of the file; it says which of the promises below can be made
	Class    Value[int]      // 32 or 64: the ELF class, or PE32 and PE32+
	Machine  Value[string]   // debug/elf's or debug/pe's name: "EM_ARM", "IMAGE_FILE_MACHINE_AMD64"
	Endian   Value[Endian]   // byte order
	FloatABI Value[FloatABI] // from .ARM.attributes, .MIPS.abiflags or e_flags; "" promises nothing
	ISA      Value[string]   // newest allowed instruction set, readelf's word: "v5TE"; "" promises nothing
	Static   Value[bool]     // true: no interpreter and no NEEDED at all; always on Windows: none of Own
	Interp   Value[string]   // where Static is false: the program interpreter; "" promises nothing
	Needed   Value[[]string] // where Static is false, and on Windows beside System: the shared libraries that may be needed
	Glibc    Value[string]   // the newest glibc whose symbols may be asked for: "2.17"; "" promises nothing
	PIE      Value[bool]     // position-independent executable or not; on Windows, loaded at random addresses
	Stripped Value[bool]     // true: no symbol table and no debug information; false promises nothing
	MaxSize  *Value[int64]   // bytes, of each binary
	Pages    Value[[]int]    // the page sizes, in bytes, that it must run on; none promises nothing
	Smoke    *Smoke          // nil: nothing is run

	// What only Windows programs promise. That data is not executed is beside these,
	// for every one of them.
	Subsystem Value[string]   // what it is started in, by the names below; "" promises nothing
	System    Value[[]string] // the DLLs that every Windows has, as in PE.Imports; all may be needed
	Own       Value[[]string] // patterns of DLLs of C compilers, as in PE.Own; none may be needed
}

// IsOwn reports whether a DLL is one of Own.
func (c Contract) IsOwn(dll string) bool {
	return slices.ContainsFunc(c.Own.V, func(pattern string) bool {
		own, _ := path.Match(pattern, DLLName(dll))
		return own
	})
}

// The subsystems of Windows that a program may be for.
const (
	SubsystemConsole = "console" // it is given one
	SubsystemWindows = "windows" // none; it may open windows
)

// Smoke is a command that must succeed on the oldest CPU.
type Smoke struct {
	Bin     string   // the file of which of the binaries; one of Target.Files
	Args    []string // its arguments
	Daemon  *Daemon  // what runs beside it, or nil
	Timeout int      // seconds
	Exit    int      // the exit status that it must give
	Pages   []int    // the sizes of memory pages, in bytes, that it is run with: the contract's, where QEMU can have them
	// Stdout, where not nil, is what standard output must equal once
	// surrounding white space is removed.
	Stdout *string
	// JSON, where not empty, says that standard output is one JSON object and
	// what each of these fields must equal. Inputs names fields that must
	// equal an input's value in this run.
	JSON   map[string]json.RawMessage
	Inputs map[string]string
	Origin
}

// Daemon is a process that is started before the smoke command and must still
// run when that has ended.
type Daemon struct {
	Bin  string // the file of which of the binaries; one of Target.Files
	Args []string
	Origin
}
