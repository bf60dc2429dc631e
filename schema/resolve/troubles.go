package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
)

// troubles refuses targets for which a crate of the project is known not to
// compile and no patch is declared. Where Cargo.lock does not tell whether the
// target uses the crate at all, it is a warning.
func (r *resolver) troubles(t *model.Target, ws *Workspace) {
	if ws == nil {
		return
	}
	for _, c := range ws.Reached(t.Cargo.Packages) {
		trouble, known := r.catalog.Incompatible[c.Name]
		if !known || !concerns(trouble, c) || trouble.When.Unmet(t) != "" || patched(t, c) {
			continue
		}
		d := model.Diagnostic{
			Pos: r.troublePos(t, &trouble.When), Severity: model.Warning, Rule: "crate-needs-patch", Of: c.Name,
			Message: fmt.Sprintf("%s has %s %s, which %s (%s: %s): write %spatches: NAME: {crate: %q, version: %q, when: {%s}, …}",
				ws.Lock, c.Name, c.Version, trouble.Why, t.Name, trouble.When.Facts(t), wider(trouble, t), c.Name, c.Version, trouble.When.String()),
		}
		if c.Certain {
			d.Severity = model.Error
		}
		if trouble.When.Std != nil {
			d.Message += ", or std: \"sysroot\", which needs none"
		}
		r.found = append(r.found, d)
	}
}

// wider is the answer that needs no patch: the atomics that the crate misses.
func wider(tr catalog.Incompatible, t *model.Target) string {
	if tr.When.Atomics == nil || t.Triple.AtomicsEmulation == nil || input.Compare(64, *tr.When.Atomics) {
		return ""
	}
	if t.Rust.Std.V == model.StdSysroot {
		return "atomics: 64, or "
	}
	return "atomics: 64 and rust: std: \"sysroot\", or "
}

// troublePos is where the user chose what the crate cannot do with.
func (r *resolver) troublePos(t *model.Target, w *input.When) model.Pos {
	if w.Std != nil && t.Rust.Std.Pos.IsValid() {
		return t.Rust.Std.Pos
	}
	return t.Pos
}

// concerns tells whether the trouble is known of this very crate.
func concerns(tr catalog.Incompatible, c Reached) bool {
	v, err := semver.NewVersion(c.Version)
	want, bad := semver.NewConstraint(tr.Version)
	if err != nil || bad != nil || !want.Check(v) {
		return false
	}
	return tr.With == "" || slices.ContainsFunc(c.Dependencies, func(d string) bool {
		name, _, _ := strings.Cut(d, " ")
		return name == tr.With
	})
}

func patched(t *model.Target, c Reached) bool {
	return slices.ContainsFunc(t.Patches, func(p model.Patch) bool {
		return p.Crate == c.Name && slices.Contains(p.Versions, c.Version)
	})
}
