package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var (
	unknownRecipe = rule.Error("unknown-recipe", "a library without a kind is built by the recipe of its name")
	unfitLibrary  = rule.Error("unfit-library", "a library that cannot be built for a target would end the build, after the toolchain is made")
)

// wanted is a library of a target's: what is written of it, and its recipe.
type wanted struct {
	input.Library               // with what the recipe says where nothing is written
	recipe        *input.Recipe // nil where all is written
	args          []model.Value[[]string]
	origin        model.Origin
}

// recipes are those that there are, by name: the project's before the catalog's.
func (r *resolver) recipes() map[string]input.Recipe {
	return input.Joined(r.Written.Recipes, r.Catalog.Recipes)
}

// Recipes lists those that a project with these targets can ask for: the catalog's where w is
// nil, and else its own before those of the same name.
func Recipes(w *input.Project, c *catalog.Catalog, targets []*model.Target) (out []model.Recipe) {
	if w == nil {
		w = &input.Project{}
	}
	all := input.Joined(w.Recipes, c.Recipes)
	for _, name := range names(all) {
		known := all[name]
		r := model.Recipe{
			Name: name, Kind: model.LibraryKind(known.Kind.V), Version: input.OrZero(known.Source.Version).V, Licence: known.Licence,
			Provides: input.OrZero(known.Provides).V, Needs: needsOf(known.Library), Crates: names(known.Crates), Origin: placed(known.Pos, known.Why),
		}
		for _, of := range names(known.Unfit) {
			u := known.Unfit[of]
			held := model.Unfit{When: u.When.String(), Why: u.Why}
			for _, t := range targets {
				if u.When.Unmet(t) == "" {
					held.Targets = append(held.Targets, t.Name)
				}
			}
			r.Unfit = append(r.Unfit, held)
		}
		out = append(out, r)
	}
	return out
}

// wanted are the libraries of a target by name: those that are written, which meet their
// conditions, and those that come along because others need them.
func (r *resolver) wanted(asked input.Target, t *model.Target) (all map[string]wanted, without []model.Unbuilt) {
	all = map[string]wanted{}
	written := input.Joined(asked.Libraries, r.Written.Libraries)
	for _, name := range names(written) {
		l := written[name]
		if because := l.When.Unmet(t); because != "" {
			without = append(without, model.Unbuilt{Name: name, Because: because, Origin: byUser(l.Pos, l.Why)})
			continue
		}
		if w, ok := r.byRecipe(name, l, t); ok {
			all[name] = w
		}
	}
	r.broughtAlong(all, without, t)
	return all, without
}

// broughtAlong adds what libraries need and nobody has written, by the recipes.
func (r *resolver) broughtAlong(all map[string]wanted, without []model.Unbuilt, t *model.Target) {
	for open := names(all); len(open) > 0; open = open[1:] {
		by := all[open[0]]
		for _, need := range needsOf(by.Library) {
			recipe, known := r.recipes()[need]
			if _, there := all[need]; there || !known || isWithout(without, need) {
				continue
			}
			w := r.cooked(recipe, input.Library{}, t)
			w.origin = model.Origin{From: by.origin.From, Pos: by.origin.Pos, Why: open[0] + " needs it"}
			all[need] = w
			open = append(open, need)
		}
	}
}

// needsOf are the names of what a library needs, sorted.
func needsOf(l input.Library) []string { return sorted(input.OrZero(l.Needs).V) }

func isWithout(without []model.Unbuilt, name string) bool {
	return slices.ContainsFunc(without, func(u model.Unbuilt) bool { return u.Name == name })
}

// byRecipe is a library that is written, with its recipe where it names no kind of its own.
func (r *resolver) byRecipe(name string, l input.Library, t *model.Target) (wanted, bool) {
	if l.Kind != nil {
		w := wanted{Library: l, args: argsOf(l), origin: byUser(l.Pos, l.Why)}
		w.addVariants(l.Variants, t)
		return w, true
	}
	recipe, known := r.recipes()[name]
	if !known {
		r.refuse(unknownRecipe, l.Pos, "libraries.%s: there is no recipe called %q: %s", name, name, r.instead(name))
		return wanted{}, false
	}
	w := r.cooked(recipe, l, t)
	w.origin = byUser(l.Pos, cmp.Or(l.Why, recipe.Why))
	return w, true
}

// instead says what to write where no recipe has a name.
func (r *resolver) instead(name string) string {
	all := r.recipes()
	for _, other := range names(all) {
		if slices.Contains(input.OrZero(all[other].Provides).V, name) {
			return fmt.Sprintf("%q is of the recipe %q: write libraries: %q: {}", name, other, other)
		}
	}
	own := "write kind and source (xgen list --libraries shows the recipes)"
	if near := suggest.Name(name, slices.Collect(maps.Keys(all))); near != "" {
		return fmt.Sprintf("did you mean %q? Otherwise %s", near, own)
	}
	return own
}

// cooked is a recipe with what a user writes in the place of what it says, or adds to it.
func (r *resolver) cooked(recipe input.Recipe, l input.Library, t *model.Target) wanted {
	w := wanted{Library: recipe.Library, recipe: &recipe, args: slices.Concat(argsOf(recipe.Library))}
	w.addVariants(recipe.Variants, t)
	w.args = append(w.args, argsOf(l)...)
	w.Pos, w.When, w.Why = l.Pos, l.When, cmp.Or(l.Why, recipe.Why)
	w.Source = input.First(l.Source, recipe.Source)
	w.Folder = input.First(l.Folder, recipe.Folder)
	w.Provides = input.First(l.Provides, recipe.Provides)
	w.Needs = input.First(l.Needs, w.Needs)
	w.addVariants(l.Variants, t)
	w.Files = input.Joined(l.Files, recipe.Files)
	w.PkgConfig = input.Joined(l.PkgConfig, recipe.PkgConfig)
	w.Patches = input.Joined(l.Patches, recipe.Patches)
	w.Env = input.Joined(l.Env, recipe.Env)
	w.Host = joinedHosts(recipe.Host, l.Host)
	return w
}

// argsOf are the arguments of a library as it is written.
func argsOf(l input.Library) []model.Value[[]string] {
	if l.Args == nil {
		return nil
	}
	args := *l.Args
	args.Why = l.Why
	return []model.Value[[]string]{args}
}

// addVariants adds what some targets alone need, by name.
func (w *wanted) addVariants(variants map[string]input.Variant, t *model.Target) {
	for _, name := range names(variants) {
		v := variants[name]
		if v.When.Unmet(t) != "" {
			continue
		}
		origin := placed(v.Pos, v.Why)
		if len(v.Args) > 0 {
			w.args = append(w.args, model.Value[[]string]{V: v.Args, Origin: origin})
		}
		if len(v.Needs) > 0 {
			needs := input.OrZero(w.Needs)
			w.Needs = &model.Value[[]string]{V: slices.Concat(needs.V, v.Needs), Origin: needs.Origin}
			if w.Needs.From == "" {
				w.Needs.Origin = origin
			}
		}
	}
}

// placed is the origin of what a recipe says: the catalog's have no place.
func placed(pos model.Pos, why string) model.Origin {
	if !pos.IsValid() {
		return model.Origin{From: model.FromCatalog, Why: why}
	}
	return byUser(pos, why)
}

func joinedHosts(recipe, own *input.Host) *input.Host {
	if recipe == nil || own == nil {
		return input.First(own, recipe)
	}
	joined := *own
	joined.Packages.V = slices.Concat(recipe.Packages.V, own.Packages.V)
	return &joined
}

// allFit refuses the libraries that cannot be built for a target. What comes along with one
// of these is no mistake of its own.
func (r *resolver) allFit(all map[string]wanted, t *model.Target) bool {
	ok := true
	for _, along := range []bool{false, true} {
		for _, name := range names(all) {
			if w := all[name]; ok || !along {
				ok = (w.along() != along || r.fits(name, w, t)) && ok
			}
		}
	}
	return ok
}

// along reports whether nobody has written the library.
func (w wanted) along() bool { return w.origin.Pos != w.Pos }

// fits refuses a library that cannot be built for a target, by its recipe.
func (r *resolver) fits(name string, w wanted, t *model.Target) bool {
	if w.recipe == nil {
		return true
	}
	because := unfit(*w.recipe, t)
	if because == "" {
		return true
	}
	own := ownCopies(*w.recipe)
	if own != "" {
		own = ", and " + own
	}
	what := "libraries." + name
	if w.along() {
		what += ", which comes along as " + w.origin.Why + ","
	}
	r.refuse(unfitLibrary, w.origin.Pos, "%s cannot be built for %s: %s: give it a when that %s does not meet%s", what, t.Name, because, t.Name, own)
	return false
}

// unfit says why a recipe cannot be built for a target, "" where it can.
func unfit(recipe input.Recipe, t *model.Target) string {
	for _, name := range names(recipe.Unfit) {
		if u := recipe.Unfit[name]; u.When.Unmet(t) == "" {
			return u.Why
		}
	}
	return ""
}

// ownCopies is what to write so that crates do without a library.
func ownCopies(recipe input.Recipe) string {
	var out []string
	for _, name := range names(recipe.Crates) {
		if own := recipe.Crates[name].Own; own != "" {
			out = append(out, own)
		}
	}
	return strings.Join(out, ", ")
}

// libraryEnv adds to a target's variables those by which crates take its libraries: all
// that the project does not set itself, here or for cargo.
func (r *resolver) libraryEnv(t *model.Target) []model.Env {
	out := slices.Clone(t.Env)
	for _, l := range t.Libraries {
		for _, e := range l.Env {
			if !r.isSet(t, e.Name) && !slices.ContainsFunc(out, func(other model.Env) bool { return other.Name == e.Name }) {
				out = append(out, e)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b model.Env) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// isSet reports whether the project sets a variable.
func (r *resolver) isSet(t *model.Target, name string) bool {
	c := configured{resolver: r, t: t}
	return c.setBy(name) != "" || slices.ContainsFunc(t.Cargo.Settings, func(s model.CargoSetting) bool {
		return len(s.Key) > 1 && s.Key[0] == "env" && s.Key[1] == name
	})
}
