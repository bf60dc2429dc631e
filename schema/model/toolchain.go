package model

// Toolchain is where the C compiler, the linker and the libc come from, and what
// they can do for the target. Whoever wants to know what a toolchain can do asks
// that, and never of which kind it is: package schema/toolchain resolves the kinds,
// package emit/toolchain emits them, and no other names one.
type Toolchain struct {
	Kind Value[ToolchainKind]
	// Params is what emit/toolchain is told of it: a value of the kind's own type in
	// schema/toolchain.
	Params any
	// Parts are what it is made of where that is fetched by a pin: an archive that
	// somebody else made, or sources. None for what comes otherwise.
	Parts []Part

	SharedPrograms  Ability // programs that load shared libraries
	CXX             Ability // a C++ compiler and its library
	PluginLTO       Ability // -C linker-plugin-lto: the linker optimizes rustc's and clang's code as one
	NamedCPU        Ability // to compile C for the processor that the target names
	StaticPIE       StaticPIE
	DebianLibraries DebianLibraries
	Glibc           GlibcRange
	// NewMusl says that the libc is a musl of 1.2.4 or newer, which has no names such as
	// stat64.
	NewMusl bool
	// CPUArgs fix the C compiler to the oldest processor that the program is for.
	CPUArgs []string
	// OtherLinkers says why the toolchain takes no linker that a flag names.
	OtherLinkers OtherLinkers
	// OwnDLLs is whether it has DLLs of its own beside its archives.
	OwnDLLs bool
}

// Part is one of the archives that a toolchain is made of.
type Part struct {
	Name    string        // "toolchain", and of sources "binutils", "gcc" or "musl"
	Field   string        // of targets.cue: "toolchain.source", "toolchain.sources.gcc"
	Patches []SourcePatch // by name
	Source
}

// ToolchainKind names a kind of C toolchain, as targets.cue does.
type ToolchainKind string

// Ability is something that a toolchain can do for a target, or not.
type Ability struct {
	WhyNot  string        // the reason; "" where it can
	Instead ToolchainKind // a kind that can, for the same target; "" where there is none
}

// OK reports whether it can.
func (a Ability) OK() bool { return a.WhyNot == "" }

// DebianLibraries is the ability to link with Debian's own packages for the
// target's architecture, and how Debian names that. The names are "" where it cannot.
type DebianLibraries struct {
	Ability
	Glibc     string // the version whose symbols the packages ask for
	Arch      string // "arm64"
	Multiarch string // the folder of the libraries below /usr/lib: "aarch64-linux-gnu"
}

// GlibcRange is for which versions of glibc a toolchain links, where the target
// has glibc: programs run with that one and all later ones.
type GlibcRange struct {
	Default string // where the contract names none; "" where it is not known
	Oldest  Bound
	Newest  Bound
}

// Bound is an end of a range, and what to say of what lies beyond.
type Bound struct {
	Version string // "" for no bound
	Beyond  string // the reason and what to write instead
}

// StaticPIE is the ability to link static position-independent executables, which
// the kernel loads at another address each time.
type StaticPIE struct {
	Ability
	// Args is what rustc must be told to make one; nil where its own specification of
	// the target has them.
	Args []string
}

// OtherLinkers says why a linker other than the toolchain's own is not taken.
type OtherLinkers struct {
	LLD string // of lld
	Any string // of any other
}
