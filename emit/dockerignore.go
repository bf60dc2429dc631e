package emit

import (
	"path"
	"slices"

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

func dockerignore(p *model.Project, t *model.Target) ([]Artifact, error) {
	view := dockerignoreView{
		Output: p.Output, Stage: stageDir(p), Dir: Dir(p, t),
		Whole: slices.Contains(p.Context, "."),
	}
	for _, dir := range p.Context {
		view.Keep = append(view.Keep, dir)
		view.Drop = append(view.Drop, path.Join(dir, "target"))
		// cargo reads the configuration of every folder above a package.
		for up := path.Dir(dir); dir != "."; up = path.Dir(up) {
			view.Keep = append(view.Keep, path.Join(up, ".cargo"))
			if up == "." {
				break
			}
		}
	}
	for _, other := range p.Targets {
		view.Drop = append(view.Drop, path.Join("dist", other.Name))
	}
	slices.Sort(view.Keep)
	view.Keep = slices.Compact(view.Keep)
	name := path.Join(view.Dir, "Dockerfile.dockerignore")
	data, err := templates.Render("Dockerfile.dockerignore.tmpl", view)
	return []Artifact{file(name, data)}, err
}
