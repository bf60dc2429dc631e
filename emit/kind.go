package emit

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
)

// kind is one kind of artifact: how it is made, and what reads it as its
// consumer will.
type kind struct {
	name string
	make func(*model.Project) ([]Artifact, error)
	read reader
}

// readBack returns a *ReadBackError where the kind's reader refuses an artifact, or
// where the kind has no reader.
func (k kind) readBack(a Artifact) error {
	err := errNoReader
	if k.read != nil {
		err = k.read(a)
	}
	if err != nil {
		return &ReadBackError{Path: a.Path, Err: err}
	}
	return nil
}

// perTarget returns a function that calls make for each target of a project.
func perTarget(make func(*model.Project, *model.Target) ([]Artifact, error)) func(*model.Project) ([]Artifact, error) {
	return func(p *model.Project) ([]Artifact, error) {
		var out []Artifact
		for _, t := range p.Targets {
			made, err := make(p, t)
			if err != nil {
				return nil, fmt.Errorf("target %s: %w", t.Name, err)
			}
			out = append(out, made...)
		}
		return out, nil
	}
}
