package check

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var (
	missingField = rule.Error("missing-field", "a build needs the field, and no default would be right for every project")
	noTargets    = rule.Error("no-targets", "a project without a target builds nothing")
)

// checkRequired notes the fields that a struct must have and does not; there are
// those that are written or that a misspelled one was meant for.
func (c *checker) checkRequired(s *Shape, v cue.Value, path string, there map[string]bool) {
	var names, wants []string
	for _, name := range s.names {
		if s.Fields[name].Required && !there[name] && !c.isMeant(decode.Join(path, name)) {
			names = append(names, name)
			wants = append(wants, wanted(v, path, name, s.Fields[name]))
		}
	}
	switch {
	case path == "targets" && len(there) == 0:
		c.report(noTargets, path, c.valuePos(v), "targets is empty: want %s", s.Want)
	case path == "" || len(names) == 1:
		for i, name := range names {
			c.addMissing(decode.Join(path, name), "is missing", wants[i], v)
		}
	case len(names) > 1:
		for i, name := range names {
			wants[i] = name + ": " + wants[i]
		}
		c.addMissing(path, "lacks "+andList(names), strings.Join(wants, "; "), v)
	}
}

func (c *checker) addMissing(path, what, want string, v cue.Value) {
	pos := c.orAround(c.valuePos(v))
	for i, m := range c.missing {
		if m.what == what && m.want == want && fieldName(m.path) == fieldName(path) && path != fieldName(path) {
			c.missing[i].places = append(m.places, pos)
			return
		}
	}
	c.missing = append(c.missing, missingFields{path, what, want, []model.Pos{pos}})
}

// reportMissing reports what checkRequired has noted.
func (c *checker) reportMissing() {
	for _, m := range c.missing {
		also := ""
		if n := len(m.places); n > 1 {
			also = fmt.Sprintf(" (so it is at %s)", m.places[1])
			if n > 2 {
				also = fmt.Sprintf(" (so it is at %s, and %d more)", m.places[1], n-2)
			}
		}
		c.report(missingField, m.path, m.places[0], "%s %s%s: %s", m.path, m.what, also, m.want)
		c.found[len(c.found)-1].Related = m.places[1:]
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
