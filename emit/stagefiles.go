package emit

import (
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// stageFiles returns the shared files of these names. They hold no values: their
// parameters come from the environment and the command line.
func stageFiles(p *model.Project, used map[string]bool) ([]Artifact, error) {
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
