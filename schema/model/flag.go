package model

// FlagKind is the tool that a flag is for.
type FlagKind string

// The tools that take flags.
const (
	FlagRustc FlagKind = "rustc"
	FlagC     FlagKind = "c"    // C compiler, C++ too
	FlagCXX   FlagKind = "cxx"  // C++ compiler only
	FlagLink  FlagKind = "link" // linker driver, passed through rustc
)

// Flag is one named group of arguments for one tool.
type Flag struct {
	Name string
	Kind FlagKind
	Args []string
	Origin
}

// Unflagged is a group of flags that a target can do without.
type Unflagged struct {
	Name    string
	Because string // "arch is x86_64, not aarch64"
	Origin
}
