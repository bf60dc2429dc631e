package emit

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// kind is one kind of artifact.
type kind struct {
	name string
	make func(*model.Project) ([]Artifact, error)
}

// kinds lists every kind in the order in which it is made. A new kind of file
// is one line here, one file beside this one and one template.
var kinds = []kind{
	{"stage files", stageFiles},
	{"Dockerfile", perTarget(dockerfile)},
	{"dockerignore", dockerignores},
	{"entrypoint", perTarget(entrypoint)},
	{"wrappers", perTarget(wrappers)},
	{"cargo config", perTarget(cargoConfig)},
	{"patches", perTarget(patches)},
	{"cmake toolchain", perTarget(cmakeToolchain)},
	{"bake file", bakeFile},
	{"git files", gitFiles},
	{"GitHub workflow", githubWorkflow},
}

// All gives every file that the project is compiled to, by path. Each has been
// read back by a parser of its format: an error means that a value cannot be
// expressed, or that xgen itself is wrong.
func All(p *model.Project) ([]Artifact, error) {
	var all []Artifact
	for _, k := range kinds {
		made, err := k.make(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.name, err)
		}
		all = append(all, made...)
	}
	for _, a := range all {
		if err := readBack(a); err != nil {
			return nil, fmt.Errorf("%s cannot be read back, which is a fault of xgen: %w", a.Path, err)
		}
	}
	slices.SortFunc(all, func(a, b Artifact) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}

// perTarget makes a kind of what is made for one target.
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

// Dir is the folder of a target's files, from the project's root.
func Dir(p *model.Project, t *model.Target) string { return path.Join(p.Output, t.Name) }

func stageDir(p *model.Project) string { return path.Join(p.Output, "stage") }

// file and script make artifacts with the two modes that exist.
func file(name string, data []byte) Artifact { return Artifact{Path: name, Mode: 0o644, Bytes: data} }

func script(name string, data []byte) Artifact { return Artifact{Path: name, Mode: 0o755, Bytes: data} }

// header stands at the top of every file that can hold a comment.
const header = "# Emitted by xgen from targets.cue: change that file and run xgen emit.\n"
