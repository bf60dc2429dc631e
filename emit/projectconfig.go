package emit

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/quote"
	"github.com/xgen-build/xgen/schema/model"
)

// projectConfig returns what holds in the build of the project's own configuration of
// cargo, each value with its place; no file where there is nothing. Targets of one
// manifest have the same bytes here, so that they share the crates that are fetched.
func projectConfig(p *model.Project, t *model.Target) ([]Artifact, error) {
	if len(t.Cargo.Settings) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	b.WriteString(header)
	b.WriteString("# What of the project's own configuration of cargo is about the program. Cargo reads\n" +
		"# none of the files themselves; " + sourceFolder + " is where the build has the project.\n")
	for _, s := range t.Cargo.Settings {
		place, err := quote.Comment(s.Pos.String())
		if err != nil {
			return nil, err
		}
		line, err := dottedLine(s)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "\n# %s\n%s\n", place, line)
	}
	return []Artifact{file(path.Join(layout.Dir(p, t), layout.ProjectConfig), b.Bytes())}, nil
}

// sourceFolder stands for the folder that the scripts have the project in, which they
// write in its place (fetch.sh, build.sh).
const sourceFolder = "@XGEN_SRC@"

// dottedLine returns a setting as one line of TOML.
func dottedLine(s model.CargoSetting) (string, error) {
	var key []string
	for _, word := range s.Key {
		if quoted, err := quote.Plain(word); err == nil && !strings.ContainsAny(quoted, "./:@+") {
			key = append(key, quoted)
			continue
		}
		quoted, err := quote.TOML(word)
		if err != nil {
			return "", err
		}
		key = append(key, quoted)
	}
	value, err := tomlValue(s.Value, s.Path)
	return strings.Join(key, ".") + " = " + value, err
}

// tomlValue returns a value on one line, its strings as paths where they are.
func tomlValue(v any, isPath bool) (string, error) {
	switch v := v.(type) {
	case string:
		return tomlText(v, isPath)
	case []any:
		return tomlList(v, isPath)
	}
	data, err := toml.Marshal(map[string]any{"v": v})
	return strings.TrimSuffix(strings.TrimPrefix(string(data), "v = "), "\n"), err
}

func tomlList(list []any, isPath bool) (string, error) {
	var out []string
	for _, v := range list {
		text, err := tomlValue(v, isPath)
		if err != nil {
			return "", err
		}
		out = append(out, text)
	}
	return "[" + strings.Join(out, ", ") + "]", nil
}

// tomlText returns a string in which sourceFolder stands only where a path of the
// project's begins. It stands between double quotes, as in JSON, since the name of the
// folder that takes its place may hold a single one.
func tomlText(s string, isPath bool) (string, error) {
	quoted, err := quote.JSON(s)
	if err != nil {
		return "", err
	}
	quoted = strings.ReplaceAll(quoted, sourceFolder, `\u0040`+sourceFolder[1:])
	if isPath && !path.IsAbs(s) {
		quoted = `"` + sourceFolder + "/" + quoted[1:]
	}
	return quoted, nil
}
