package emit

import (
	"fmt"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema/model"
)

// dockerfiles returns the Dockerfile of each target, and the shared files that
// their stages use.
func dockerfiles(p *model.Project) ([]Artifact, error) {
	all, used := dockerfile.New(p), map[string]bool{}
	var out []Artifact
	for _, t := range p.Targets {
		d, err := all.Of(t)
		if err != nil {
			return nil, fmt.Errorf("target %s: %w", t.Name, err)
		}
		for _, s := range d.Stages {
			for _, name := range s.Scripts {
				used[name] = true
			}
		}
		data, err := d.Render()
		if err != nil {
			return nil, fmt.Errorf("target %s: %w", t.Name, err)
		}
		out = append(out, file(d.Path, data))
	}
	shared, err := stageFiles(p, used)
	return append(out, shared...), err
}

// Stages returns the names of the stages of a target's Dockerfile, in its order:
// those that people ask for, and those that fetch one source each or install what
// fetches.
func Stages(p *model.Project, t *model.Target) (asked, pulling []string, err error) {
	d, err := dockerfile.New(p).Of(t)
	for _, s := range d.Stages {
		if dockerfile.Pulls(s.Name) {
			pulling = append(pulling, s.Name)
		} else {
			asked = append(asked, s.Name)
		}
	}
	return asked, pulling, err
}
