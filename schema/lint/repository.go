package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
)

// repositoryCrates are the crates that read the repository and that packages of the
// project may have been written with, and whether a manifest names them for certain. In a
// published crate they find no repository anywhere, and it can do without.
func (in *Input) repositoryCrates(t *model.Target) map[string]bool {
	out := map[string]bool{}
	ws := in.Workspaces[t.Cargo.Manifest]
	if ws == nil {
		return nil
	}
	selected := ws.Selected(t.Cargo.Packages)
	for _, p := range ws.Built(t.Cargo.Packages) {
		asked := slices.ContainsFunc(selected, func(s cargo.Package) bool { return s.Dir == p.Dir })
		for _, n := range p.Needs {
			if known, is := in.Catalog.RepositoryCrates[n.Name]; is && !n.OfTests() && !in.leadsElsewhere(t, known.Env) {
				out[n.Name] = out[n.Name] || asked && n.Unconditional()
			}
		}
	}
	return out
}

// leadsElsewhere reports whether a build has one of the variables by which a crate does
// without the repository.
func (in *Input) leadsElsewhere(t *model.Target, variables []string) bool {
	is := func(name string) bool {
		return slices.ContainsFunc(variables, func(begin string) bool { return strings.HasPrefix(name, begin) })
	}
	return slices.ContainsFunc(t.Env, func(e model.Env) bool { return is(e.Name) }) ||
		slices.ContainsFunc(in.Project.Inputs, func(i model.Input) bool { return is(i.Name) })
}
