package emit

import (
	"path"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// stageScripts are the same for every project: their parameters come from the
// environment and the command line.
func stageScripts(p *model.Project) ([]Artifact, error) {
	var out []Artifact
	for _, name := range templates.StageScripts() {
		data, err := templates.StageScript(name)
		if err != nil {
			return nil, err
		}
		out = append(out, script(path.Join(stageDir(p), name), data))
	}
	return out, nil
}
