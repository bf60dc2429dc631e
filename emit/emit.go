package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema/model"
)

// kind is one kind of artifact: how it is made, and what reads it as its
// consumer will.
type kind struct {
	name string
	make func(*model.Project) ([]Artifact, error)
	read reader
}

// kinds returns every kind in the order in which it is made. Readers remember
// what they have read, which is why each call returns new ones. A new kind of file
// is one line here, one file beside this one and one template.
func kinds() []kind {
	return []kind{
		{"stage files", stageFiles, byEnding{".sh": readShell, ".c": readEmbedded}.read},
		{"Dockerfile", perTarget(dockerfiles), byShape(readDockerfile(dockerfile.NewReader()))},
		{"dockerignore", dockerignores, byShape(readDockerignore)},
		{"entrypoint", perTarget(entrypoint), once(readShell)},
		{"wrappers", perTarget(wrappers), once(readShell)},
		{"cargo config", perTarget(cargoConfig), readTOML},
		{"patches", perTarget(patches), byEnding{".patch": readPatch, ".sh": readShell}.read},
		{"cmake toolchain", perTarget(cmakeToolchain), readCMake},
		{"bake file", bakeFile, readJSON},
		{"git files", gitFiles, byEnding{".gitattributes": readGitattributes, ".gitignore": readGitignore}.read},
		{"GitHub workflow", githubWorkflow, readYAML},
	}
}

// All returns every file that the project is compiled to, by path. Each has been
// read back by a reader of its format: an error means that a value cannot be
// expressed, or, as a *ReadBackError, that xgen itself is wrong.
func All(p *model.Project) ([]Artifact, error) { return allOf(kinds(), p) }

func allOf(kinds []kind, p *model.Project) ([]Artifact, error) {
	var all []Artifact
	for _, k := range kinds {
		made, err := k.make(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.name, err)
		}
		for _, a := range made {
			if err := k.readBack(a); err != nil {
				return nil, err
			}
		}
		all = append(all, made...)
	}
	slices.SortFunc(all, func(a, b Artifact) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}

// readBack holds an artifact against its reader. What has none does not go out.
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

// file and script make artifacts with the two modes that exist.
func file(name string, data []byte) Artifact { return Artifact{Path: name, Mode: 0o644, Bytes: data} }

func script(name string, data []byte) Artifact { return Artifact{Path: name, Mode: 0o755, Bytes: data} }

// header stands at the top of every file that can hold a comment.
const header = "# Emitted by xgen from targets.cue: change that file and run xgen emit.\n"
