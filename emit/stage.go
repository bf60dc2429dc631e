package emit

import (
	"path"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// stageFiles are the same for every project: the parameters of the scripts come
// from the environment and the command line.
func stageFiles(p *model.Project) ([]Artifact, error) {
	var out []Artifact
	for _, name := range templates.StageFiles() {
		data, err := templates.StageFile(name)
		if err != nil {
			return nil, err
		}
		make := file
		if path.Ext(name) == ".sh" {
			make = script
		}
		out = append(out, make(path.Join(stageDir(p), name), data))
	}
	return out, nil
}
