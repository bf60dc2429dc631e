package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/nearest"
	"github.com/xgen-build/xgen/schema/plaintext"
)

func (c *checker) leaf(s *shape, v cue.Value, path string) {
	if path == "" {
		c.report("wrong-type", path, c.valuePos(v), "the file holds %s: want fields (%s)", show(v), strings.Join(sortedFields(s), ", "))
		return
	}
	if v.IncompleteKind() == cue.BottomKind {
		c.indefinite(s, v, path)
		return
	}
	if s.value.IncompleteKind()&v.IncompleteKind() == 0 {
		c.report("wrong-type", path, c.valuePos(v), "%s is %s: want %s", path, show(v), s.want)
		return
	}
	if s.isStruct() || !c.concrete(s, v, path) || !c.plain(s, v, path) {
		return
	}
	str, _ := v.String()
	if s.allows(str, v) {
		c.short(s, str, v, path)
		return
	}
	msg := fmt.Sprintf("%s is %s: %swant %s", path, show(v), s.because(str), s.want)
	msg += s.meant(str)
	c.report("wrong-value", path, c.valuePos(v), "%s", msg)
}

// meant asks after the words that somebody may have had in mind; of triples some
// are shorter elsewhere.
func (s *shape) meant(str string) string {
	if near := nearest.Name(str, s.words); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	if s.because(str) != "" {
		return ""
	}
	var near []string
	for _, triple := range nearest.Triples(str, s.words) {
		near = append(near, fmt.Sprintf("%q", triple))
	}
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", orList(near))
}

// allows reports whether a concrete value, str where it is a string, is one
// that the shape describes. To look a word up costs much less than to have CUE
// try every arm of the disjunction.
func (s *shape) allows(str string, v cue.Value) bool {
	if str != "" && slices.Contains(s.words, str) {
		return true
	}
	return s.value.Unify(v).Validate(cue.Concrete(true)) == nil
}

// concrete reports a value that nobody can build with: `string`, `>3`.
func (c *checker) concrete(s *shape, v cue.Value, path string) bool {
	if v.Validate(cue.Concrete(true)) == nil {
		return true
	}
	c.report("not-concrete", path, c.valuePos(v), "%s has no definite value (%s): want %s", path, show(v), s.want)
	return false
}

// indefinite reports a value that CUE cannot work out.
func (c *checker) indefinite(s *shape, v cue.Value, path string) {
	all := errors.Errors(v.Validate(cue.Concrete(true)))
	if len(all) == 0 {
		all = errors.Errors(v.Err())
	}
	if len(all) == 0 || c.bad[pathText(all[0].Path())] || notAllowed(all[0]) {
		return // or it refers to what has been reported
	}
	pos := c.valuePos(v)
	if places := c.places(all[0]); len(places) > 0 && (path == "" || !pos.IsValid()) {
		pos = places[0]
	}
	what, want := path, s.want
	if path == "" {
		what, want = "the file", "each value that it depends on"
	}
	c.report("not-concrete", path, pos, "%s has no definite value (%s): want %s", what, plainWords(messageOf(all[0])), want)
}

// plain reports a string that holds more than plain text, however it came
// about: written, escaped, interpolated, decoded.
func (c *checker) plain(s *shape, v cue.Value, path string) bool {
	text, err := v.String()
	if err != nil {
		return true
	}
	rule := plaintext.Line
	if s.lines {
		rule = plaintext.Text
	}
	return !c.hiddenIn(rule, text, v, path) && !c.evaluated(s, text, v, path)
}

// evaluated reports a text that something else than its reader would take for its own.
func (c *checker) evaluated(s *shape, text string, v cue.Value, path string) bool {
	if s.text == "" {
		return false
	}
	why := plaintext.Contexts[s.text].Why(text)
	if why != "" {
		c.report("evaluated", path, c.valuePos(v), "%s is %s: %s", path, show(v), why)
	}
	return why != ""
}

func (c *checker) hiddenIn(rule func(string) (rune, string), text string, v cue.Value, path string) bool {
	r, what := rule(text)
	if what != "" {
		c.report("control-character", path, c.valuePos(v), "%s holds the %s %U: write plain text", cmp.Or(path, "a name"), what, r)
	}
	return what != ""
}
