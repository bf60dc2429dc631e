package resolve

import (
	"path"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// configured sorts the project's own configuration of cargo for one target.
type configured struct {
	*resolver
	all   cargo.Settings
	facts *catalog.Triple
	t     *model.Target

	printed []string // by rustc of the target: see ask
}

// holds keeps a setting.
func (c *configured) holds(s cargo.Setting) {
	key := s.Key
	last := key[len(key)-1]
	isPath := key[0] == "paths" || key[0] == "patch" && last == "path" || key[0] == "source" && (last == "directory" || last == "local-registry")
	value := s.Last().Value
	switch {
	case isPath && len(key) > 1:
		value = path.Clean(s.Last().From(s.Text()))
	case isPath || len(s.Parts) > 1:
		value = joined(s, isPath)
	}
	c.t.Cargo.Settings = append(c.t.Cargo.Settings, model.CargoSetting{Key: key, Value: value, Path: isPath, Origin: byConfig(s.Last())})
}

// joined returns a list of which several files have a part.
func joined(s cargo.Setting, paths bool) (out []any) {
	for _, p := range s.Parts {
		list, _ := p.Value.([]any)
		for _, v := range list {
			if text, ok := v.(string); ok && paths {
				v = path.Clean(p.From(text))
			}
			out = append(out, v)
		}
	}
	return out
}

// off notes what is switched off.
func (c *configured) off(key string, p cargo.Part, because string) {
	c.t.Cargo.Off = append(c.t.Cargo.Off, model.CargoOff{Key: key, Because: because, Origin: byConfig(p)})
}

func byConfig(p cargo.Part) model.Origin { return model.Origin{From: model.FromConfig, Pos: p.Pos} }
