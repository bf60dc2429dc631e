package quote

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
)

// JSON gives a JSON string.
func JSON(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return "", refuse(s, "%v", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// TOML gives a TOML string.
func TOML(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	line, err := toml.Marshal(map[string]string{"v": s})
	if err != nil {
		return "", refuse(s, "%v", err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(string(line), "v = "), "\n"), nil
}

// YAML gives a YAML scalar that is a string to readers of every version of
// YAML. It is always in double quotes: which bare words are booleans,
// numbers or dates is where those versions differ.
func YAML(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	node := &yaml.Node{Kind: yaml.ScalarNode, Style: yaml.DoubleQuotedStyle, Value: s}
	line, err := yaml.Marshal(node)
	if err != nil {
		return "", refuse(s, "%v", err)
	}
	return strings.TrimSuffix(string(line), "\n"), nil
}
