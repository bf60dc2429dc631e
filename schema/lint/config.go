package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/xgen-build/xgen/schema/model"
)

var cargoConfig = Rule{
	Name: "cargo-config",
	Why:  "cargo reads the project's .cargo/config.toml beside the emitted one; where both speak, the emitted one wins and the project's own is silently without effect",
	Run: func(in Input) model.Diagnostics {
		var found model.Diagnostics
		seen := map[string]bool{}
		for _, t := range in.Project.Targets {
			for _, file := range configFiles(in.Root, path.Dir(t.Cargo.Manifest)) {
				if key := file + " " + t.Triple.Name; !seen[key] {
					seen[key] = true
					found = append(found, readConfig(in.Root, file, t)...)
				}
			}
		}
		return found.Sort()
	},
}

// configFiles lists cargo's configuration from a package's folder upwards
// (the Cargo book, "Configuration": hierarchical structure).
func configFiles(root fs.FS, dir string) []string {
	var out []string
	for ; ; dir = path.Dir(dir) {
		for _, name := range []string{"config", "config.toml"} {
			file := path.Join(dir, ".cargo", name)
			if _, err := fs.Stat(root, file); err == nil {
				out = append(out, file)
			}
		}
		if dir == "." {
			return out
		}
	}
}

// contradicted says of a configuration key what happens to it.
func contradicted(key string, t *model.Target) string {
	triple := "target." + t.Triple.Name + "."
	switch {
	case key == "build.target":
		return "xgen builds for the row's triple: it has no effect"
	case key == "build.rustflags":
		return "target.*.rustflags take its place: it has no effect; write flags: NAME: rustc: [\"…\"] in targets.cue"
	case strings.HasPrefix(key, "build.rustc-wrapper"), strings.HasPrefix(key, "build.rustc-workspace-wrapper"):
		return "the wrapper is not part of the build's image: it is switched off"
	case strings.HasPrefix(key, "unstable."):
		return "the program is built by a compiler that takes no unstable options: remove it, or name a nightly channel"
	case key == triple+"linker", key == triple+"ar", key == triple+"runner":
		return "xgen sets it from the row's toolchain: it has no effect"
	case key == triple+"rustflags":
		return "it is added in front of xgen's own flags; better write flags: NAME: rustc: [\"…\"] in targets.cue, where they are shown"
	}
	return ""
}

func readConfig(root fs.FS, file string, t *model.Target) model.Diagnostics {
	data, err := fs.ReadFile(root, file)
	if err != nil {
		return nil
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		return model.Diagnostics{{Pos: tomlPos(file, err), Severity: model.Error, Message: err.Error()}}
	}
	var found model.Diagnostics
	for _, k := range keys(data) {
		if why := contradicted(k.name, t); why != "" {
			found = append(found, model.Diagnostic{
				Pos:      model.Pos{File: file, Line: k.line, Col: k.col},
				Severity: model.Warning,
				Message:  fmt.Sprintf("%s: %s", k.name, why),
			})
		}
	}
	return found
}

func tomlPos(file string, err error) model.Pos {
	pos := model.Pos{File: file, Line: 1, Col: 1}
	var at *toml.DecodeError
	if errors.As(err, &at) {
		pos.Line, pos.Col = at.Position()
	}
	return pos
}

type tomlKey struct {
	name      string
	line, col int
}

// keys lists the dotted keys of a TOML file with their places.
func keys(data []byte) []tomlKey {
	var out []tomlKey
	var table []string
	p := unstable.Parser{}
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		name, at := dotted(e)
		if e.Kind == unstable.Table || e.Kind == unstable.ArrayTable {
			table = name
			continue
		}
		if e.Kind == unstable.KeyValue {
			start := p.Shape(at).Start
			full := strings.Join(append(append([]string{}, table...), name...), ".")
			out = append(out, tomlKey{name: full, line: start.Line, col: start.Column})
		}
	}
	return out
}

func dotted(e *unstable.Node) (name []string, first unstable.Range) {
	it := e.Key()
	for it.Next() {
		if len(name) == 0 {
			first = it.Node().Raw
		}
		name = append(name, string(it.Node().Data))
	}
	return name, first
}
