package lint

import (
	"fmt"
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var missingLibrary = check{
	rule.Error("missing-library", "the build script of such a crate asks pkg-config for the library, and fails in the middle of the build"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		ws := in.Workspaces[t.Cargo.Manifest]
		if ws == nil {
			return
		}
		crates := ws.Crates(t.Cargo.Packages)
		for _, c := range crates {
			sys, known := in.Catalog.SysCrates[c.Name]
			if !known || findsLibrary(sys, t, c) {
				continue
			}
			d := f.at(t.Pos, "%s has %s %s, whose build script asks pkg-config for %s, and %s has no such library: write %s%s",
				ws.Lock, c.Name, c.Version, sys.Module, t.Name, howToBring(sys, t), sys.Why)
			d.Of = c.Name
			if !c.Certain && !isNeeded(sys, crates) {
				d.Severity = model.Warning
			}
		}
	}),
}

// howToBring is what brings the library, as a user would write it: where the
// toolchain links with Debian's, its package is the shortest.
func howToBring(s catalog.SysCrate, t *model.Target) string {
	if !t.Toolchain.DebianLibraries.OK() {
		return s.Source
	}
	return fmt.Sprintf(`libraries: %s: {kind: "debian", packages: [%q]}`, s.Module, s.Package)
}

// findsLibrary reports whether the crate finds its library: one of the target's,
// one that another crate brings, or one that a variable leads to.
func findsLibrary(s catalog.SysCrate, t *model.Target, c cargo.Reached) bool {
	if dependsOn(c, s.Unless...) {
		return true
	}
	if slices.ContainsFunc(t.Env, func(e model.Env) bool { return slices.Contains(s.Env, e.Name) }) {
		return true
	}
	return slices.ContainsFunc(t.Libraries, func(l model.Library) bool {
		return l.Name == s.Module || slices.Contains(l.Provides, s.Module)
	})
}

// isNeeded reports whether a package that is built names a crate that never does
// without this one.
func isNeeded(s catalog.SysCrate, crates []cargo.Reached) bool {
	return slices.ContainsFunc(crates, func(c cargo.Reached) bool { return c.Certain && slices.Contains(s.Needs, c.Name) })
}
