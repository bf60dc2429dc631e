package check

import (
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// report adds what is wrong with the value at path.
func (c *checker) report(r rule.Rule, path string, pos model.Pos, format string, args ...any) {
	d := r.At(c.orAround(pos), format, args...)
	d.Of = fieldName(path)
	c.add(d)
}

func (c *checker) add(d model.Diagnostic) {
	if !d.Pos.IsValid() {
		d.Pos = model.Pos{File: c.file, Line: 1, Col: 1}
	}
	c.found = append(c.found, d)
}

// fieldName returns the name of the field at a path: what a template says of many
// targets has one place and one field.
func fieldName(path string) string {
	path, _, _ = strings.Cut(path[strings.LastIndex(path, ".")+1:], "[")
	return path
}

// within reports whether the path is below another.
func within(path, above string) bool {
	rest, ok := strings.CutPrefix(path, above)
	return ok && (above == "" || rest != "" && (rest[0] == '.' || rest[0] == '['))
}
