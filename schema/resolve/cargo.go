package resolve

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
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
	if _, ok := r.belowRoot("cargo.manifest", manifest); !ok {
		return nil
	}
	ws, err := r.files.Open(t.Cargo.Manifest)
	var fault *Fault
	switch {
	case errors.As(err, &fault):
		r.refuse("cargo", fault.Pos, "%s", fault.Message)
		return nil
	case err != nil:
		r.refuse("cargo", manifest.Pos, "cargo.manifest: %v", err)
		return nil
	}
	if !r.packages(t, ws, first(own.Packages, shared.Packages)) {
		return ws
	}
	r.profile(ws, first(own.Profile, shared.Profile))
	r.bins(t, ws, first(own.Bins, shared.Bins))
	r.checkOnce(t, ws, first(own.Packages, shared.Packages), first(own.Bins, shared.Bins))
	r.features(t, ws, first(own.Features, shared.Features))
	r.strip(t, ws)
	r.memory(t, ws)
	t.Cargo.CMake = slices.ContainsFunc(ws.Locked, func(c Locked) bool { return c.Name == "cmake" })
	return ws
}

// packages settles which packages are built. A project of one package needs no
// name; in a workspace cargo must be told, since --bin alone looks only into
// the packages that it takes by itself.
func (r *resolver) packages(t *model.Target, ws *Workspace, asked *model.Value[[]string]) bool {
	if asked != nil && len(asked.V) > 0 {
		t.Cargo.Packages = slices.Compact(slices.Sorted(slices.Values(asked.V)))
		return r.allKnown("package", asked, ws.Packages)
	}
	if ws.Declared && len(ws.Packages) > 1 {
		t.Cargo.Packages = ws.Default
	}
	return true
}

// profile refuses one that cargo does not know.
func (r *resolver) profile(ws *Workspace, asked *model.Value[string]) {
	if asked == nil {
		return
	}
	known := append([]string{"release", "dev", "test", "bench"}, ws.Profiles...)
	slices.Sort(known)
	name := &model.Value[[]string]{V: []string{asked.V}, Origin: asked.Origin}
	r.allKnown("profile", name, slices.Compact(known))
}

// bins settles which binaries are built: those that are asked for, or all
// whose features are turned on, as cargo does.
func (r *resolver) bins(t *model.Target, ws *Workspace, asked *model.Value[[]string]) {
	var known, ready []string
	missing := map[string][]string{}
	for _, b := range ws.Bins(t.Cargo) {
		known = append(known, b.Name)
		if len(b.Missing) == 0 {
			ready = append(ready, b.Name)
		} else {
			missing[b.Name] = b.Missing
		}
	}
	known, ready = slices.Compact(known), slices.Compact(ready)
	switch {
	case asked != nil && !r.allKnown("binary", asked, known):
		t.Cargo.Bins = ready
		return
	case asked != nil:
		t.Cargo.Bins = slices.Compact(slices.Sorted(slices.Values(asked.V)))
		r.checkRequired(asked, missing)
	default:
		t.Cargo.Bins = ready
	}
	r.checkBinNames(t)
	switch {
	case len(t.Cargo.Bins) > 0:
	case len(ready) > 0:
		r.refuse("no-binary", asked.Pos, "cargo.bins is empty, so there would be nothing to publish: write some of %s, or leave bins out", wordList(ready))
	case len(known) > 0:
		r.refuse("no-binary", t.Pos, "%s: every binary requires a feature that is not turned on: write cargo: features: %s",
			t.Cargo.Manifest, wordList(missing[known[0]]))
	default:
		r.refuse("no-binary", t.Pos, "%s: the package has no binary to build: add src/main.rs, or name another with cargo: packages", t.Cargo.Manifest)
	}
}

// maxFileName is the most that the name of a file may have here. File systems
// take 255, of which a compiler wants some for its own names.
const maxFileName = 200

// checkBinNames refuses binaries that no folder could hold.
func (r *resolver) checkBinNames(t *model.Target) {
	for _, name := range t.Cargo.Bins {
		if len(name) > maxFileName {
			r.refuse("long-name", t.Pos, "%s: the binary %.20q… has a name of %d characters: at most %d can be the name of a file", t.Cargo.Manifest, name, len(name), maxFileName)
		}
	}
}

// checkOnce refuses binaries of one name in several packages: cargo gives all of
// them one place in its folder, and the last one that is linked stays.
func (r *resolver) checkOnce(t *model.Target, ws *Workspace, packages, bins *model.Value[[]string]) {
	in := map[string][]string{}
	for _, b := range ws.Bins(t.Cargo) {
		if len(b.Missing) == 0 && !slices.Contains(in[b.Name], b.Package) {
			in[b.Name] = append(in[b.Name], b.Package)
		}
	}
	pos := t.Pos
	if asked := first(bins, packages); asked != nil && asked.Pos.IsValid() {
		pos = asked.Pos
	}
	for _, name := range t.Cargo.Bins {
		owners := slices.Sorted(slices.Values(in[name]))
		if len(owners) < 2 {
			continue
		}
		message := fmt.Sprintf("binary %q is in the packages %s, and cargo keeps only one of them: write cargo: packages: %s",
			name, andList(owners), wordList(owners[:1]))
		if !r.said(message) {
			r.refuse("binary-twice", pos, "%s", message)
		}
	}
}

// andList writes words as prose does.
func andList(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// checkRequired refuses binaries that cargo would not build. Features of
// dependencies (a/b) are left to cargo: other ways may turn them on.
func (r *resolver) checkRequired(asked *model.Value[[]string], missing map[string][]string) {
	for _, name := range asked.V {
		own := slices.DeleteFunc(slices.Clone(missing[name]), func(f string) bool { return strings.Contains(f, "/") })
		if len(own) > 0 {
			r.refuse("required-features", asked.Pos, "binary %q requires features that are not turned on: write cargo: features: %s", name, wordList(own))
		}
	}
}

// wordList writes words as a list of CUE.
func wordList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
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
	own := &t.Cargo.ProfileSettings.Strip
	if *own == nil {
		if t.Cargo.Strip = ws.Strip(t.Cargo.Profile); t.Cargo.Strip != "" {
			return
		}
		v := byDefault("symbols")
		v.Why = "a shipped binary needs no symbol table"
		*own = &v
	}
	t.Cargo.Strip = (*own).V
}

// keepsSymbols tells whether the linked binary still has its symbol table.
func keepsSymbols(t *model.Target) bool { return t.Cargo.Strip != "symbols" }
