package input

import (
	"cmp"

	"encoding/json"

	"github.com/xgen-build/xgen/schema/model"
)

// Project is #Project: a checked targets.cue.
type Project struct {
	Pos    model.Pos            `cue:",pos"`
	Name   model.Value[string]  `cue:"name"`
	Xgen   *model.Value[string] `cue:"xgen"`
	Output *model.Value[string] `cue:"output"`

	Context *Context `cue:"context"`
	Settings
	Recipes map[string]Recipe `cue:"recipes"`
	Inputs  map[string]Input  `cue:"inputs"`
	Targets map[string]Target `cue:"targets"`
	CI      *CI               `cue:"ci"`
}

// Context is #Context.
type Context struct {
	Root    *model.Value[string]  `cue:"root"`
	Include []model.Value[string] `cue:"include"`
	Exclude []model.Value[string] `cue:"exclude"`
}

// Settings are what a project says for all its targets and a target for itself.
type Settings struct {
	Image     *model.Value[string] `cue:"image"`
	Rust      *Rust                `cue:"rust"`
	Atomics   *model.Value[int]    `cue:"atomics"`
	CPU       *model.Value[string] `cue:"cpu"`
	Toolchain *Toolchain           `cue:"toolchain"`
	Cargo     *Cargo               `cue:"cargo"`
	Flags     map[string]Flag      `cue:"flags"`
	Env       map[string]Env       `cue:"env"`
	Patches   map[string]Patch     `cue:"patches"`
	Libraries map[string]Library   `cue:"libraries"`
	Tools     map[string]Tool      `cue:"tools"`
	Host      *Host                `cue:"host"`
	Contract  *Contract            `cue:"contract"`
	Test      *Test                `cue:"test"`
}

// Target is #Target.
type Target struct {
	Pos    model.Pos            `cue:",pos"`
	Triple model.Value[string]  `cue:"triple"`
	Spec   *model.Value[string] `cue:"spec"`
	Like   *model.Value[string] `cue:"like"`
	Settings
}

// Host is #Host.
type Host struct {
	Packages model.Value[[]string] `cue:"packages"`
	Why      string                `cue:"why"`
}

// Rust is #Rust.
type Rust struct {
	Channel *model.Value[string] `cue:"channel"`
	Std     *model.Value[string] `cue:"std"`

	ChannelWhy string                 `cue:"channel-why"`
	Components *model.Value[[]string] `cue:"components"`
	SHA256     *model.Value[[]string] `cue:"sha256"`
	Why        string                 `cue:"why"`
}

// Toolchain is #Toolchain.
type Toolchain struct {
	Kind    model.Value[string]      `cue:"kind"`
	Version *model.Value[string]     `cue:"version"`
	SHA256  *model.Value[[]string]   `cue:"sha256"`
	Image   *model.Value[string]     `cue:"image"`
	GCC     *model.Value[string]     `cue:"gcc"`
	Bin     *model.Value[string]     `cue:"bin"`
	Source  *Source                  `cue:"source"`
	Sources map[string]Source        `cue:"sources"`
	Patches map[string]SourcePatches `cue:"patches"`
	Aliases *model.Value[[]string]   `cue:"aliases"`
	Why     string                   `cue:"why"`
}

// Cargo is #Cargo.
type Cargo struct {
	Manifest          *model.Value[string]   `cue:"manifest"`
	Packages          *model.Value[[]string] `cue:"packages"`
	Bins              *model.Value[[]string] `cue:"bins"`
	Features          *model.Value[[]string] `cue:"features"`
	NoDefaultFeatures *model.Value[bool]     `cue:"no-default-features"`
	AllFeatures       *model.Value[bool]     `cue:"all-features"`
	Profile           *model.Value[string]   `cue:"profile"`
	LTO               *model.Value[string]   `cue:"lto"`
	Panic             *model.Value[string]   `cue:"panic"`
	Strip             *model.Value[string]   `cue:"strip"`
	CodegenUnits      *model.Value[int]      `cue:"codegen-units"`
	OptLevel          *model.Value[string]   `cue:"opt-level"`
}

// Flag is #Flag.
type Flag struct {
	Pos   model.Pos              `cue:",pos"`
	Rustc *model.Value[[]string] `cue:"rustc"`
	C     *model.Value[[]string] `cue:"c"`
	CXX   *model.Value[[]string] `cue:"cxx"`
	Link  *model.Value[[]string] `cue:"link"`
	When  *When                  `cue:"when"`
	Since string                 `cue:"since"` // in the catalog: the first release of rustc that gets it
	Why   string                 `cue:"why"`
}

// Env is #Env: a value alone, or a value and its reason.
type Env struct {
	Pos   model.Pos `cue:",pos"`
	Value string    `cue:"value,short"`
	Why   string    `cue:"why"`
}

// Patch is #Patch.
type Patch struct {
	Pos     model.Pos                     `cue:",pos"`
	Crate   model.Value[string]           `cue:"crate"`
	Version model.Value[string]           `cue:"version"`
	Count   *model.Value[int]             `cue:"count"`
	When    *When                         `cue:"when"`
	Why     string                        `cue:"why"`
	Diff    model.Value[string]           `cue:"diff"`
	Files   model.Value[[]string]         `cue:"files"`
	Adds    map[string]model.Value[Added] `cue:"adds"`
}

// SourcePatch is #SourcePatch.
type SourcePatch struct {
	Pos  model.Pos           `cue:",pos"`
	Diff model.Value[string] `cue:"diff"`
	Why  string              `cue:"why"`
}

// SourcePatches are those of one source, by name.
type SourcePatches = map[string]SourcePatch

// Library is #Library.
type Library struct {
	Pos       model.Pos                        `cue:",pos"`
	Kind      *model.Value[string]             `cue:"kind"` // nil where a recipe has it
	Source    *Source                          `cue:"source"`
	Needs     *model.Value[[]string]           `cue:"needs"`
	Args      *model.Value[[]string]           `cue:"args"`
	Variants  map[string]Variant               `cue:"variants"`
	Folder    *model.Value[string]             `cue:"folder"`
	Make      []Make                           `cue:"make"`
	Files     map[string]model.Value[[]string] `cue:"files"`
	PkgConfig map[string]PkgConfig             `cue:"pkgconfig"`
	Patches   SourcePatches                    `cue:"patches"`
	Provides  *model.Value[[]string]           `cue:"provides"`
	Env       map[string]Env                   `cue:"env"`
	Host      *Host                            `cue:"host"`
	Packages  []string                         `cue:"packages"`
	Needed    []string                         `cue:"needed"`
	When      *When                            `cue:"when"`
	Why       string                           `cue:"why"`
}

// Recipe is #Recipe: how a library is built, and what is known of it. The catalog's have
// no place.
type Recipe struct {
	Library
	Licence string                    `cue:"licence"`
	Crates  map[string]CrateOfLibrary `cue:"crates"`
	Unfit   map[string]Unfit          `cue:"unfit"`
}

// Variant is #Variant.
type Variant struct {
	Pos   model.Pos `cue:",pos"`
	When  When      `cue:"when"`
	Args  []string  `cue:"args"`
	Needs []string  `cue:"needs"`
	Why   string    `cue:"why"`
}

// Make is #Make. Install is nil where nothing is said.
type Make struct {
	Folder  *model.Value[string] `cue:"folder"`
	Targets []string             `cue:"targets"`
	Install []string             `cue:"install"`
}

// PkgConfig is #PkgConfig.
type PkgConfig struct {
	Libs     []string `cue:"libs"`
	Version  string   `cue:"version"`
	Requires []string `cue:"requires"`
}

// CrateOfLibrary is #CrateOfLibrary.
type CrateOfLibrary struct {
	Own string `cue:"own"`
}

// Unfit is #Unfit.
type Unfit struct {
	When When   `cue:"when"`
	Why  string `cue:"why"`
}

// Tool is #Tool.
type Tool struct {
	Pos     model.Pos                      `cue:",pos"`
	Hosts   map[string]Source              `cue:"hosts"`
	Program *model.Value[string]           `cue:"program"`
	Env     *model.Value[string]           `cue:"env"`
	Paths   map[string]model.Value[string] `cue:"paths"`
	Why     string                         `cue:"why"`
}

// KnownTool is #KnownTool. It has no place.
type KnownTool struct {
	Tool
	Packages []string
	Clang    string
	Crates   map[string]CrateOfTool
}

// With returns the tool with what is written beside it. What is known stands where the
// tool is written.
func (known KnownTool) With(written Tool) Tool {
	at := func(v *model.Value[string]) *model.Value[string] {
		if v == nil {
			return nil
		}
		return &model.Value[string]{V: v.V, Origin: model.Origin{From: model.FromCatalog, Pos: written.Pos}}
	}
	out := known.Tool
	out.Pos, out.Why = written.Pos, cmp.Or(written.Why, known.Why)
	out.Program, out.Env = First(written.Program, at(known.Program)), First(written.Env, at(known.Env))
	out.Paths = Joined(written.Paths, known.Paths)
	return out
}

// CrateOfTool is #CrateOfTool.
type CrateOfTool struct {
	Version           string
	Arch, Unless, Env []string
}

// Added is a crate that a patch brings along.
type Added struct {
	Version string `cue:"version"`
	SHA256  string `cue:"sha256"`
}

// When is #When.
type When struct {
	Pos     model.Pos `cue:",pos"`
	Arch    *string   `cue:"arch"`
	Atomics *string   `cue:"atomics"`
	Width   *int      `cue:"width"`
	Endian  *string   `cue:"endian"`
	Float   *string   `cue:"float"`
	Libc    *string   `cue:"libc"`
	Std     *string   `cue:"std"`
}

// Input is #Input.
type Input struct {
	Pos     model.Pos `cue:",pos"`
	Default *string   `cue:"default"`
	Why     string    `cue:"why"`
}

// Contract is #Contract.
type Contract struct {
	Static   *model.Value[bool]     `cue:"static"`
	PIE      *model.Value[bool]     `cue:"pie"`
	Stripped *model.Value[bool]     `cue:"stripped"`
	Needed   *model.Value[[]string] `cue:"needed"`
	Glibc    *model.Value[string]   `cue:"glibc"`
	MaxSize  *model.Value[int64]    `cue:"max-size"`
	Pages    *model.Value[[]int]    `cue:"pages"`
	ISA      *model.Value[string]   `cue:"isa"`
	Smoke    *Smoke                 `cue:"smoke"`

	Subsystem *model.Value[string] `cue:"subsystem"`
}

// Smoke is #Smoke.
type Smoke struct {
	Pos     model.Pos                      `cue:",pos"`
	Bin     *model.Value[string]           `cue:"bin"`
	Args    []string                       `cue:"args"`
	Daemon  *Daemon                        `cue:"daemon"`
	Timeout *int                           `cue:"timeout"`
	Exit    int                            `cue:"exit"`
	Stdout  *string                        `cue:"stdout"`
	JSON    map[string]json.RawMessage     `cue:"json"`
	Facts   map[string]model.Value[string] `cue:"facts"`
	Inputs  map[string]model.Value[string] `cue:"inputs"`
	Why     string                         `cue:"why"`
}

// Daemon is the other process of #Smoke.
type Daemon struct {
	Pos  model.Pos           `cue:",pos"`
	Bin  model.Value[string] `cue:"bin"`
	Args []string            `cue:"args"`
	Why  string              `cue:"why"`
}

// Test is #Test.
type Test struct {
	Pos     model.Pos              `cue:",pos"`
	Args    *model.Value[[]string] `cue:"args"`
	Timeout *model.Value[int]      `cue:"timeout"`
	Profile *model.Value[string]   `cue:"profile"`
	Lints   *model.Value[[]string] `cue:"lints"`
	Why     string                 `cue:"why"`
}

// CI is #CI.
type CI struct {
	GitHub *GitHub `cue:"github"`
}

// GitHub is the GitHub Actions part of #CI.
type GitHub struct {
	Pos      model.Pos                      `cue:",pos"`
	File     *string                        `cue:"file"`
	Branches *model.Value[[]string]         `cue:"branches"`
	Tags     *model.Value[[]string]         `cue:"tags"`
	Runner   *string                        `cue:"runner"`
	Inputs   map[string]model.Value[string] `cue:"inputs"`
	Install  []Step                         `cue:"install"`
	Tests    []Step                         `cue:"tests"`
	Actions  map[string]Action              `cue:"actions"`
	Timeout  *int                           `cue:"timeout"`
	Args     *model.Value[[]string]         `cue:"args"`
}

// Step is #Step.
type Step struct {
	Pos  model.Pos         `cue:",pos"`
	Name string            `cue:"name"`
	Run  string            `cue:"run"`
	Uses string            `cue:"uses"`
	With map[string]string `cue:"with"`
	Env  map[string]string `cue:"env"`
}

// Action is #Action.
type Action struct {
	Commit  string `cue:"commit"`
	Version string `cue:"version"`
}

// Source is #Source.
type Source struct {
	Pos     model.Pos             `cue:",pos"`
	Kind    model.Value[string]   `cue:"kind"`
	URL     *model.Value[string]  `cue:"url"`
	Mirrors []model.Value[string] `cue:"mirrors"`
	Package *model.Value[string]  `cue:"package"`
	Crate   *model.Value[string]  `cue:"crate"`
	Version *model.Value[string]  `cue:"version"`
	Suite   string                `cue:"suite"`
	Path    *model.Value[string]  `cue:"path"`
	SHA256  model.Value[string]   `cue:"sha256"`
}
