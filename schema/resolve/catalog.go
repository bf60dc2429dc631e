package resolve

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// Catalog is what xgen knows before it has read any project.
type Catalog struct {
	Defaults  Defaults            `cue:"defaults"`
	Triples   map[string]Entry    `cue:"catalog"`
	Troubles  map[string]Trouble  `cue:"troubles"` // by crate
	Releases  []Release           `cue:"releases"`
	HostWords HostWords           `cue:"hostWords"`
	FatLTO    FatLTO              `cue:"fatLTO"`
	SysCrates map[string]SysCrate `cue:"sysCrates"`
	GCCWords  []GCCWord           `cue:"gccWords"`
}

// GCCWord is what a word of a GCC's triple says of its target.
type GCCWord struct {
	Match  string `cue:"match"`
	Arch   string `cue:"arch"`
	Endian string `cue:"endian"`
}

// SysCrate is #SysCrate: a crate whose build script looks for a C library.
type SysCrate struct {
	Module string   `cue:"module"`
	Debian string   `cue:"debian"`
	Unless []string `cue:"unless"`
	Env    []string `cue:"env"`
	Needs  []string `cue:"needs"`
	Source string   `cue:"source"`
	Why    string   `cue:"why"`
}

// EntryOpenSSL is how OpenSSL is configured for the target.
type EntryOpenSSL struct {
	Platform string   `cue:"platform"`
	Args     []string `cue:"args"`
	Why      string   `cue:"why"`
}

// FatLTO is what rustc takes where it optimizes all crates as one module, in
// bytes: by itself, and for each crate.
type FatLTO struct {
	Base  int64 `cue:"base"`
	Crate int64 `cue:"crate"`
}

// Release is #Release: one whose checksum is known.
type Release struct {
	Kind    string `cue:"kind"`
	Package string `cue:"package"`
	Version string `cue:"version"`
	SHA256  string `cue:"sha256"`
	Host    string `cue:"host"` // of a program, the machine that it is for
}

// HostWords are patterns of words in the names of programs' files.
type HostWords struct {
	Systems  map[string][]string `cue:"systems"`  // by system
	Machines map[string][]string `cue:"machines"` // by uname -m's name
}

// Trouble is #Trouble: a crate that does not compile for every target.
type Trouble struct {
	Version string `cue:"version"`
	With    string `cue:"with"`
	When    When   `cue:"when"`
	Why     string `cue:"why"`
}

// Defaults are the releases that are used where a project names none.
type Defaults struct {
	Channel string     `cue:"channel"`
	Image   string     `cue:"image"`
	Glibc   string     `cue:"glibc"`
	Zig     ZigRelease `cue:"zig"`
}

// ZigRelease pins one release of zig.
type ZigRelease struct {
	Version string   `cue:"version"`
	Glibc   string   `cue:"glibc"` // the newest that it knows
	SHA256  []string `cue:"sha256"`
}

// Entry is #Entry: the facts about one triple.
type Entry struct {
	Arch      string          `cue:"arch"`
	OS        string          `cue:"os"`
	Libc      string          `cue:"libc"`
	Endian    string          `cue:"endian"`
	Width     int             `cue:"width"`
	Tier      int             `cue:"tier"`
	Float     string          `cue:"float"`
	Atomics   int             `cue:"atomics"`
	Wide      *EntryWide      `cue:"wide"`
	GCC       string          `cue:"gcc"`
	CRTStatic bool            `cue:"crtStatic"`
	StaticPIE bool            `cue:"staticPIE"`
	PIE       bool            `cue:"pie"`
	Glibc     string          `cue:"glibc"`
	Needed    []string        `cue:"needed"`
	Prebuilt  bool            `cue:"prebuilt"`
	Std       string          `cue:"std"`
	StdWhy    string          `cue:"stdWhy"`
	QEMU      EntryQEMU       `cue:"qemu"`
	Pages     []int           `cue:"pages"`
	ELF       EntryELF        `cue:"elf"`
	ISAForm   EntryISAForm    `cue:"isaForm"`
	Loader    string          `cue:"loader"`
	Toolchain EntryToolchain  `cue:"toolchain"`
	Zig       EntryZig        `cue:"zig"`
	Debian    EntryDebian     `cue:"debian"`
	Own       EntryOwn        `cue:"own"`
	Runtime   EntryRuntime    `cue:"runtime"`
	Flags     map[string]Flag `cue:"flags"`
	// OtherFloat are patterns of arguments that give code another float ABI.
	OtherFloat map[string]string `cue:"otherFloat"`
	// LLD says what goes wrong with lld.
	LLD     string       `cue:"lld"`
	OpenSSL EntryOpenSSL `cue:"openssl"`
}

// EntryWide is what takes the place of wider atomics than the processor's.
type EntryWide struct {
	By        string    `cue:"by"`
	Not       string    `cue:"not"`
	Add       EntryCost `cue:"add"`
	Load      EntryCost `cue:"load"`
	Contended float64   `cue:"contended"`
	Measured  string    `cue:"measured"`
}

// EntryCost is how long an operation takes.
type EntryCost struct {
	Wide   float64 `cue:"wide"`
	Narrow float64 `cue:"narrow"`
}

// EntryQEMU names the emulator and the oldest CPU.
type EntryQEMU struct {
	Binary string `cue:"binary"`
	CPU    string `cue:"cpu"`
}

// EntryELF is what a binary's header and attributes must say.
type EntryELF struct {
	Class   int    `cue:"class"`
	Machine string `cue:"machine"`
	ISA     string `cue:"isa"`
	Float   bool   `cue:"float"`
}

// EntryISAForm is how a contract may write the architecture's instruction sets:
// what cmd/xgen/internal/verify can read. Both are "" where binaries record none.
type EntryISAForm struct {
	Match string `cue:"match"`
	Want  string `cue:"want"`
}

// EntryToolchain is the source of C toolchains that a triple gets by default.
type EntryToolchain struct {
	Default string `cue:"default"`
	Why     string `cue:"why"`
}

// EntryZig is how zig names the target, and what rustc must be told beside it.
type EntryZig struct {
	Target string          `cue:"target"`
	Drop   []string        `cue:"drop"`
	CPU    string          `cue:"cpu"`
	Flags  map[string]Flag `cue:"flags"`
}

// EntryDebian is what Debian's cross GCC for the target is made of, or why it
// does not fit.
type EntryDebian struct {
	Unfit     string          `cue:"unfit"`
	GCC       string          `cue:"gcc"`
	Packages  []string        `cue:"packages"`
	Arch      string          `cue:"arch"`
	Musl      string          `cue:"musl"`
	Multiarch string          `cue:"multiarch"`
	Args      []string        `cue:"args"`
	Flags     map[string]Flag `cue:"flags"`
}

// EntryRuntime is the libc that dynamic programs run with under QEMU.
type EntryRuntime struct {
	Packages  []string `cue:"packages"`
	Folder    string   `cue:"folder"`
	Multiarch string   `cue:"multiarch"`
}

// EntryOwn is how a GCC of the project's own builds for the target.
type EntryOwn struct {
	Args  []string        `cue:"args"`
	Flags map[string]Flag `cue:"flags"`
}

// Names lists the triples, sorted.
func (c *Catalog) Names() []string {
	names := make([]string, 0, len(c.Triples))
	for n := range c.Triples {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// toolchains lists the sources that the triple can use, the default first.
func (e Entry) toolchains() []model.ToolchainKind {
	def := model.ToolchainKind(e.Toolchain.Default)
	out := []model.ToolchainKind{def}
	if e.Debian.Unfit == "" && def != model.ToolchainDebian {
		out = append(out, model.ToolchainDebian)
	}
	if def != model.ToolchainZig {
		out = append(out, model.ToolchainZig)
	}
	return out
}

// Triple gives the facts about one triple as the model has them.
func (c *Catalog) Triple(name string) model.Triple {
	e := c.Triples[name]
	t := model.Triple{
		Name: name, Arch: e.Arch, OS: e.OS, Libc: e.Libc,
		Endian: model.Endian(e.Endian), Width: e.Width, Tier: e.Tier,
		FloatABI: model.FloatABI(e.Float), Atomics: e.Atomics, GCC: e.GCC,
		Toolchains: e.toolchains(),
		CRTStatic:  e.CRTStatic, StaticPIE: e.StaticPIE, PIE: e.PIE, Std: model.Std(e.Std), Prebuilt: e.Prebuilt,
		QEMU:    model.QEMU(e.QEMU),
		Pages:   e.Pages,
		ELF:     model.ELF(e.ELF),
		Loader:  e.Loader,
		Glibc:   e.Glibc,
		Needed:  e.Needed,
		Runtime: model.Runtime(e.Runtime),
	}
	if w := e.Wide; w != nil {
		t.Wide = &model.Wide{By: w.By, Not: w.Not, Add: model.Cost(w.Add), Load: model.Cost(w.Load), Contended: w.Contended, Measured: w.Measured}
	}
	return t
}
