package resolve

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// lacks are what the target does not have of what crates that Cargo.lock may have it
// compile are known to need, in the order of the lock.
func (r *resolver) lacks(ws *cargo.Workspace, t *model.Target) (out []model.Lack) {
	if ws == nil || ws.Lock == "" {
		return nil
	}
	for _, c := range ws.Crates(t.Cargo.Packages, Platform(r.Catalog, t), t.Test != nil) {
		has := fmt.Sprintf("%s has %s %s", ws.Lock, c.Name, c.Version)
		if known, is := r.Catalog.Incompatible[c.Name]; is && concerns(known, c) && known.When.Unmet(t) == "" && !patched(t, c) {
			out = append(out, model.Lack{
				Kind: model.LackPatch, Crate: c.Name, Version: c.Version, With: with(known),
				What: has + ", which " + known.Why, Here: known.When.Facts(t), Write: patchFor(known, c, t), Pos: chosenAt(t, &known.When),
				Mends: atomicsFor(known, c, t),
			})
		}
		if sys, known := r.Catalog.SysCrates[c.Name]; known && !findsLibrary(sys, t) && (sys.OS == "" || sys.OS == t.Triple.OS) {
			out = append(out, model.Lack{
				Kind: model.LackLibrary, Crate: c.Name, Version: c.Version, Unless: unless(sys, t), With: sys.With, Needs: sys.Needs,
				What: has + ", whose build script asks pkg-config for " + sys.Module, Here: r.unfitFor(c.Name, t), Write: r.sourceOfLibrary(c.Name, sys, t), Pos: t.Pos,
				Mends: r.libraryFor(sys, c, t),
			})
		}
	}
	return out
}

// concerns reports whether an incompatibility is known of this very version, which may
// depend on the crate with which it is one.
func concerns(known catalog.Incompatible, c cargo.Reached) bool {
	v, err := semver.NewVersion(c.Version)
	want, bad := semver.NewConstraint(known.Version)
	return err == nil && bad == nil && want.Check(v) && (known.With == "" || strings.HasPrefix(known.With, "+") || c.DependsOn(known.With))
}

// with returns the crates of which one must be there for it to be one.
func with(known catalog.Incompatible) []string {
	if known.With == "" {
		return nil
	}
	return []string{known.With}
}

func patched(t *model.Target, c cargo.Reached) bool {
	return slices.ContainsFunc(t.Patches, func(p model.Patch) bool {
		return p.Crate == c.Name && slices.Contains(p.Versions, c.Version)
	})
}

// patchFor is what a user writes for a crate that does not compile: the atomics that
// it misses, or a patch.
func patchFor(known catalog.Incompatible, c cargo.Reached, t *model.Target) string {
	write := fmt.Sprintf("patches: NAME: {crate: %q, version: %q, when: {%s}, …}", c.Name, c.Version, known.When.String())
	if known.When.Std != nil {
		write += `, or std: "sysroot", which needs none`
	}
	if !atomicsHelp(known, t) {
		return write
	}
	if t.Rust.Std.V == model.StdSysroot {
		return "atomics: 64, or " + write
	}
	return `atomics: 64 and rust: std: "sysroot", or ` + write
}

// atomicsHelp reports whether a crate compiles where 64-bit atomics are made of others.
func atomicsHelp(known catalog.Incompatible, t *model.Target) bool {
	return known.When.Atomics != nil && t.Triple.AtomicsEmulation != nil && !input.Compare(64, *known.When.Atomics)
}

// atomicsFor is the same as fields. With them std is built with such atomics, unless the
// user has said where it comes from.
func atomicsFor(known catalog.Incompatible, c cargo.Reached, t *model.Target) []model.Mend {
	if !atomicsHelp(known, t) || t.Rust.Std.From == model.FromUser && t.Rust.Std.V != model.StdSysroot {
		return nil
	}
	return []model.Mend{{Path: []string{"atomics"}, Value: 64, Why: c.Name + " " + known.Why + "; it is for the targets whose processors have no such atomics"}}
}

// libraryFor is the library that a crate looks for, as fields; none where it has no recipe
// that fits and is not Debian's.
func (r *resolver) libraryFor(s catalog.SysCrate, c cargo.Reached, t *model.Target) []model.Mend {
	why := c.Name + " asks pkg-config for " + s.Module
	if name, recipe := r.recipeFor(c.Name); recipe != nil && unfit(*recipe, t) == "" {
		return []model.Mend{{Path: []string{"libraries", name}, Value: model.Empty{}, Why: why}}
	}
	if t.Toolchain.DebianLibraries.OK() {
		in := []string{"targets", t.Name, "libraries", s.Module}
		return []model.Mend{
			{Path: in, Why: why}, {Path: append(in[:4:4], "kind"), Value: string(model.LibraryDebian)}, {Path: append(in[:4:4], "packages"), Value: []string{s.Package}},
		}
	}
	return nil
}

// chosenAt is where the user chose what the crate cannot do with.
func chosenAt(t *model.Target, w *input.When) model.Pos {
	if w.Std != nil && t.Rust.Std.Pos.IsValid() {
		return t.Rust.Std.Pos
	}
	return t.Pos
}

// sourceOfLibrary is what brings the library of a crate, as a user would write it: its
// recipe, Debian's package where the toolchain links with that, or one of the user's own.
func (r *resolver) sourceOfLibrary(crate string, s catalog.SysCrate, t *model.Target) string {
	write := fmt.Sprintf(`libraries: %s: {kind: "autotools", source: {…}}`, input.Label(s.Module))
	own := s.Why
	name, recipe := r.recipeFor(crate)
	if recipe != nil {
		own = recipe.Crates[crate].Own
	}
	switch {
	case recipe != nil && unfit(*recipe, t) == "":
		write = fmt.Sprintf("libraries: %s: {}", input.Label(name))
	case t.Toolchain.DebianLibraries.OK():
		write = fmt.Sprintf(`libraries: %s: {kind: "debian", packages: [%q]}`, input.Label(s.Module), s.Package)
	}
	if facts := r.Catalog.Triples[t.Triple.Name]; own == "" || s.Asm && facts != nil && slices.Contains(facts.OpenSSL.Args, "no-asm") {
		return write
	}
	if e := despite(s, t); e != nil {
		return fmt.Sprintf("%s, or remove %s (%s) and %s, where it is not on yet", write, e.Name, e.Pos, own)
	}
	return write + ", or " + own
}

// unfitFor says why the recipe of a crate's library cannot be built for a target, "" where it
// can or there is none.
func (r *resolver) unfitFor(crate string, t *model.Target) string {
	if _, recipe := r.recipeFor(crate); recipe != nil {
		return unfit(*recipe, t)
	}
	return ""
}

// recipeFor returns the recipe of the library that a crate looks for, nil where there is
// none.
func (r *resolver) recipeFor(crate string) (string, *input.Recipe) {
	all := r.recipes()
	for _, name := range names(all) {
		recipe := all[name]
		if _, looks := recipe.Crates[crate]; looks {
			return name, &recipe
		}
	}
	return "", nil
}

// unless returns the crates that bring a library along for a target.
func unless(s catalog.SysCrate, t *model.Target) []string {
	if despite(s, t) != nil {
		return nil
	}
	return s.Unless
}

// despite returns the variable of a target's by which a crate asks for the library whatever
// brings it along, nil where there is none. "0" is how crates read that it is not set.
func despite(s catalog.SysCrate, t *model.Target) *model.Env {
	if e := variable(t, s.Despite); e != nil && e.Value != "0" {
		return e
	}
	return nil
}

// variable returns the first of the variables that the build of a target has, with or without
// the triple before it or behind it, as crates read them; nil where there is none.
func variable(t *model.Target, names []string) *model.Env {
	triple := strings.ToUpper(model.InVariable(t.Triple.Name))
	for _, e := range slices.Concat(t.Env, configEnv(t)) {
		if slices.Contains(names, strings.TrimSuffix(strings.TrimPrefix(e.Name, triple+"_"), "_"+triple)) {
			return &e
		}
	}
	return nil
}

// configEnv are the variables that cargo's own configuration sets for the build of a target.
func configEnv(t *model.Target) (out []model.Env) {
	for _, s := range t.Cargo.Settings {
		if value, ok := s.Value.(string); ok && len(s.Key) == 3 && s.Key[0] == "env" && s.Key[2] == "value" {
			out = append(out, model.Env{Name: s.Key[1], Value: value, Origin: s.Origin})
		}
	}
	return out
}

// overridden reports whether cargo's configuration stands for the build script of a crate,
// which then does not run (the Cargo book, "Overriding build scripts").
func overridden(s catalog.SysCrate, t *model.Target) bool {
	return s.Links != "" && slices.ContainsFunc(t.Cargo.Settings, func(set model.CargoSetting) bool {
		return len(set.Key) > 3 && set.Key[0] == "target" && set.Key[2] == s.Links
	})
}

// findsLibrary reports whether a target has the library of a crate, or a variable
// leads it elsewhere, or nobody looks for it.
func findsLibrary(s catalog.SysCrate, t *model.Target) bool {
	e := variable(t, s.Env)
	atHome := e != nil && e.From == model.FromConfig && path.IsAbs(e.Value) // and in no build
	if e != nil && !atHome || overridden(s, t) {
		return true
	}
	modules := append([]string{s.Module}, s.Or...)
	return slices.ContainsFunc(t.Libraries, func(l model.Library) bool {
		is := func(module string) bool { return l.Name == module || slices.Contains(l.Provides.V, module) }
		return slices.ContainsFunc(modules, is)
	})
}
