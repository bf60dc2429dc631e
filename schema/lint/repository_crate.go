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
			for crate, certain := range in.repositoryCrates(t) {
				if in.readsRepository(t, crate, certain) == yes {
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
			d := f.at(first.Pos, "the project uses %s, which %s; the build of %s has no .git: write %s",
				crate, known.Why, strings.Join(names, ", "), known.Write)
			if d.Of = crate; known.Input != "" {
				d.Mends = []model.Mend{{
					Path: []string{"inputs", known.Input, "default"}, Value: "unknown",
					Why: crate + " takes it in place of the repository, which no build has: xgen run --set " + known.Input + "=…",
				}}
			}
		}
	},
}

// readsRepository judges whether a crate of the project's own is compiled with one that
// reads the repository, and with the features by which it does. Where cargo does not say
// it, one that a manifest names for certain is, if no features decide.
func (in *Input) readsRepository(t *model.Target, crate string, certain bool) verdict {
	a, with := in.compiled(t), in.Catalog.RepositoryCrates[crate].With
	if a.silence != nil {
		if certain && len(with) == 0 {
			return yes
		}
		return hint
	}
	used := slices.ContainsFunc(a.crates, func(c cargo.Compiled) bool { return c.Local && slices.Contains(c.Uses, crate) })
	if used && (len(with) == 0 || slices.ContainsFunc(a.crates, func(c cargo.Compiled) bool {
		return c.Name == crate && slices.ContainsFunc(with, func(f string) bool { return slices.Contains(c.Features, f) })
	})) {
		return yes
	}
	return no
}
