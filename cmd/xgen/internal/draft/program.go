package draft

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// NoProgram says that a project has nothing to build.
type NoProgram struct{ Pos model.Pos }

func (e *NoProgram) Error() string {
	return e.Pos.String() + ": no package has a program: xgen builds programs, and a library is built with the one that uses it: add src/main.rs, or a [[bin]] with its path"
}

// choose decides what is built. Where cargo by itself builds programs and nothing else,
// nothing is written of it.
func (d *draft) choose() error {
	ws := d.project.ws
	all, own := with(ws, ws.Names()), with(ws, nil)
	switch {
	case len(own) > 0 && len(own) == len(ws.Selected(nil)):
	case len(own) > 0:
		d.packages(own, fmt.Sprintf("the packages that have programs; cargo by itself would build %d", len(ws.Selected(nil))))
	case len(all) > 0:
		d.packages(all, "the packages that have programs; cargo by itself takes none of them")
	default:
		return d.required()
	}
	return nil
}

// with returns the names of those packages that have a program which cargo builds; none
// are those that cargo takes by itself.
func with(ws *cargo.Workspace, names []string) (out []string) {
	for _, b := range ws.Bins(cargo.Choice{Packages: names}) {
		if len(b.Missing) == 0 && !slices.Contains(out, b.Package) {
			out = append(out, b.Package)
		}
	}
	slices.Sort(out)
	return out
}

// helper is what people call the package of a project's own chores
// (github.com/matklad/cargo-xtask).
const helper = "xtask"

func (d *draft) packages(names []string, why string) {
	if len(names) > 1 && slices.Contains(names, helper) {
		names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == helper })
		d.note(d.packagePos(helper), "package %s is left out: it is for the project's own chores, by its name; cargo.packages has what is built", helper)
	}
	d.fields.add(model.Mend{Path: []string{"cargo", "packages"}, Value: names, Why: why})
	d.chosen.Packages = names
}

// required turns on the features without which no program is built.
func (d *draft) required() error {
	ws := d.project.ws
	for _, names := range [][]string{nil, ws.Names()} {
		bins := ws.Bins(cargo.Choice{Packages: names})
		if len(bins) == 0 {
			continue
		}
		if names != nil {
			d.packages([]string{bins[0].Package}, "the first package that has a program")
		}
		d.chosen.Features = bins[0].Missing
		d.fields.add(model.Mend{
			Path: []string{"cargo", "features"}, Value: bins[0].Missing,
			Why: fmt.Sprintf("binary %s requires %s", bins[0].Name, strings.Join(bins[0].Missing, ", ")),
		})
		return nil
	}
	return &NoProgram{d.project.place(ws.Manifest, "package", "name")}
}

func (d *draft) packagePos(name string) model.Pos {
	for _, p := range d.project.ws.Packages {
		if p.Name == name {
			return d.project.place(path.Join(p.Dir, "Cargo.toml"), "package", "name")
		}
	}
	return model.Pos{}
}

// built are the binaries that are.
func (d *draft) built() []cargo.Bin {
	return slices.DeleteFunc(d.project.ws.Bins(d.chosen), func(b cargo.Bin) bool { return len(b.Missing) > 0 })
}

// name is what the project is called: as its only package, as the one in the workspace's
// own folder, or else as its folder.
func (d *draft) name(folder string) string {
	name, ws := folder, d.project.ws
	var packages []string
	for _, b := range d.built() {
		packages = append(packages, b.Package)
	}
	packages = slices.Compact(slices.Sorted(slices.Values(packages)))
	for _, p := range ws.Packages {
		if p.Dir == path.Dir(ws.Manifest) {
			name = p.Name
		}
	}
	if len(packages) == 1 {
		name = packages[0]
	}
	return asName(name)
}

var (
	notOfName  = lazyregexp.New(`[^a-z0-9_-]+`)
	notAtFirst = lazyregexp.New(`^[^a-z]+`)
)

// asName makes a name of the project of any word.
func asName(word string) string {
	word = notOfName.ReplaceAllString(strings.ToLower(word), "-")
	if word = notAtFirst.ReplaceAllString(word, ""); word == "" {
		word = "program"
	}
	return word[:min(len(word), 64)]
}

// list writes words as people do.
func list(words []string) string { return input.List(words) }
