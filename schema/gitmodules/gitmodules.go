package gitmodules

import (
	"path"
	"slices"
	"strings"
)

// Paths returns the folders of the submodules, sorted, as `git help gitmodules` says
// that they are written: relative to the folder of the file. A path that leads out of
// it, which git refuses too, is passed over.
func Paths(src []byte) (out []string) {
	in := false
	for line := range strings.Lines(strings.TrimPrefix(string(src), "\ufeff")) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "["); ok {
			in = strings.HasPrefix(strings.ToLower(rest), "submodule ")
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !in || !ok || !strings.EqualFold(strings.TrimSpace(key), "path") {
			continue
		}
		dir := path.Clean(unquoted(strings.TrimSpace(value)))
		if dir != "." && dir != ".." && !strings.HasPrefix(dir, "../") && !path.IsAbs(dir) {
			out = append(out, dir)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unquoted is a value of git's configuration: what stands between quotes is kept as it
// is, a backslash keeps the character after it, and a comment ends the value.
func unquoted(value string) string {
	var b strings.Builder
	quoted, escaped := false, false
	for _, c := range value {
		switch {
		case escaped:
			b.WriteRune(c)
			escaped = false
		case c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case !quoted && (c == '#' || c == ';'):
			return strings.TrimSpace(b.String())
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
