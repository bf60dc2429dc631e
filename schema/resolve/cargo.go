package resolve

import (
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var (
	cargoRule      = rule.Error("cargo", "cargo could not read the manifest, or takes another workspace for it")
	unknownPackage = rule.Error("unknown-package", lateRefusal)
	unknownProfile = rule.Error("unknown-profile", lateRefusal)
	unknownFeature = rule.Error("unknown-feature", lateRefusal)
	unknownBinary  = rule.Error("unknown-binary", lateRefusal)
	noBinary       = rule.Error("no-binary", "there would be nothing to publish")
)

const lateRefusal = "cargo would refuse the name only in the middle of the build"

// cargo says what is built, and returns the workspace; nil where it cannot be read.
func (r *resolver) cargo(asked input.Target) (model.Cargo, *cargo.Workspace) {
	own, shared := input.OrZero(asked.Cargo), input.OrZero(r.Written.Cargo)
	manifest := valueOr(input.First(own.Manifest, shared.Manifest), "Cargo.toml")
	c := model.Cargo{
		Manifest:          r.fromRoot(manifest.V),
		Packages:          valueOr(input.First(own.Packages, shared.Packages), nil).V,
		Features:          valueOr(input.First(own.Features, shared.Features), nil).V,
		NoDefaultFeatures: valueOr(input.First(own.NoDefaultFeatures, shared.NoDefaultFeatures), false).V,
		AllFeatures:       valueOr(input.First(own.AllFeatures, shared.AllFeatures), false).V,
		Profile:           valueOr(input.First(own.Profile, shared.Profile), "release").V,
		ProfileSettings:   profileSettings(own, shared),
	}
	ws := r.workspace(c.Manifest, manifest)
	if ws == nil {
		return c, nil
	}
	c.Vendored = ws.Vendored
	packages, known := r.packages(ws, input.First(own.Packages, shared.Packages))
	c.Packages = packages
	if !known {
		return c, ws
	}
	r.knownProfile(ws, input.First(own.Profile, shared.Profile))
	c.Bins = r.bins(ws, c, input.First(own.Bins, shared.Bins), asked.Pos)
	c.DefaultRun = ws.DefaultRun(c.Packages)
	r.sources(ws, c, input.First(asked.Test, r.Written.Test) != nil)
	r.knownFeatures(ws, c, input.First(own.Features, shared.Features))
	c.ProfileSettings.Strip, c.Strip = strip(ws, c)
	c.FatLTO, c.Crates = r.fatLTO(ws, c)
	c.CMake = ws.Locks("cmake")
	c.HostPackages = r.hostPackages(ws, c)
	return c, ws
}

func profileSettings(own, shared input.Cargo) model.ProfileSettings {
	return model.ProfileSettings{
		LTO:          input.First(own.LTO, shared.LTO),
		Panic:        input.First(own.Panic, shared.Panic),
		CodegenUnits: input.First(own.CodegenUnits, shared.CodegenUnits),
		Strip:        input.First(own.Strip, shared.Strip),
		OptLevel:     input.First(own.OptLevel, shared.OptLevel),
	}
}

// workspace reads that of a manifest, nil where it cannot.
func (r *resolver) workspace(file string, manifest model.Value[string]) *cargo.Workspace {
	if _, ok := r.belowRoot("cargo.manifest", manifest); !ok {
		return nil
	}
	ws, err := r.Files.Workspace(file)
	var placed model.Diagnostic
	switch {
	case err == nil:
		return ws
	case errors.As(err, &placed) && placed.Pos.IsValid():
		r.refuse(cargoRule, placed.Pos, "%s", placed.Message)
	default:
		r.refuse(cargoRule, manifest.Pos, "cargo.manifest: %v", err)
	}
	return nil
}

// sources refuses those that no build is sent.
func (r *resolver) sources(ws *cargo.Workspace, c model.Cargo, tests bool) {
	var placed model.Diagnostic
	if err := ws.CheckSources(c.Packages, c.Bins, tests); errors.As(err, &placed) {
		r.refuse(cargoRule, placed.Pos, "%s", placed.Message)
	}
}

// packages are those that are built. A project of one package needs no name; in a
// workspace cargo must be told, since --bin alone looks only into the packages that
// it takes by itself.
func (r *resolver) packages(ws *cargo.Workspace, asked *model.Value[[]string]) (packages []string, known bool) {
	switch {
	case asked != nil && len(asked.V) > 0:
		return sorted(asked.V), r.allKnown(unknownPackage, "package", asked, ws.Names())
	case ws.Declared && len(ws.Names()) > 1:
		return ws.Default, true
	}
	return input.OrZero(asked).V, true
}

// knownProfile refuses a profile that cargo does not know.
func (r *resolver) knownProfile(ws *cargo.Workspace, asked *model.Value[string]) {
	if asked != nil {
		known := append([]string{"release", "dev", "test", "bench"}, slices.Collect(maps.Keys(ws.Profiles))...)
		r.allKnown(unknownProfile, "profile", single(*asked), sorted(known))
	}
}

// Choice is what a target asks of cargo, as package cargo takes it.
func Choice(c model.Cargo) cargo.Choice {
	return cargo.Choice{
		Packages: c.Packages, Features: c.Features,
		NoDefaultFeatures: c.NoDefaultFeatures, AllFeatures: c.AllFeatures,
	}
}

// bins are the binaries that are built: those that are asked for, or all whose
// features are turned on, as cargo does.
func (r *resolver) bins(ws *cargo.Workspace, c model.Cargo, asked *model.Value[[]string], target model.Pos) []string {
	var known, ready []string
	missing := map[string][]string{}
	for _, b := range ws.Bins(Choice(c)) {
		known = append(known, b.Name)
		if len(b.Missing) == 0 {
			ready = append(ready, b.Name)
		} else {
			missing[b.Name] = b.Missing
		}
	}
	known, ready = slices.Compact(known), slices.Compact(ready)
	bins := ready
	if asked != nil {
		if !r.allKnown(unknownBinary, "binary", asked, known) {
			return ready
		}
		bins = sorted(asked.V)
	}
	switch {
	case len(bins) > 0:
	case len(ready) > 0:
		r.refuse(noBinary, asked.Pos, "cargo.bins is empty, so there would be nothing to publish: write some of %s, or leave bins out", input.List(ready))
	case len(known) > 0:
		r.refuse(noBinary, target, "%s: every binary requires a feature that is not turned on: write cargo: features: %s", c.Manifest, input.List(missing[known[0]]))
	default:
		r.refuse(noBinary, target, "%s: the package has no binary to build: add src/main.rs, or name another with cargo: packages", c.Manifest)
	}
	return bins
}

// knownFeatures refuses features that no package has, and dep:NAME, which turns on a
// dependency in a manifest alone. Those of a dependency (crate/feature) are left to cargo.
func (r *resolver) knownFeatures(ws *cargo.Workspace, c model.Cargo, asked *model.Value[[]string]) {
	if asked == nil {
		return
	}
	own := model.Value[[]string]{Origin: asked.Origin}
	for _, f := range asked.V {
		of, _, further := strings.Cut(f, "/")
		switch name, dep := strings.CutPrefix(f, "dep:"); {
		case dep:
			r.refuse(unknownFeature, asked.Pos, "cargo.features: %q is how [features] of a manifest turns on the dependency %s, and cargo takes it from nowhere else: %s",
				f, name, insteadOfDep(ws.TurnOn(c.Packages, f)))
		case !further || !ws.DependsOn(c.Packages, strings.TrimSuffix(of, "?")):
			own.V = append(own.V, f)
		}
	}
	known := ws.Features(c.Packages)
	for _, p := range ws.Selected(c.Packages) {
		if !slices.ContainsFunc(own.V, func(f string) bool { return strings.Contains(f, "/") }) {
			break // nobody writes them so
		}
		for _, f := range slices.Sorted(maps.Keys(p.Features)) {
			known = append(known, p.Name+"/"+f)
		}
	}
	r.allKnown(unknownFeature, "feature", &own, known)
}

// insteadOfDep is what a user writes instead of dep:NAME.
func insteadOfDep(features []string) string {
	if len(features) == 0 {
		return "add a feature there that turns it on, and name that"
	}
	return "write features: " + input.List(features[:1]) + ", which turns it on"
}

// hostPackages are what build scripts need on the machine that builds.
func (r *resolver) hostPackages(ws *cargo.Workspace, c model.Cargo) (out []string) {
	for _, crate := range ws.ReachedByAll(c.Packages) {
		out = append(out, r.Catalog.HostPackages[crate.Name]...)
	}
	return sorted(out)
}

// strip makes shipped binaries small unless somebody says otherwise: the user, or
// the project's own profile. It returns what the emitted configuration sets, nil
// for nothing, and what the linker then strips.
func strip(ws *cargo.Workspace, c model.Cargo) (set *model.Value[string], does string) {
	if asked := c.ProfileSettings.Strip; asked != nil {
		return asked, asked.V
	}
	if own := ws.Profiles.Strip(c.Profile); own != "" {
		return nil, own
	}
	v := byDefault("symbols")
	v.Why = "a shipped binary needs no symbol table"
	return &v, v.V
}

// fatLTO estimates the memory that fat LTO takes: all crates are one module then,
// and the figures of the catalog say what a module takes by the number of its crates.
func (r *resolver) fatLTO(ws *cargo.Workspace, c model.Cargo) (need *model.Value[int64], crates int) {
	var origin model.Origin
	if asked := c.ProfileSettings.LTO; asked != nil {
		if asked.V != "fat" {
			return nil, 0
		}
		origin = asked.Origin
	} else {
		by, fat := ws.Profiles.FatLTO(c.Profile)
		if !fat {
			return nil, 0
		}
		pos := r.Files.Place(path.Join(ws.Root, "Cargo.toml"), "profile", by, "lto")
		origin = model.Origin{From: model.FromCargo, Pos: pos}
	}
	crates = len(ws.Crates(c.Packages, cargo.Platform{}, false))
	return &model.Value[int64]{V: r.Catalog.FatLTO.Base + int64(crates)*r.Catalog.FatLTO.Crate, Origin: origin}, crates
}
