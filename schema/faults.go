package schema

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"

	"github.com/xgen-build/xgen/schema/model"
)

// ownErrors reports what is wrong before any definition is asked: conflicting
// values, references to nothing, cycles.
func (c *checker) ownErrors(v cue.Value) {
	all := errors.Errors(v.Validate(cue.Concrete(false)))
	// Lists of different length conflict in their elements, too.
	var lists []string
	for _, e := range all {
		if strings.Contains(messageOf(e), "incompatible list lengths") {
			lists = append(lists, pathText(e.Path())+"[")
		}
	}
	for _, e := range all {
		path := pathText(e.Path())
		if path != "" && c.bad[path] || slices.ContainsFunc(lists, func(l string) bool { return strings.HasPrefix(path, l) }) {
			continue
		}
		c.bad[path] = true
		if d := c.describe(e); !slices.ContainsFunc(c.found, func(f model.Diagnostic) bool { return f.Pos == d.Pos && d.Pos.IsValid() }) {
			c.add(d)
		}
	}
}

// describe says an error of CUE's own with the user's words and places.
func (c *checker) describe(e errors.Error) model.Diagnostic {
	places, path := c.places(e), pathText(e.Path())
	d := model.Diagnostic{Severity: model.Error, Rule: "invalid-cue", Message: messageOf(e), Of: fieldName(path)}
	if len(places) == 0 {
		places = c.placeOf(e.Path())
	}
	if len(places) > 0 {
		d.Pos = places[0]
	}
	also := ""
	if len(places) > 1 {
		also = fmt.Sprintf(" (also at %s)", places[1])
		d.Related = places[1:]
	}
	switch {
	case strings.Contains(d.Message, "conflicting values") && len(places) > 1:
		d.Rule = "conflict"
		d.Message = fmt.Sprintf("%s is set twice: %s%s", path, d.Message, also)
	case strings.Contains(d.Message, "incompatible list lengths"):
		d.Rule = "conflict"
		d.Message = fmt.Sprintf("%s is set twice: %s%s", path, d.Message, also)
	case strings.HasPrefix(d.Message, "reference "), path == "":
	default:
		d.Message = path + ": " + d.Message
	}
	return d
}

// placeOf is where the value at a path stands, or the nearest one around it.
func (c *checker) placeOf(path []string) []model.Pos {
	for n := len(path); n > 0; n-- {
		v := c.root.LookupPath(cue.ParsePath(strings.Join(path[:n], ".")))
		if pos := c.valuePos(v); pos.IsValid() {
			return []model.Pos{pos}
		}
	}
	return nil
}

// places are the positions of e in the user's own file, the latest first.
func (c *checker) places(e errors.Error) []model.Pos {
	var out []model.Pos
	for _, p := range errors.Positions(e) {
		if pos := c.pos(p); pos.IsValid() && !slices.Contains(out, pos) {
			out = append(out, pos)
		}
	}
	slices.SortFunc(out, func(a, b model.Pos) int {
		if a.Line != b.Line {
			return b.Line - a.Line
		}
		return b.Col - a.Col
	})
	return out
}

func (c *checker) pos(p token.Pos) model.Pos { return position(c.file, p) }

// position turns CUE's position into the model's, if it lies in file.
func position(file string, p token.Pos) model.Pos {
	if !p.IsValid() || p.Filename() != file {
		return model.Pos{}
	}
	return model.Pos{File: file, Line: p.Line(), Col: p.Column()}
}
