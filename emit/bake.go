package emit

import (
	"encoding/json"
	"path"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
)

// bakeFile returns the file that lists every target for `docker buildx bake` and for any builder
// that reads such files.
func bakeFile(p *model.Project) ([]Artifact, error) {
	type target struct {
		Context    string   `json:"context"`
		Dockerfile string   `json:"dockerfile"`
		Target     string   `json:"target"`
		Output     []string `json:"output"`
	}
	type group struct {
		Targets []string `json:"targets"`
	}
	bake := struct {
		Group  map[string]group  `json:"group"`
		Target map[string]target `json:"target"`
	}{Target: map[string]target{}}
	var names []string
	for _, t := range p.Targets {
		names = append(names, t.Name)
		bake.Target[t.Name] = target{
			Context:    ".",
			Dockerfile: path.Join(layout.Dir(p, t), "Dockerfile"),
			Target:     "artifact",
			Output:     []string{"type=local,dest=" + layout.Published(p, t)},
		}
	}
	bake.Group = map[string]group{"default": {Targets: names}}
	data, err := json.MarshalIndent(bake, "", "  ")
	return []Artifact{file(path.Join(p.Output, "docker-bake.json"), append(data, '\n'))}, err
}
