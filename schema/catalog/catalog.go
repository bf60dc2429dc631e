package catalog

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

//go:embed catalog.json
var encoded []byte

// Sources holds the .cue files that catalog.json is made of.
//
//go:embed *.cue
var Sources embed.FS

// Catalog is catalog.json. Nobody may change it: all projects share it.
type Catalog struct {
	Defaults     Defaults
	Triples      map[string]*Triple
	Named        map[string]string `json:"names"` // triples by what people call the machines
	CrossKeys    map[string]CrossKey
	UsualTargets []string                   // those names of a project that names nothing
	Kinds        map[string]json.RawMessage // of C toolchains: what does not depend on the triple
	Incompatible map[string]Incompatible    // by crate
	Outgrown     map[string]OutgrownCrate   // by crate
	SysCrates    map[string]SysCrate        // by crate
	// HostPackages are Debian's packages that a crate's build script needs on the
	// machine that builds, by crate.
	HostPackages     map[string][]string
	KnownTools       map[string]input.KnownTool // that tools: NAME: {} brings
	Failures         []Failure
	RepositoryCrates map[string]RepositoryCrate // by crate
	PageCrates       map[string]PageCrate       // by crate
	Releases         []Release
	SourceNeeds      map[string]SourceNeed // by the package of the source
	Recipes          map[string]input.Recipe
	HostWords        HostWords
	FatLTO           FatLTO
	GCCWords         []GCCWord
	GCCSystems       []GCCSystem
	DebianFolders    map[string]DebianFolder // by the name below /usr/lib
	SpecKeys         map[string]SpecKey      // that rustc reads in a target specification
	SpecDefaults     map[string]SpecDefault  // keys that no program for Linux has otherwise
	Features         map[string]string       // LLVM's, in one text, by architecture
	MachineWords     []MachineWord
	LibraryWords     []LibraryWord
	LibraryUndo      []LibraryUndo
	SourceForms      []SourceForm
	ToolchainSources ToolchainSources
	Tuning           map[string]string // regular expressions of LLVM's features that bring no instructions, by architecture; "" for all
	OtherTriples     []string          // that rustc knows, for Linux
	CargoWords       []CargoWord
	CargoFeatures    map[string]string // under cargo-features: the release that made each stable, "" for none
	RustcOptions     RustcOptions
	CargoValues      []CargoValue
	ProfileValues    []ProfileValue
}

// RustcOptions are what a release of rustc takes on its command line.
type RustcOptions struct {
	Release string
	Long    []string // behind two dashes, with those that are for a nightly
	Letters string   // behind one dash, without a value
	Valued  string   // likewise, with one
	Bare    []string // those of Long without a value
	Once    []string // those of Long that cargo says too, and rustc takes once
	Codegen map[string]CodegenOption
}

// CodegenOption is an option behind -C.
type CodegenOption struct {
	Values string // a regular expression; "" for any
	Want   string // the same in words
	Bare   bool   // it may stand without a value
}

// CrossKey is a key of Cross.toml.
type CrossKey struct {
	Toolchain string // the kind that takes its place; "" for none
	Why       string // why nothing does
}

// CargoWord is what some releases of cargo refuse in a manifest or in Cargo.lock.
type CargoWord struct {
	Key     string // a regular expression of the key, with its tables
	Holds   string // one of what its value must hold; "" for any
	List    bool   // only a list is meant
	Without string // one of another key of the same file with which nothing is said; "" for none
	Is      string
	Since   string // the first release that takes it; "" where it takes a nightly
	From    string // the first that refuses it; "" for all
	Before  string // the first that no longer does; "" for none
	Feature string // its name under cargo-features; "" where it has none
	Instead string // what an older cargo takes
}

// CargoValue is what cargo takes as the value of a key of its configuration.
type CargoValue struct {
	Key    string   // a regular expression of the key, with its tables
	Takes  []string // kinds of TOML; none where it takes nothing there
	Words  []string // of strings; none where it takes any
	Most   *int     // of numbers from 0 on; nil where it takes any
	Stable bool     // a nightly takes more
	Want   string   // what to write
}

// ProfileValue is what rustc takes as the value of a key of [profile.NAME].
type ProfileValue struct {
	Key   string
	Words []string
	Most  *int // of numbers from 0 on; nil where it takes none
	Want  string
}

// Load returns the catalog. It panics where catalog.json is not what this program
// expects: that is a fault of the program, and no input can cause it.
var Load = sync.OnceValue(func() *Catalog {
	c := &Catalog{}
	if err := json.Unmarshal(encoded, c); err != nil {
		panic(fmt.Sprintf("catalog: %v", err))
	}
	for name, t := range c.Triples {
		t.Name = name
	}
	return c
})

// Names returns the names of the triples, sorted.
func (c *Catalog) Names() []string { return slices.Sorted(maps.Keys(c.Triples)) }

// Defaults are what is used where a project names nothing.
type Defaults struct {
	Channel string // of rustup
	Image   string
}

// GCCWord is what the first word of a GCC's triple, or of LLVM's name of a target, says
// of it, in rustc's words. Match is a regular expression; its group "generation" is as
// Triple.Generation.
type GCCWord struct {
	Match  string
	Arch   string
	Endian string
}

// GCCSystem is what the other words say. Match is a regular expression.
type GCCSystem struct {
	Match string
	Libc  string // of the triples that it fits; "" where it fits none
	Says  string // "for glibc"
}

// DebianFolder is what the name of a folder of Debian's libraries does not say of them.
type DebianFolder struct {
	Generation int            // the oldest that they are for, as Triple.Generation; 0 where the name says it
	Float      model.FloatABI // how they pass floats; "" where the name says it
	Says       string         // "is for an ARMv7 at least"
}

// SpecKey is what rustc takes for a key of a target specification, or of an object in it.
type SpecKey struct {
	// Type is "text", "texts" for a list of them, "text or texts", "bool", "number" for
	// a whole one that is not negative, "alignment" for one of bits that makes a power of
	// two of bytes, "version" for a list of three numbers, "lists" for an object of lists
	// of texts, or "object".
	Type   string
	Words  []string // the only texts that it may be, or have; none for any
	Match  string   // a regular expression that each text matches; "" for any
	Form   string   // the same in words
	Names  []string // the only names that lists may have; none for any
	Filled bool     // none of the lists may be empty
	Found  string   // a regular expression of the files in the lists that a link finds; "" for any
	// SelfContained says that there may be lists only where rustc links start files of its
	// own for the target.
	SelfContained bool
	Least         uint64
	Most          uint64               // 0 for what 64 bits hold
	Objects       []map[string]SpecKey // what an object may be, one of them
	Required      bool                 // and may not be null
}

// SpecDefault is what a key of a target specification is for every program for Linux.
type SpecDefault struct {
	Value json.RawMessage
	Why   string // it may not be another one
}

// MachineWord is an argument by which a compiler, an assembler or a linker makes code of
// another kind than it does by itself.
type MachineWord struct {
	Match string      // a regular expression of it
	Is    string      // what it makes
	When  *input.When // the targets that have such code; nil for none
}

// LibraryWord is an argument of a library's configure script that says what xgen says
// itself.
type LibraryWord struct {
	Kinds   []string // of library
	Package string   // of the source that it is for alone; "" for any
	Match   string   // a regular expression of the argument
	Write   string   // why, and what to write
}

// LibraryUndo is how a kind of library takes an argument back: Match is a regular
// expression of the argument, By what undoes it, with $1 for its group.
type LibraryUndo struct {
	Kind  string
	Match string
	By    string
}

// SourceForm is what can build a source as a library.
type SourceForm struct {
	Match string   // a regular expression of the source's package
	Since string   // the first release of which that is so; "" for all
	Kinds []string // of library; none where no kind can
	Is    string   // "which has a configure script and nothing for cmake"
	Write string   // what to write, where it is not one of Kinds; "" where it is
}

// ToolchainSources are the sources of a compiler that is built.
type ToolchainSources struct {
	Kinds    []string          // of source, in which such releases are published
	Packages map[string]string // regular expressions of the packages, by part
	Others   string            // a regular expression of names that are no part's and begin like one
}

// SysCrate is a crate whose build script looks for a C library by pkg-config.
type SysCrate struct {
	Module  string            // pkg-config's name of the library
	Links   string            // cargo's name of it, under which a configuration stands for the build script; "" where that is not known
	Package string            // the name of Debian's package that has it
	Or      []string          // pkg-config's names of libraries that do as well
	Unless  []string          // crates that bring it along, where this one depends on them; features of its own as +NAME
	With    []string          // features of its own without which it looks for nothing, as +NAME; none for always
	OS      string            // on this one alone, by rustc's name; "" for all
	Env     []string          // variables that lead it elsewhere
	Beside  map[string]string // those of Env that do so only beside another one
	Despite []string          // variables by which it asks whatever brings the library along
	Needs   []string          // crates that never do without this one
	Why     string            // what else can be written, where no recipe says it
	Asm     bool              // that brings OpenSSL's assembler code along
}

// RepositoryCrate is a crate that reads the history of the repository.
type RepositoryCrate struct {
	With  []string // with one of these features alone; none for always
	Env   []string // what the variables begin with by which it does without
	Why   string
	Write string // what mends it, as a user would write it
	Input string // one of those variables, by whose value it does without; "" where the sources must change too
}

// PageCrate is a crate that is compiled for one size of memory pages.
type PageCrate struct {
	Env string // the variable that holds the binary logarithm of its bytes
}

// Failure is a cause of a step that fails, with the words by which its output names it. The
// names in braces of Cause and Write stand for groups of Says, and for what package failure
// knows of them; where there is no word for one of them it is not the cause.
type Failure struct {
	Says   string // a regular expression of one line of the output
	Beside string // one of another line; "" for none
	Of     string // whose output: "script" for a build script's, "crate" for what is written where a crate is compiled, "" for all
	When   *input.When
	Cause  string
	Write  string // "" where nothing in targets.cue mends it
}

// FatLTO is the memory that rustc takes where it optimizes all crates as one
// module, in bytes: by itself, and for each crate.
type FatLTO struct {
	Base  int64
	Crate int64
}

// Release is one whose checksum is known.
type Release struct {
	Kind    string // of source: "pypi", "debian", …
	Package string
	Version string
	SHA256  string
	Host    string // of a program, the machine that it is for; "" for any
}

// SourceNeed is what a library's configure script ends without.
type SourceNeed struct {
	Any     []string // packages of sources, of which one does
	Because string
	OS      string   // of targets with another one it asks for none; "" for all
	Unless  string   // a regular expression of arguments with which it asks for none; "" for no such
	Args    []string // without which it does not look for the first
}

// HostWords are regular expressions of words in the names of programs' files.
type HostWords struct {
	Systems  map[string][]string // by system
	Machines map[string][]string // by uname -m's name
}

// OutgrownCrate is a crate that newer releases of Rust no longer compile.
type OutgrownCrate struct {
	Version string   // cargo's requirement of those versions
	With    []string // only with one of these features; none for always
	Rust    string   // the first release of which that was seen: "1.80"
	Fixed   string   // a version that all releases compile
	Why     string
}

// Incompatible is a crate that, as it is published, does not compile for every
// target.
type Incompatible struct {
	Version string     // cargo's requirement of the versions that do not
	With    string     // only where it depends on this crate; "" for always
	When    input.When // the targets
	Why     string
}
