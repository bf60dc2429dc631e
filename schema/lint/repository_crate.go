package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var repositoryCrate = check{
	rule.Warning("repository-crate", "the build has the project's files and not its history: a crate that reads .git fails there, or says less than at home"),
	func(in *Input, f *findings) {
		reading := map[string][]*model.Target{} // by crate
		for _, t := range in.Project.Targets {
			for _, crate := range in.repositoryCrates(t) {
				if in.readsRepository(t, crate) {
					reading[crate] = append(reading[crate], t)
				}
			}
		}
		for _, crate := range slices.Sorted(maps.Keys(reading)) {
			known, first := in.Catalog.RepositoryCrates[crate], reading[crate][0]
			var names []string
			for _, t := range reading[crate] {
				names = append(names, t.Name)
			}
			f.at(first.Pos, "the project uses %s, which %s; the build of %s has no .git: write %s",
				crate, known.Why, strings.Join(names, ", "), known.Write).Of = crate
		}
	},
}

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

// readsRepository reports whether a crate of the project's own is compiled with one
// that reads the repository, and with the features by which it does.
func (in *Input) readsRepository(t *model.Target, crate string) bool {
	a, with := in.compiled(t), in.Catalog.RepositoryCrates[crate].With
	if a.silence != nil {
		return len(with) == 0
	}
	used := slices.ContainsFunc(a.crates, func(c cargo.Compiled) bool { return c.Own && slices.Contains(c.Uses, crate) })
	return used && (len(with) == 0 || slices.ContainsFunc(a.crates, func(c cargo.Compiled) bool {
		return c.Name == crate && slices.ContainsFunc(with, func(f string) bool { return slices.Contains(c.Features, f) })
	}))
}
