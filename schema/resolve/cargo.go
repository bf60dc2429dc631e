package resolve

import (
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/nearest"
)

// cargo fills in t.Cargo and gives the workspace, nil where it cannot be read.
func (r *resolver) cargo(t *model.Target, row Target) *Workspace {
	own, shared := orZero(row.Cargo), orZero(r.user.Cargo)
	manifest := valueOr(first(own.Manifest, shared.Manifest), "Cargo.toml")
	t.Cargo = model.Cargo{
		Manifest:          path.Clean(manifest.V),
		Packages:          valueOr(first(own.Packages, shared.Packages), nil).V,
		Features:          valueOr(first(own.Features, shared.Features), nil).V,
		NoDefaultFeatures: valueOr(first(own.NoDefaultFeatures, shared.NoDefaultFeatures), false).V,
		AllFeatures:       valueOr(first(own.AllFeatures, shared.AllFeatures), false).V,
		Profile:           valueOr(first(own.Profile, shared.Profile), "release").V,
		ProfileSettings: model.ProfileSettings{
			LTO:          first(own.LTO, shared.LTO),
			Panic:        first(own.Panic, shared.Panic),
			CodegenUnits: first(own.CodegenUnits, shared.CodegenUnits),
			Strip:        first(own.Strip, shared.Strip),
			OptLevel:     first(own.OptLevel, shared.OptLevel),
		},
	}
	if strings.HasPrefix(t.Cargo.Manifest, "../") {
		r.refuse("outside", manifest.Pos, "cargo.manifest is %q: it must lie below the project's root", manifest.V)
		return nil
	}
	ws, err := r.open(t.Cargo.Manifest)
	if err != nil {
		r.refuse("cargo", manifest.Pos, "cargo.manifest: %v", err)
		return nil
	}
	r.bins(t, ws, first(own.Bins, shared.Bins), first(own.Packages, shared.Packages))
	r.features(t, ws, first(own.Features, shared.Features))
	r.strip(t, ws)
	return ws
}

func (r *resolver) bins(t *model.Target, ws *Workspace, asked, packages *model.Value[[]string]) {
	if packages != nil && !r.allKnown("package", packages, ws.Packages) {
		return
	}
	known := ws.Bins(t.Cargo.Packages)
	t.Cargo.Bins = known
	if asked != nil && r.allKnown("binary", asked, known) {
		t.Cargo.Bins = slices.Compact(slices.Sorted(slices.Values(asked.V)))
	}
	if len(t.Cargo.Bins) == 0 {
		r.refuse("no-binary", t.Pos, "%s: the package has no binary to build: add src/main.rs, or name another with cargo: packages", t.Cargo.Manifest)
	}
}

func (r *resolver) features(t *model.Target, ws *Workspace, asked *model.Value[[]string]) {
	if asked == nil {
		return
	}
	var plain []string // package/feature and dep:name forms are left to cargo
	for _, f := range asked.V {
		if !strings.ContainsAny(f, "/:") {
			plain = append(plain, f)
		}
	}
	known := &model.Value[[]string]{V: plain, Origin: asked.Origin}
	r.allKnown("feature", known, ws.Features(t.Cargo.Packages))
}

// allKnown refuses the names that the workspace does not have.
func (r *resolver) allKnown(what string, asked *model.Value[[]string], known []string) bool {
	ok := true
	for _, name := range asked.V {
		if slices.Contains(known, name) {
			continue
		}
		ok = false
		hint := "there are none"
		if near := nearest.Name(name, known); near != "" {
			hint = "did you mean \"" + near + "\"?"
		} else if len(known) > 0 {
			hint = "there are " + strings.Join(known, ", ")
		}
		r.refuse("unknown-"+what, asked.Pos, "no %s %q in the workspace: %s", what, name, hint)
	}
	return ok
}

// strip makes shipped binaries small unless somebody says otherwise: the user,
// or the project's own profile.
func (r *resolver) strip(t *model.Target, ws *Workspace) {
	if t.Cargo.ProfileSettings.Strip != nil {
		return
	}
	if _, set := ws.Strip(t.Cargo.Profile); set || t.Cargo.Profile == "dev" {
		return
	}
	v := byDefault("symbols")
	v.Why = "a shipped binary needs no symbol table"
	t.Cargo.ProfileSettings.Strip = &v
}

// keepsSymbols tells whether the linked binary still has its symbol table.
func keepsSymbols(t *model.Target, ws *Workspace) bool {
	if s := t.Cargo.ProfileSettings.Strip; s != nil {
		return s.V != "symbols"
	}
	if ws == nil {
		return true
	}
	keeps, _ := ws.Strip(t.Cargo.Profile)
	return keeps
}
