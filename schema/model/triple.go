package model

import (
	"path"
	"slices"
	"strings"
)

// Triple is what the catalog knows about one of rustc's targets. Every fact
// stands in schema/catalog/*.cue with its source. Package catalog decodes JSON into
// it, by the names of the fields.
type Triple struct {
	Name     string // rustc's name: "armv5te-unknown-linux-musleabi"
	Arch     string // rustc's target_arch: "arm"
	OS       string // rustc's target_os: "linux", "windows"
	Libc     string // of Linux, rustc's target_env: "musl", "gnu"; "mingw" is mingw-w64's of Windows
	Endian   Endian
	Width    int      // of a pointer, in bits
	Tier     int      // 1 to 3, of rustc 1.95
	FloatABI FloatABI `json:"float"`
	Atomics  int      // the widest atomic, in bits
	GCC      string   // the GCC triple: "arm-linux-musleabi"

	// AtomicsEmulation does 64-bit atomic operations; nil where the processor does.
	AtomicsEmulation *AtomicsEmulation

	CRTStatic bool   // rustc links crt statically unless told otherwise
	StaticPIE bool   // rustc's spec allows static-pie
	PIE       bool   // a program with shared libraries is position-independent
	Prebuilt  bool   // rustup ships std
	Std       Std    // which std is used where the project says nothing
	QEMU      QEMU   // what runs its programs elsewhere; zero where Wine is not nil
	Wine      *Wine  // what runs its programs instead, on one kind of machine; nil where QEMU does
	ExeSuffix string // what the name of a program's file ends in: ".exe", ""
	Pages     []int  // the sizes in bytes that its kernels' memory pages may have, the smallest first
	ELF       ELF    // what a binary must look like; zero where PE is not nil
	PE        *PE    // the same where programs are PE files; nil where they are ELF files
	Loader    string // the dynamic loader of its libc

	Glibc   string   // the oldest that there is for it: "2.17"; "" where its libc is another
	Needed  []string // the shared libraries that belong to its libc and its compiler, but the loader
	Runtime Runtime  // what dynamic programs run with under QEMU
}

// Env returns rustc's target_env, which a program can ask for.
func (t Triple) Env() string {
	if t.Libc == "mingw" {
		return "gnu"
	}
	return t.Libc
}

// Format returns the format of its programs.
func (t Triple) Format() Format {
	if t.PE != nil {
		return FormatPE
	}
	return FormatELF
}

// LacksAtomics64 reports whether the processor has no 64-bit atomics: what
// compilers call instead is then built and linked (stage/atomic.c).
func (t Triple) LacksAtomics64() bool { return t.Atomics < 64 }

// Runtime is Debian's build of a libc that any machine can install.
type Runtime struct {
	Packages  []string // none where only static programs can be run
	Folder    string   // of its shared libraries
	Multiarch string   // the name of the folder in which its loader looks for them
}

// AtomicsEmulation says what does 64-bit atomic operations where the processor has
// none, and what that costs.
type AtomicsEmulation struct {
	By        string  // "a lock"
	Not       string  // what it must not be used for
	Add, Load Cost    // by one thread
	Contended float64 // nanoseconds of fetch_add on 64 bits, by eight threads on one value
	Measured  string  // how that was measured
}

// Cost is how long an operation takes, in nanoseconds.
type Cost struct {
	Bits64 float64 // on 64 bits
	Bits32 float64 // on 32 bits
}

// Endian is a byte order.
type Endian string

// The byte orders.
const (
	Little Endian = "little"
	Big    Endian = "big"
)

// FloatABI says how floating-point values are passed and computed.
type FloatABI string

// The float ABIs. On architectures with one ABI only it is FloatHard.
const (
	FloatSoft FloatABI = "soft"
	FloatHard FloatABI = "hard"
)

// QEMU names the user-mode emulator and the oldest CPU that the target runs on.
type QEMU struct {
	Binary string // "qemu-arm"
	CPU    string // "arm926"; "" is the emulator's own default
	// NoOtherPages says why the one QEMU that can have other memory pages than the
	// machine's own does not run the target's code; "" where it does.
	NoOtherPages string
}

// Wine is Debian's Wine. It has no processor of its own.
type Wine struct {
	Host     string   // the kind of machine that runs the target's programs, as in Hosts: "x86_64"
	Packages []string // Debian's that have it, those of another architecture as NAME:ARCHITECTURE
	Lacking  []string // patterns of images whose Wine starts no program of Rust's
}

// MakesPIE reports whether rustc makes position-independent programs unless it is told
// otherwise. For Windows it makes no others.
func (t Triple) MakesPIE(static bool) bool {
	switch {
	case t.PE != nil:
		return true
	case static:
		return t.StaticPIE
	}
	return t.PIE
}

// Emulator is the command that runs a target's programs on a machine that builds.
type Emulator struct {
	Program string // "qemu-arm", "wine"
	CPU     string // the oldest that the target runs on, for -cpu; "" is the emulator's own or the machine's
}

// Emulator returns what runs the target's programs.
func (t Triple) Emulator() Emulator {
	if t.Wine != nil {
		return Emulator{Program: "wine"}
	}
	return Emulator{t.QEMU.Binary, t.QEMU.CPU}
}

// ELF is what the header and the attribute sections of a binary must say.
type ELF struct {
	Class   int    // 32 or 64
	Machine string // as debug/elf names it: "EM_ARM"
	// ISA is the newest instruction set that the attribute section may name,
	// in readelf's words: "v5TE", "MIPS32r2"; "" where there is no such section.
	ISA string
	// Float says that a binary records its float ABI.
	Float bool
}

// PE is what the headers of a Windows program must say, and what it may ask of
// the system.
type PE struct {
	Machine string // as debug/pe names it: "IMAGE_FILE_MACHINE_AMD64"
	Bits    int    // 32 for PE32, 64 for PE32+
	// Imports are the DLLs that every desktop edition of the supported versions of
	// Windows has, in lower case.
	Imports []string
	// Own are the DLLs that belong to a C compiler or to its libraries, and that no
	// Windows has: patterns of path.Match, in lower case.
	Own []string
}

// Format is a format of programs.
type Format string

// Names reports whether a shared library of the format may have such a name. Of
// Windows the endings say so, in whatever case.
func (f Format) Names(library string) bool {
	dll := slices.Contains([]string{".dll", ".drv", ".exe", ".ocx"}, lowerASCII(path.Ext(library)))
	return dll == (f == FormatPE)
}

// DLLName returns the name by which Windows looks for a DLL: it does not tell cases
// apart, and adds the ending where there is none. Letters beyond ASCII stay as they
// are: the Kelvin sign, whose small letter is k, begins another name than KERNEL32.dll.
func DLLName(name string) string {
	name = lowerASCII(name)
	if !strings.Contains(name, ".") {
		name += ".dll"
	}
	return name
}

// lowerASCII returns s with the letters A to Z in lower case.
func lowerASCII(s string) string {
	lower := []byte(s)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] += 'a' - 'A'
		}
	}
	return string(lower)
}

// The formats of programs.
const (
	FormatELF Format = "elf" // Linux
	FormatPE  Format = "pe"  // Windows
)

// InVariable spells a triple as cargo and the crates that build C do in the
// names of variables: with underscores.
func InVariable(triple string) string {
	return strings.NewReplacer("-", "_", ".", "_").Replace(triple)
}
