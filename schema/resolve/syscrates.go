package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"

	"github.com/xgen-build/xgen/schema/model"
)

// sysCrates refuses targets that a crate is built for whose build script looks
// for a C library that nothing brings. Where Cargo.lock does not tell whether
// the target uses the crate at all, it is a warning.
func (r *resolver) sysCrates(t *model.Target, ws *Workspace) {
	if ws == nil {
		return
	}
	reached := ws.Reached(t.Cargo.Packages)
	for _, c := range reached {
		sys, known := r.catalog.SysCrates[c.Name]
		if !known || brought(sys, t, c) {
			continue
		}
		d := model.Diagnostic{
			Pos: t.Pos, Severity: model.Warning, Rule: "missing-library", Of: c.Name,
			Message: fmt.Sprintf("%s has %s %s, whose build script asks pkg-config for %s, and %s has no such library: write %s%s",
				ws.Lock, c.Name, c.Version, sys.Module, t.Name, howToBring(sys, t), sys.Why),
		}
		if c.Certain || certain(sys, reached) {
			d.Severity = model.Error
		}
		r.found = append(r.found, d)
	}
}

// howToBring is what brings the library, as a user would write it: where Debian's
// GCC has Debian's glibc, Debian's package is the shortest.
func howToBring(s catalog.SysCrate, t *model.Target) string {
	if !t.Toolchain.DebianLibraries.OK() {
		return s.Source
	}
	return fmt.Sprintf("libraries: %s: {kind: \"debian\", packages: [%q]}", s.Module, s.Debian)
}

// brought tells whether the crate finds its library: one of the target's, one
// that another crate brings, or one that a variable leads to.
func brought(s catalog.SysCrate, t *model.Target, c Reached) bool {
	for _, d := range c.Dependencies {
		if name, _, _ := strings.Cut(d, " "); slices.Contains(s.Unless, name) {
			return true
		}
	}
	if slices.ContainsFunc(t.Env, func(e model.Env) bool { return slices.Contains(s.Env, e.Name) }) {
		return true
	}
	return slices.ContainsFunc(t.Libraries, func(l model.Library) bool {
		return l.Name == s.Module || slices.Contains(l.Provides, s.Module)
	})
}

// certain tells whether a package that is built names a crate that never does
// without this one.
func certain(s catalog.SysCrate, reached []Reached) bool {
	return slices.ContainsFunc(reached, func(c Reached) bool { return c.Certain && slices.Contains(s.Needs, c.Name) })
}
