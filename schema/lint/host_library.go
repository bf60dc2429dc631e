package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var hostLibrary = check{
	rule.Error("host-library", "build scripts and macros are compiled for the machine that builds, and what they use looks for its libraries there"),
	func(in *Input, f *findings) {
		said := map[string]bool{} // it is no fault of one target's
		for _, t := range in.Project.Targets {
			for _, c := range in.compiled(t).crates {
				sys, known := in.Catalog.SysCrates[c.Name]
				name := c.Name + " " + c.Version
				if !known || said[name] || !asksHost(c, sys) || hostHas(t, sys) {
					continue
				}
				said[name] = true
				f.at(t.Pos, "%s is compiled for the machine that builds too, where its build script asks pkg-config for %s: write host: packages: %s",
					name, sys.Module, input.List([]string{sys.Package})).Of = name
			}
		}
	},
}

// asksHost reports whether a crate that is compiled for the machine that builds looks for
// its library there.
func asksHost(c cargo.Compiled, sys catalog.SysCrate) bool {
	has := func(name string) bool {
		if feature, is := strings.CutPrefix(name, "+"); is {
			return slices.Contains(c.Features, feature)
		}
		return slices.Contains(c.Uses, name)
	}
	return c.Host && (sys.OS == "" || sys.OS == "linux") && !slices.ContainsFunc(sys.Unless, has) && (len(sys.With) == 0 || slices.ContainsFunc(sys.With, has))
}

// hostHas reports whether the machine that builds has the library of a crate, or whether a
// variable may lead it elsewhere.
func hostHas(t *model.Target, sys catalog.SysCrate) bool {
	leads := func(e model.Env) bool {
		return slices.ContainsFunc(sys.Env, func(name string) bool { return strings.Contains(e.Name, name) })
	}
	return slices.Contains(t.HostPackages.V, sys.Package) || slices.Contains(t.Cargo.HostPackages, sys.Package) || slices.ContainsFunc(t.Env, leads)
}
