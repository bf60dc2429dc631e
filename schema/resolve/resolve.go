package resolve

import (
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/toolchain"
)

// Resolve returns the project that the user's file describes. Where the
// diagnostics hold an error, parts of it are missing, or all where it is not known
// what a target is.
func Resolve(in Input) (*model.Project, model.Diagnostics) {
	r := &resolver{Input: in}
	w := in.Written
	machines := r.machines()
	if machines == nil {
		return nil, r.found.Sort()
	}
	p := &model.Project{
		Name:    w.Name.V,
		Require: valueOr(w.Xgen, ""),
		Output:  path.Join(in.Dir, valueOr(w.Output, "xgen").V),
		Root:    in.Root,
		Dir:     in.Dir,
		Inputs:  r.inputs(),
	}
	for _, name := range slices.Sorted(maps.Keys(w.Targets)) {
		t, ws := r.target(name, w.Targets[name], machines[name], p.Inputs)
		p.Targets = append(p.Targets, t)
		p.SourceFiles = append(p.SourceFiles, pinnedPaths(t)...)
		if ws != nil {
			p.Context = append(append(p.Context, ws.Root), ws.Outside...)
			p.Included = append(p.Included, ws.Further...)
			p.Vendored = append(p.Vendored, below(ws.Vendored)...)
		}
	}
	r.context(p)
	for _, list := range []*[]string{&p.Context, &p.Included, &p.Excluded, &p.Vendored, &p.SourceFiles} {
		*list = sorted(*list)
	}
	p.Recipes = Recipes(w, r.Catalog, p.Targets)
	p.CI = r.ci(p)
	return p, r.found.Sort()
}

// target returns one target, and the workspace that it is built from; nil where
// that cannot be read. Each step takes what it builds on and returns its part, so that
// none can stand before what it reads.
func (r *resolver) target(name string, asked input.Target, is machine, inputs []model.Input) (*model.Target, *cargo.Workspace) {
	cpu, facts := r.cpu(asked, is.facts)
	image := valueOr(input.First(asked.Image, r.Written.Image), r.Catalog.Defaults.Image)
	toolchain := r.toolchain(asked, facts, image)
	cargo, ws := r.cargo(asked)
	env := r.env(asked)
	cargo.OpenSSL = openSSLOfCrate(ws, cargo, facts, env)
	r.builtProfile(ws, cargo)
	test := r.test(asked, ws)
	atomics := r.atomics(asked, facts)
	rust := r.rust(asked, facts, ws, atomics, test)
	own, shared := r.contracts(asked, facts)
	static := static(own, shared, facts)
	pie := pie(own, shared, facts, static)
	tools, packagesOfTools := r.tools(asked)
	// What a condition can ask about.
	t := &model.Target{
		Name: name, Pos: asked.Pos, Triple: facts.Triple, Spec: is.spec, Image: image, Toolchain: toolchain,
		Cargo: cargo, Test: test, Atomics: atomics, CPU: cpu, Rust: rust, Env: env, Tools: tools, HostPackages: r.packagesOfHost(asked, packagesOfTools),
	}
	flags, unflagged := r.flags(asked, facts, *t, static, pie)
	patches, unpatched := r.patches(asked, ws, *t)
	libraries, unbuilt, librariesKnown := r.libraries(asked, facts, *t)
	contract := r.contract(own, shared, *t, static, pie, libraries, inputs)
	t.Flags, t.Unflagged = flags, unflagged
	t.Patches, t.Unpatched = patches, unpatched
	t.Libraries, t.Unbuilt = libraries, unbuilt
	t.Contract = contract
	r.config(ws, facts, t)
	t.Cargo.CfgFlags = Platform(r.Catalog, t).Flags
	t.Env = r.libraryEnv(t)
	t.Lacks = r.lacks(ws, t)
	if !librariesKnown {
		t.Lacks = slices.DeleteFunc(t.Lacks, func(l model.Lack) bool { return l.Kind == model.LackLibrary })
	}
	return t, ws
}

// toolchain is the one that the user names, or the catalog's choice.
func (r *resolver) toolchain(asked input.Target, facts *catalog.Triple, image model.Value[string]) model.Toolchain {
	out, found := toolchain.Resolve(toolchain.Request{
		Catalog: r.Catalog, Triple: facts, Image: image.V,
		Asked: input.First(asked.Toolchain, r.Written.Toolchain), Source: r.source, Patches: r.sourcePatches,
	})
	r.found = append(r.found, found...)
	return out
}

// below are the folders that can be brought along.
func below(dirs []string) (out []string) {
	for _, dir := range dirs {
		if fs.ValidPath(dir) {
			out = append(out, dir)
		}
	}
	return out
}
