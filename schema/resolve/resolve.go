package resolve

import (
	"io/fs"
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/toolchain"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// Workspace is what resolve needs to know of the project's cargo files.
type Workspace struct {
	Dirs     []string // folders that the build reads, from the project's root
	Vendored []string // folders that cargo takes crates from; there or not, in the project or not
	Declared bool     // there is a [workspace], not only one package
	Packages []string // its members
	Default  []string // those that cargo takes where none is named
	Features func(packages []string) []string
	Bins     func(model.Cargo) []Bin
	Profiles []string                    // besides cargo's own
	Strip    func(profile string) string // none, debuginfo or symbols; "" where nothing is said
	// FatLTO is where the project's own files ask a profile for fat LTO.
	FatLTO func(profile string) (model.Pos, bool)
	Lock   string   // path of Cargo.lock, "" without one
	Locked []Locked // what it holds
	// Reached gives those that the named packages may be compiled with.
	Reached func(packages []string) []Reached
	// Toolchain is the channel of rust-toolchain.toml, "" without one;
	// ToolchainFault says why it cannot be used.
	Toolchain      model.Value[string]
	ToolchainFault string
}

// Locked is a crate of Cargo.lock.
type Locked struct {
	Name, Version string
	Own           bool // a folder, and nothing that is fetched
}

// Reached is a crate of a registry that a build may compile; certain where a
// package that is built names it without a condition.
type Reached struct {
	Name, Version string
	Dependencies  []string // lines of Cargo.lock: a name, and more where it needs that
	Certain       bool
}

// Files gives the resolver what it needs of the project's own files.
type Files struct {
	// Open reads the cargo workspace of a manifest.
	Open func(manifest string) (*Workspace, error)
	// Diff reads a diff: the files that it touches, and its text.
	Diff func(name string) (files []string, text string, err error)
	// Pinned reads a file that a source names.
	Pinned func(name string) (PinnedFile, error)
}

// PinnedFile is what is seen of a file of the project's own without a build.
type PinnedFile struct {
	SHA256  string
	Machine string // debug/elf's name of the machine that a program is for, "" for other files
}

// Bin is a binary, with the features that it needs and that are not turned on.
type Bin struct {
	Name    string
	Package string
	Missing []string
}

// Fault is an error with a place of its own.
type Fault struct {
	Pos     model.Pos
	Message string
}

// Error gives file:line:col: message.
func (f *Fault) Error() string { return f.Pos.String() + ": " + f.Message }

// resolver collects diagnostics while it fills in the model.
type resolver struct {
	user    *input.Project
	catalog *catalog.Catalog
	files   Files
	found   model.Diagnostics
	// Patches, flags and libraries, by place: why a target does without, and whether one
	// needs them.
	idle map[model.Pos][]model.Diagnostic
	busy map[model.Pos]bool

	releases  map[string]written // by checksum
	fromFiles []string           // files of the project's own that are sources
}

// Resolve gives the project that u describes. Where the diagnostics hold an
// error, the project is not usable.
func Resolve(u *input.Project, cat *catalog.Catalog, files Files) (*model.Project, model.Diagnostics) {
	r := &resolver{
		user: u, catalog: cat, files: files, idle: map[model.Pos][]model.Diagnostic{}, busy: map[model.Pos]bool{},
		releases: map[string]written{},
	}
	p := &model.Project{
		Name:    u.Name.V,
		Require: valueOr(u.Xgen, ""),
		Output:  valueOr(u.Output, "xgen").V,
		Inputs:  r.inputs(),
		CI:      r.ci(),
	}
	for _, name := range slices.Sorted(maps.Keys(u.Targets)) {
		p.Targets = append(p.Targets, r.target(name, u.Targets[name], p))
	}
	r.checkIdle()
	p.Pinned = r.fromFiles
	r.checkAtomics(p)
	r.checkFloor(p)
	r.checkClippy(p)
	p.Context = slices.Compact(slices.Sorted(slices.Values(p.Context)))
	p.Vendored = slices.Compact(slices.Sorted(slices.Values(p.Vendored)))
	return p, r.found.Sort()
}

// toolchain is the one that the user names, or the catalog's choice.
func (r *resolver) toolchain(t *model.Target, row input.Target, entry *catalog.Triple) model.Toolchain {
	out, found := toolchain.Resolve(toolchain.Request{
		Catalog: r.catalog, Triple: entry, Image: t.Image.V,
		Asked: first(row.Toolchain, r.user.Toolchain), Pinned: r.pinned,
	})
	r.found = append(r.found, found...)
	return out
}

func (r *resolver) inputs() []model.Input {
	var out []model.Input
	for _, name := range slices.Sorted(maps.Keys(r.user.Inputs)) {
		in := r.user.Inputs[name]
		r.checkEnvName("inputs", name, in.Pos)
		out = append(out, model.Input{
			Name: name, Default: in.Default,
			Origin: model.Origin{Source: model.FromUser, Pos: in.Pos, Why: in.Why},
		})
	}
	return out
}

// target resolves one row. Workspaces that it reads are added to p.Context.
func (r *resolver) target(name string, row input.Target, p *model.Project) *model.Target {
	t := &model.Target{Name: name, Pos: row.Pos, Triple: r.catalog.Triples[row.Triple.V].Triple}
	entry := r.catalog.Triples[row.Triple.V]
	t.Image = valueOr(first(row.Image, r.user.Image), r.catalog.Defaults.Image)
	t.Toolchain = r.toolchain(t, row, entry)
	r.floor(t, row)
	t.Env = r.env(row)
	ws := r.cargo(t, row)
	t.Atomics = r.atomics(t, row)
	t.Rust = r.rust(t, row, entry, ws)
	t.Flags = r.flags(t, row, entry)
	r.patches(t, row, ws)
	r.troubles(t, ws)
	r.libraries(t, row, entry)
	t.Tools = r.tools(t, row)
	r.sysCrates(t, ws)
	if ws != nil {
		t.Cargo.Vendored = ws.Vendored
		takeFolders(p, ws)
	}
	t.Contract = r.contract(t, row, p)
	t.Test = r.test(row, ws)
	addLints(t)
	return t
}

// takeFolders adds what a workspace needs to what the project needs.
func takeFolders(p *model.Project, ws *Workspace) {
	p.Context = append(p.Context, ws.Dirs...)
	for _, dir := range ws.Vendored {
		if fs.ValidPath(dir) { // no other can be brought along
			p.Vendored = append(p.Vendored, dir)
		}
	}
}

func (r *resolver) rust(t *model.Target, row input.Target, entry *catalog.Triple, ws *Workspace) model.Rust {
	own, shared := orZero(row.Rust), orZero(r.user.Rust)
	rust := model.Rust{
		Channel: model.Value[string]{V: r.catalog.Defaults.Channel, Origin: model.Origin{Source: model.FromDefault}},
		Std: model.Value[model.Std]{
			V:      model.Std(entry.Std),
			Origin: model.Origin{Source: model.FromCatalog, Why: entry.StdWhy},
		},
	}
	if c := first(own.Channel, shared.Channel); c != nil {
		rust.Channel = *c
	} else if ws != nil && ws.ToolchainFault != "" {
		r.refuse("rust-toolchain", ws.Toolchain.Pos, "%s", ws.ToolchainFault)
	} else if ws != nil && ws.Toolchain.V != "" {
		rust.Channel = ws.Toolchain
	}
	if s := first(own.Std, shared.Std); s != nil {
		rust.Std = model.Value[model.Std]{V: model.Std(s.V), Origin: s.Origin}
	} else if t.WideAtomics() {
		rust.Std = model.Value[model.Std]{V: model.StdSysroot, Origin: t.Atomics.Origin}
		rust.Std.Why = "atomics: 64 needs a std that has them"
	}
	rust.Components = valueOr(first(own.Components, shared.Components), nil)
	rust.Components.V = slices.Compact(slices.Sorted(slices.Values(rust.Components.V)))
	r.checkWideStd(t, rust.Std)
	if rust.Std.V == model.StdPrebuilt && !entry.Prebuilt {
		r.refuse("no-prebuilt-std", rust.Std.Pos,
			"rustup ships no std for %s: remove rust.std, or write \"sysroot\" to have it built once from rust-src", row.Triple.V)
	}
	return rust
}

func (r *resolver) env(row input.Target) []model.Env {
	var out []model.Env
	for _, name := range mergedKeys(r.user.Env, row.Env) {
		e, ok := row.Env[name]
		if !ok {
			e = r.user.Env[name]
		}
		r.checkEnvName("env", name, e.Pos)
		r.checkBoth(name, e.Pos)
		out = append(out, model.Env{
			Name: name, Value: e.Value,
			Origin: model.Origin{Source: model.FromUser, Pos: e.Pos, Why: e.Why},
		})
	}
	return out
}
