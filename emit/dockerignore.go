package emit

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// dockerignoreView is what Dockerfile.dockerignore.tmpl shows.
type dockerignoreView struct {
	Output, Stage, Dir string
	Whole              bool     // the project's root is the workspace
	Keep               []string // otherwise: what of it is needed
	Drop               []string // the build's own products
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
	view := dockerignoreView{
		Output: p.Output, Stage: layout.StageDir(p), Dir: layout.Dir(p, t),
		Whole: slices.Contains(p.Context, "."),
	}
	for _, dir := range p.Context {
		view.Keep = append(view.Keep, dir)
		view.Drop = append(view.Drop, path.Join(dir, "target"))
	}
	view.Drop = append(view.Drop, layout.Published(t))
	slices.Sort(view.Keep)
	view.Keep = slices.Compact(view.Keep)
	name := path.Join(view.Dir, "Dockerfile.dockerignore")
	data, err := templates.Render("Dockerfile.dockerignore.tmpl", view)
	return file(name, data), err
}
