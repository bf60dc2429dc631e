package lint

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/rule"
)

var libraryVariable = check{
	rule.Warning("library-variable", "a crate's build script asks for its variables before pkg-config, which has the libraries of targets.cue"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		ws := in.Workspaces[t.Cargo.Manifest]
		if ws == nil {
			return
		}
		crates := ws.Crates(t.Cargo.Packages, resolve.Platform(in.Catalog, t), false)
		for _, crate := range slices.Sorted(maps.Keys(in.Catalog.SysCrates)) {
			sys := in.Catalog.SysCrates[crate]
			library := libraryOf(t, sys)
			if library == "" || !slices.ContainsFunc(crates, func(c cargo.Reached) bool { return c.Name == crate }) {
				continue
			}
			set := in.variablesOfBuild(t)
			for _, v := range set {
				if name := ofTarget(t, v.name); slices.Contains(sys.Env, name) && (sys.Beside[name] == "" || isSet(t, set, sys.Beside[name])) {
					f.at(v.pos, "%s: %s leads %s past libraries.%s, which it does not link then: remove one of the two", v.field, v.name, crate, library)
				}
			}
		}
	}),
}

// isSet reports whether one of several variables is one by its name.
func isSet(t *model.Target, all []setVariable, name string) bool {
	return slices.ContainsFunc(all, func(v setVariable) bool { return ofTarget(t, v.name) == name })
}

// libraryOf names the library of a target that a crate would find, "" for none.
func libraryOf(t *model.Target, sys catalog.SysCrate) string {
	for _, l := range t.Libraries {
		for _, module := range append([]string{sys.Module}, sys.Or...) {
			if l.Name == module || slices.Contains(l.Provides.V, module) {
				return l.Name
			}
		}
	}
	return ""
}
