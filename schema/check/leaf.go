package check

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var (
	wrongType  = rule.Error("wrong-type", "the field holds another kind of value than the definitions have for it")
	wrongValue = rule.Error("wrong-value", "the value is of the right kind and not one that the definitions allow")
)

// checkLeaf reports what is wrong with a value that has no parts.
func (c *checker) checkLeaf(s *Shape, v cue.Value, path string) {
	if path == "" {
		c.report(wrongType, path, c.valuePos(v), "the file holds %s: want fields (%s)", show(v), strings.Join(sortedFields(s), ", "))
		return
	}
	if v.IncompleteKind() == cue.BottomKind {
		c.reportIncomplete(s, v, path)
		return
	}
	if s.kind&v.IncompleteKind() == 0 {
		c.report(wrongType, path, c.valuePos(v), "%s is %s: want %s", path, show(v), s.want)
		return
	}
	if s.isStruct() || !c.checkConcrete(s, v, path) || !c.checkText(s, v, path) {
		return
	}
	str, _ := v.String()
	if s.allows(str, v) {
		c.checkLength(s, str, v, path)
		return
	}
	because := s.Reason(str)
	if because != "" {
		because += ": "
	}
	c.report(wrongValue, path, c.valuePos(v), "%s is %s: %swant %s%s", path, show(v), because, s.want, s.suggestion(str))
}

// allows reports whether a concrete value of its kind, str where it is a string,
// is one that the shape describes. To look a word up or to match a regular
// expression costs much less than to have CUE unify the two.
func (s *Shape) allows(str string, v cue.Value) bool {
	switch {
	case s.kind == cue.StringKind && s.words != nil:
		return slices.Contains(s.words, str)
	case s.kind == cue.StringKind && s.fits != nil:
		return s.fits(str)
	}
	return s.value.Unify(v).Validate(cue.Concrete(true)) == nil
}

// suggestion asks after the words that somebody may have had in mind; of triples
// some are shorter elsewhere.
func (s *Shape) suggestion(str string) string {
	if name := suggest.Name(str, s.words); name != "" {
		return fmt.Sprintf(" (did you mean %q?)", name)
	}
	if s.Reason(str) != "" {
		return ""
	}
	var similar []string
	for _, triple := range suggest.Triples(str, s.words) {
		similar = append(similar, fmt.Sprintf("%q", triple))
	}
	if len(similar) == 0 {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", orList(similar))
}
