package check

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/plaintext"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var (
	unknownField = rule.Error("unknown-field", "the definitions have no such field, and what it says would have no effect")
	badName      = rule.Error("bad-name", "the name becomes a part of file names, variables and stages, which cannot carry all characters")
)

// checkNames reports the names of a struct's fields that the shape does not have,
// and returns those that are there or were meant.
func (c *checker) checkNames(s *Shape, fields []named, path string) map[string]bool {
	there := map[string]bool{}
	var unlike []named
	for _, f := range fields {
		if !c.checkCharacters(plaintext.Line, f.name, f.Value, path) {
			continue
		}
		there[f.name] = true
		if s.Find(f.name) == nil && !c.wrong[decode.Join(path, f.name)] {
			meant := c.checkName(s, f, path)
			there[meant], c.meant[decode.Join(path, meant)] = true, meant != ""
			if meant == "" && len(s.Fields) > 0 {
				unlike = append(unlike, f)
			}
		}
	}
	c.reportUnlike(s, path, unlike)
	return there
}

// checkName reports a field that is in no definition and returns the one that is
// probably meant, "" where there is none: those are reported together.
func (c *checker) checkName(s *Shape, f named, path string) string {
	if s.Pattern != nil && len(s.Fields) == 0 {
		c.report(badName, path, c.labelPos(f.Value), "%s: %s is no name for it: want %s", path, shorten(strconv.Quote(f.name)), s.Pattern.KeyWant)
		return ""
	}
	meant := suggest.Name(f.name, s.names)
	if meant != "" {
		c.report(unknownField, decode.Join(path, f.name), c.labelPos(f.Value), "unknown field %s%s: did you mean %q?", shorten(strconv.Quote(f.name)), s.in(path), meant)
	}
	return meant
}

// reportUnlike reports the fields of a struct that are in no definition and like
// none: several most likely stand in the wrong struct.
func (c *checker) reportUnlike(s *Shape, path string, fields []named) {
	if len(fields) == 0 {
		return
	}
	var names []string
	var places []model.Pos
	for _, f := range fields {
		names, places = append(names, shorten(strconv.Quote(f.name))), append(places, c.labelPos(f.Value))
	}
	plural := ""
	if len(names) > 1 {
		plural = "s"
	}
	if most := 5; len(names) > most {
		names = append(names[:most], fmt.Sprintf("%d more", len(names)-most))
	}
	c.report(unknownField, decode.Join(path, fmt.Sprint(names)), places[0], "unknown field%s %s%s: allowed are %s", plural, andList(names), s.in(path), strings.Join(s.names, ", "))
	c.found[len(c.found)-1].Related = places[1:]
}

// in says in what an unknown field stands.
func (s *Shape) in(path string) string {
	if path == "" {
		return ""
	}
	if s.of != "" {
		return fmt.Sprintf(" in %s of the kind %q", path, s.of)
	}
	return " in " + path
}
