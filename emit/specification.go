package emit

import (
	"encoding/json"
	"path"
	"strconv"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
)

// specification returns what rustc is told of a target that it does not know: the
// project's own file with the atomics that the program has. It lies beside the
// wrapper of rustc that reads it.
func specification(p *model.Project, t *model.Target) ([]Artifact, error) {
	if t.Spec == nil {
		return nil, nil
	}
	keys := map[string]json.RawMessage{}
	for name, key := range t.Spec.Keys {
		keys[name] = key.JSON
	}
	keys["max-atomic-width"] = json.RawMessage(strconv.Itoa(t.Atomics.V))
	data, err := json.MarshalIndent(keys, "", "  ")
	return []Artifact{file(path.Join(layout.Dir(p, t), "bin", t.Triple.Name+".json"), append(data, '\n'))}, err
}
