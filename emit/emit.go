package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema/model"
)

// kinds returns every kind in the order in which it is made. Readers remember
// what they have read, which is why each call returns new ones. A new kind of file
// is one line here, one file beside this one and one template.
func kinds() []kind {
	return []kind{
		{"Dockerfile", dockerfiles, byEnding{"": byShape(readDockerfile(dockerfile.NewReader())), ".sh": readShell, ".c": readEmbedded}.read},
		{"dockerignore", dockerignores, byShape(readDockerignore)},
		{"entrypoint", perTarget(entrypoint), once(readShell)},
		{"wrappers", perTarget(wrappers), once(readShell)},
		{"cargo config", perTarget(cargoConfig), readTOML},
		{"patches", perTarget(patches), byEnding{".patch": readPatch, ".sh": readShell}.read},
		{"project's cargo config", perTarget(projectConfig), once(readTOML)},
		{"cmake toolchain", perTarget(cmakeToolchain), readCMake},
		{"target specification", perTarget(specification), readJSON},
		{"bake file", bakeFile, readHCL},
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
