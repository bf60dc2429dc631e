package lint

import (
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// What the catalog knows of crates that a target is built with. Where Cargo.lock
// does not tell whether the target uses a crate at all, it is a warning.

var incompatibleCrate = check{
	rule.Error("crate-needs-patch", "a crate that is known not to compile for a target would say so only in the middle of the build"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		ws := in.Workspaces[t.Cargo.Manifest]
		if ws == nil {
			return
		}
		for _, c := range ws.Crates(t.Cargo.Packages) {
			known, is := in.Catalog.Incompatible[c.Name]
			if !is || !concerns(known, c) || known.When.Unmet(t) != "" || patched(t, c) {
				continue
			}
			d := f.at(incompatiblePos(t, &known.When), "%s has %s %s, which %s (%s: %s): write %spatches: NAME: {crate: %q, version: %q, when: {%s}, …}",
				ws.Lock, c.Name, c.Version, known.Why, t.Name, known.When.Facts(t), withAtomics(known, t), c.Name, c.Version, known.When.String())
			d.Of = c.Name
			if !c.Certain {
				d.Severity = model.Warning
			}
			if known.When.Std != nil {
				d.Message += ", or std: \"sysroot\", which needs none"
			}
		}
	}),
}

// concerns reports whether an incompatibility is known of this very crate.
func concerns(known catalog.Incompatible, c cargo.Reached) bool {
	v, err := semver.NewVersion(c.Version)
	want, bad := semver.NewConstraint(known.Version)
	if err != nil || bad != nil || !want.Check(v) {
		return false
	}
	return known.With == "" || dependsOn(c, known.With)
}

// dependsOn reports whether a crate of Cargo.lock depends on another.
func dependsOn(c cargo.Reached, other ...string) bool {
	return slices.ContainsFunc(c.Dependencies, func(d string) bool {
		name, _, _ := strings.Cut(d, " ")
		return slices.Contains(other, name)
	})
}

func patched(t *model.Target, c cargo.Reached) bool {
	return slices.ContainsFunc(t.Patches, func(p model.Patch) bool {
		return p.Crate == c.Name && slices.Contains(p.Versions, c.Version)
	})
}

// withAtomics is the answer that needs no patch: the atomics that the crate misses.
func withAtomics(known catalog.Incompatible, t *model.Target) string {
	if known.When.Atomics == nil || t.Triple.AtomicsEmulation == nil || input.Compare(64, *known.When.Atomics) {
		return ""
	}
	if t.Rust.Std.V == model.StdSysroot {
		return "atomics: 64, or "
	}
	return "atomics: 64 and rust: std: \"sysroot\", or "
}

// incompatiblePos is where the user chose what the crate cannot do with.
func incompatiblePos(t *model.Target, w *input.When) model.Pos {
	if w.Std != nil {
		return either(t.Rust.Std.Pos, t.Pos)
	}
	return t.Pos
}
