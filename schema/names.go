package schema

import (
	"fmt"
	"strconv"
	"strings"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/nearest"
)

// unknown reports a field that is in no definition and returns the one that is
// probably meant, "" where there is none: those are reported together.
func (c *checker) unknown(s *shape, v cue.Value, path, name string) string {
	if len(s.patterns) > 0 && len(s.fields) == 0 {
		c.report("bad-name", path, c.labelPos(v), "%s: %s is no name for it: want %s", path, shorten(strconv.Quote(name)), s.patterns[0].keyWant)
		return ""
	}
	near := nearest.Name(name, sortedFields(s))
	if near != "" {
		c.report("unknown-field", join(path, name), c.labelPos(v), "unknown field %s%s: did you mean %q?", shorten(strconv.Quote(name)), s.in(path), near)
	}
	return near
}

// strangers reports the fields of a struct that are in no definition and like
// none: several most likely stand in the wrong struct.
func (c *checker) strangers(s *shape, path string, fields []cue.Value) {
	if len(fields) == 0 {
		return
	}
	var names []string
	var places []model.Pos
	for _, v := range fields {
		sels := v.Path().Selectors()
		names, places = append(names, shorten(strconv.Quote(sels[len(sels)-1].Unquoted()))), append(places, c.labelPos(v))
	}
	plural := ""
	if len(names) > 1 {
		plural = "s"
	}
	if most := 5; len(names) > most {
		names = append(names[:most], fmt.Sprintf("%d more", len(names)-most))
	}
	c.report("unknown-field", join(path, fmt.Sprint(names)), places[0], "unknown field%s %s%s: allowed are %s", plural, andList(names), s.in(path), strings.Join(sortedFields(s), ", "))
	c.found[len(c.found)-1].Related = places[1:]
}

// in says in what an unknown field stands.
func (s *shape) in(path string) string {
	if path == "" {
		return ""
	}
	if s.of != "" {
		return fmt.Sprintf(" in %s of the kind %q", path, s.of)
	}
	return " in " + path
}

// missing notes the fields that must be there.
func (c *checker) missing(s *shape, v cue.Value, path string, seen map[string]bool) {
	var names, wants []string
	for _, name := range sortedFields(s) {
		if s.fields[name].required && !seen[name] && !c.isMeant(join(path, name)) {
			names = append(names, name)
			wants = append(wants, wanted(v, path, name, s.fields[name]))
		}
	}
	switch {
	case path == "targets" && len(seen) == 0:
		c.report("no-targets", path, c.valuePos(v), "targets is empty: want %s", s.want)
	case path == "" || len(names) == 1:
		for i, name := range names {
			c.lack(join(path, name), "is missing", wants[i], v)
		}
	case len(names) > 1:
		for i, name := range names {
			wants[i] = name + ": " + wants[i]
		}
		c.lack(path, "lacks "+andList(names), strings.Join(wants, "; "), v)
	}
}

// lack is something that is missing, and where. What several structs of one
// kind lack is one mistake: the template that they share lacks it.
type lack struct {
	path, what, want string
	places           []model.Pos
}

func (c *checker) lack(path, what, want string, v cue.Value) {
	pos := c.placed(c.valuePos(v))
	for i, l := range c.lacks {
		if l.what == what && l.want == want && fieldName(l.path) == fieldName(path) && path != fieldName(path) {
			c.lacks[i].places = append(l.places, pos)
			return
		}
	}
	c.lacks = append(c.lacks, lack{path, what, want, []model.Pos{pos}})
}

func (c *checker) reportLacks() {
	for _, l := range c.lacks {
		also := ""
		if n := len(l.places); n > 1 {
			also = fmt.Sprintf(" (so it is at %s)", l.places[1])
			if n > 2 {
				also = fmt.Sprintf(" (so it is at %s, and %d more)", l.places[1], n-2)
			}
		}
		c.report("missing-field", l.path, l.places[0], "%s %s%s: %s", l.path, l.what, also, l.want)
		c.found[len(c.found)-1].Related = l.places[1:]
	}
}

// isMeant reports whether a misspelled field around was meant to hold what is
// missing at path.
func (c *checker) isMeant(path string) bool {
	for meant, is := range c.meant {
		if is && within(path, meant) {
			return true
		}
	}
	return false
}
