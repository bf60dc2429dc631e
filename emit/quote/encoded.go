package quote

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// JSON returns a JSON string.
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

// TOML returns a TOML string.
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
