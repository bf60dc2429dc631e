package emit

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// dockerignoreView is what Dockerfile.dockerignore.tmpl shows. Of two lines that fit
// a path the later one holds.
type dockerignoreView struct {
	Parts      bool     // not all of the project's root is needed …
	Keep       []string // … but this
	Work       []string // in there: where xgen builds, if that is there …
	Output     []string // … and the emitted files
	Stage, Dir string   // of which these are kept
	Drop       []string // the build's own products
	Again      []string // what the user names among them
	Excluded   []string // and what the user leaves out
}

// dockerignores returns the file of each target that keeps what its build does not
// need out of the build context.
func dockerignores(p *model.Project) ([]Artifact, error) {
	// Last: the Dockerfile binds them, wherever they lie.
	pinned, err := templates.Render("pinned.dockerignore.tmpl", p.SourceFiles)
	if err != nil {
		return nil, err
	}
	return perTarget(func(p *model.Project, t *model.Target) ([]Artifact, error) {
		a, err := dockerignore(p, t)
		a.Bytes = slices.Concat(a.Bytes, pinned)
		return []Artifact{a}, err
	})(p)
}

func dockerignore(p *model.Project, t *model.Target) (Artifact, error) {
	kept := slices.Concat(p.Context, p.Included)
	view := dockerignoreView{
		Parts: !slices.Contains(kept, "."), Keep: kept,
		Work: within(kept, path.Join(p.Dir, "dist/.xgen")), Output: within(kept, p.Output),
		Stage: layout.StageDir(p), Dir: layout.Dir(p, t), Excluded: p.Excluded,
	}
	for _, dir := range p.Context {
		view.Drop = append(view.Drop, path.Join(dir, "target"))
	}
	for _, name := range p.Included {
		if len(within(view.Drop, name)) > 0 {
			view.Again = append(view.Again, name)
		}
	}
	view.Drop = append(view.Drop, layout.Published(p, t))
	slices.Sort(view.Keep)
	view.Keep = slices.Compact(view.Keep)
	name := path.Join(view.Dir, "Dockerfile.dockerignore")
	data, err := templates.Render("Dockerfile.dockerignore.tmpl", view)
	return file(name, data), err
}

// within returns a path alone where it is one of the folders or lies in one, and
// nothing where it does not.
func within(dirs []string, name string) []string {
	if slices.ContainsFunc(dirs, func(dir string) bool { return model.Below(dir, name) }) {
		return []string{name}
	}
	return nil
}
