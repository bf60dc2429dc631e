package emit

import (
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// stageFiles are the shared scripts that the stages of some target use. They hold
// no values: their parameters come from the environment and the command line.
func stageFiles(p *model.Project) ([]Artifact, error) {
	used := map[string]bool{}
	for _, t := range p.Targets {
		stages, err := dockerfile.Stages(p, t)
		if err != nil {
			return nil, err
		}
		for _, s := range stages {
			for _, name := range s.Scripts {
				used[name] = true
			}
		}
	}
	var out []Artifact
	for _, name := range slices.Sorted(maps.Keys(used)) {
		data, err := templates.StageFile(name)
		if err != nil {
			return nil, err
		}
		make := file
		if path.Ext(name) == ".sh" {
			make = script
		}
		out = append(out, make(path.Join(layout.StageDir(p), name), data))
	}
	return out, nil
}
