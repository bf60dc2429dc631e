package emit

import (
	"path"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
)

func dockerfiles(p *model.Project, t *model.Target) ([]Artifact, error) {
	data, err := dockerfile.Render(p, t)
	return []Artifact{file(path.Join(layout.Dir(p, t), "Dockerfile"), data)}, err
}

// Stages returns the names of the stages of a target's Dockerfile, in its order:
// those that people ask for, and those that fetch one source each or install what
// fetches.
func Stages(p *model.Project, t *model.Target) (asked, pulling []string, err error) {
	stages, err := dockerfile.Stages(p, t)
	for _, s := range stages {
		if dockerfile.Pulls(s.Name) {
			pulling = append(pulling, s.Name)
		} else {
			asked = append(asked, s.Name)
		}
	}
	return asked, pulling, err
}
