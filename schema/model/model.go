// Package model holds the resolved project: plain values, each with the place
// it came from. It decides nothing and imports only the standard library.
package model

import "fmt"

// Pos is a place in a file of the user's project. File is relative to the
// project's root and uses slashes; Line and Col count from 1, Col in bytes.
// The zero Pos means that the value stands in no file of the user's.
type Pos struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// IsValid reports whether p names a place.
func (p Pos) IsValid() bool { return p.File != "" && p.Line > 0 }

// String gives file:line:col, or "" for the zero Pos.
func (p Pos) String() string {
	if !p.IsValid() {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Source says which of the inputs a value came from.
type Source string

// The inputs of a project, weakest first.
const (
	FromDefault   Source = "default"             // xgen's own default
	FromCatalog   Source = "catalog"             // the facts about a triple
	FromToolchain Source = "rust-toolchain.toml" // the project's own rustup file
	FromCargo     Source = "Cargo.toml"          // the project's own manifest
	FromUser      Source = "targets.cue"         // the user's file
)

// Origin says where a value came from and, where somebody gave one, why.
type Origin struct {
	Source Source `json:"source"`
	Pos    Pos    `json:"pos,omitzero"`
	Why    string `json:"why,omitempty"`
}

// String gives the shortest form that a reader can follow: the position where
// there is one, the input's name otherwise.
func (o Origin) String() string {
	if o.Pos.IsValid() {
		return o.Pos.String()
	}
	return string(o.Source)
}

// Value is a value with its origin.
type Value[T any] struct {
	V T `json:"value"`
	Origin
}

// Project is everything that the emitter and the runner need to know. Two
// loads of the same files give equal Projects on any machine.
type Project struct {
	Name    string
	Require Value[string] // the versions of xgen that the project accepts, as written (">=0.1"), or ""
	Output  string        // folder of the emitted files, relative to the root
	Inputs  []Input
	Targets []*Target // by name
	CI      *CI       // nil where the project asks for none
	// Context lists what of the project's root the build needs, as folders
	// relative to the root ("." is all of it): the workspace and its path
	// dependencies.
	Context []string
	// Vendored lists the folders below the root that cargo's configuration
	// takes crates from. They need not be there.
	Vendored []string
	// Pinned lists the files of the project's own that are sources.
	Pinned []string
}

// Target finds a target by name.
func (p *Project) Target(name string) *Target {
	for _, t := range p.Targets {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// Input is a value that is given from outside for each run (--set NAME=VALUE)
// and reaches the build as an environment variable.
type Input struct {
	Name    string
	Default *string // nil: the input must be given
	Origin
}

// Target is one row of the user's targets with everything filled in.
type Target struct {
	Name      string
	Pos       Pos
	Triple    Triple
	Image     Value[string] // the base image of stage os
	Rust      Rust
	Atomics   Value[int] // the widest atomic that the program has, in bits
	Toolchain Toolchain
	Cargo     Cargo
	Flags     []Flag      // in the order in which they are passed
	Unflagged []Unflagged // by name
	Env       []Env       // by name
	Patches   []Patch     // by name
	Unpatched []Unpatched // by name
	Libraries []Library   // each after those that it needs
	Unbuilt   []Unbuilt   // by name
	Tools     []Tool      // by name
	Contract  Contract
	Test      *Test // nil where the project asks for none
}

// WideAtomics tells of atomics that are wider than the processor's.
func (t *Target) WideAtomics() bool { return t.Atomics.V > t.Triple.Atomics }

// Rust says which compiler builds the program and where std comes from.
type Rust struct {
	Channel    Value[string] // a rustup toolchain name: "1.95.0", "nightly-2026-04-14"
	Std        Value[Std]
	Components Value[[]string] // rustup's, beside the compiler, cargo and std's source; sorted
}

// Std says where the target's standard library comes from.
type Std string

const (
	// StdPrebuilt is rustup's own rust-std component.
	StdPrebuilt Std = "prebuilt"
	// StdSysroot is std built once from rust-src into the toolchain's sysroot.
	StdSysroot Std = "sysroot"
	// StdBuild is std built anew with each program, by cargo's -Z build-std.
	StdBuild Std = "build-std"
)

// Toolchain is where the C compiler, the linker and the libc come from.
type Toolchain struct {
	Kind   Value[ToolchainKind]
	Zig    *Zig    // set for ToolchainZig
	Debian *Debian // set for ToolchainDebian
	Own    *Own    // set for ToolchainImage and ToolchainTarball
}

// ToolchainKind names a source of C toolchains.
type ToolchainKind string

const (
	// ToolchainZig is `zig cc`, from the wheel that its project publishes.
	ToolchainZig ToolchainKind = "zig"
	// ToolchainDebian is Debian's cross GCC, with Debian's own libc.
	ToolchainDebian ToolchainKind = "debian"
	// ToolchainImage is a GCC in an image that the project names.
	ToolchainImage ToolchainKind = "image"
	// ToolchainTarball is a GCC in an archive that the project pins.
	ToolchainTarball ToolchainKind = "tarball"
)

// Zig pins one release of zig and says how it names the target.
type Zig struct {
	Version string
	SHA256  []string // of the wheels for the hosts that xgen knows, sorted
	Target  string   // zig's name of the target, for -target
	Drop    []string // arguments of rustc's that zig does not know and needs not
	CPU     string   // zig's name of the oldest CPU, for -mcpu
}

// Debian says which packages make the toolchain and how GCC builds for the
// target.
type Debian struct {
	GCC       string   // its GCC triple: "arm-linux-gnueabi"
	Packages  []string // those of the compiler, and of glibc
	Arch      string   // Debian's name of the architecture: "armel"
	Musl      string   // the triple of its musl-dev: "arm-linux-musleabi"; "" where the libc is glibc
	Multiarch string   // the folder of the libraries below /usr/lib: "aarch64-linux-gnu"; "" with musl
	Args      []string // what fixes GCC to the oldest CPU and the float ABI
}

// Own is a GCC that somebody else made and the project brings.
type Own struct {
	Image   string   // the reference that holds it, with its digest …
	Tarball *Pinned  // … or the archive
	GCC     string   // what its programs' names begin with: "arm-linux-musleabi"
	Bin     string   // the folder that holds them; "" where the image's PATH names it
	Args    []string // what fixes GCC to the oldest CPU and the float ABI
}

// Cargo says what is built.
type Cargo struct {
	Manifest          string // path of Cargo.toml from the root
	Packages          []string
	Bins              []string // the binaries that are shipped; never empty
	Features          []string
	NoDefaultFeatures bool
	AllFeatures       bool
	Profile           string // cargo's name: "release", "dev", …
	ProfileSettings   ProfileSettings
	Vendored          []string // folders that cargo's configuration takes crates from, from the root; there or not
	// FatLTO is the memory in bytes that the last step of a fat LTO takes, by
	// the number of crates that may go into it; nil where none is asked for.
	FatLTO *Value[int64]
	Crates int    // of registries, that fat LTO joins at most
	Strip  string // what the linker strips, whoever says so: "none", "debuginfo" or "symbols"
	CMake  bool   // Cargo.lock has the crate cmake, through which build scripts call CMake
}

// ProfileSettings overrides parts of the cargo profile; nil leaves the
// project's own setting.
type ProfileSettings struct {
	LTO          *Value[string] // "fat", "thin" or "off"
	Panic        *Value[string] // "abort" or "unwind"
	CodegenUnits *Value[int]
	Strip        *Value[string] // "symbols", "debuginfo" or "none"
	OptLevel     *Value[string] // "0" to "3", "s" or "z"
}

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

// Env is one variable of the build's environment.
type Env struct {
	Name  string
	Value string
	Origin
}

// CI asks for a workflow.
type CI struct {
	GitHub *GitHub
}

// GitHub asks for a GitHub Actions workflow.
type GitHub struct {
	File     string   // name below .github/workflows
	Branches []string // pushes to these run it, and every pull request
	Runner   string
	Install  []Step            // how the job gets xgen, before anything else
	Tests    []Step            // a job of the project's own, beside the drift check
	Actions  map[string]Action // by name: "actions/checkout"
	Timeout  int               // minutes a job
	Args     []string          // further arguments of `xgen run`
}

// Step is one command of a workflow.
type Step struct {
	Name string
	Run  string
}

// Action pins an action to a commit.
type Action struct {
	Commit  string // 40 hex digits
	Version string // the tag that the commit had, for the reader
}
