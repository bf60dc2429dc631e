package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// repositoryCrates are the crates that read the repository and that packages of the
// project may have been written with. In a published crate they find no repository
// anywhere, and it can do without.
func (in *Input) repositoryCrates(t *model.Target) (out []string) {
	ws := in.Workspaces[t.Cargo.Manifest]
	if ws == nil {
		return nil
	}
	for _, p := range ws.Built(t.Cargo.Packages) {
		for _, n := range p.Needs {
			known, is := in.Catalog.RepositoryCrates[n.Name]
			if is && !n.OfTests() && !slices.Contains(out, n.Name) && !in.leadsElsewhere(t, known.Env) {
				out = append(out, n.Name)
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
