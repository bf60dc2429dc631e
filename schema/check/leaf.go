package check

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
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
		c.report(wrongType, path, c.valuePos(v), "the file holds %s: want fields (%s)", show(v), strings.Join(s.names, ", "))
		return
	}
	if v.IncompleteKind() == cue.BottomKind {
		c.reportIncomplete(s, v, path)
		return
	}
	if text, err := v.Bytes(); v.Kind() == cue.BytesKind && err == nil && s.kinds()&cue.BytesKind == 0 {
		c.report(wrongType, path, c.valuePos(v), "%s is in single quotes, which make bytes and no text: write %q", path, text)
		return
	}
	if s.kinds()&v.IncompleteKind() == 0 {
		c.report(wrongType, path, c.valuePos(v), "%s is %s: want %s", path, show(v), s.Want)
		return
	}
	if s.isStruct() {
		c.checkUnsaid(s, v, path)
		return
	}
	if !c.checkConcrete(s, v, path) || !c.checkText(s, v, path) {
		return
	}
	str, _ := v.String()
	if s.allows(str, v) && c.isAmong(s, str) {
		c.checkLength(s, str, v, path)
		return
	}
	c.report(wrongValue, path, c.valuePos(v), "%s is %s: %s", path, show(v), s.instead(str))
}

// instead says why a text is refused, where there is a reason, and what to write.
func (s *Shape) instead(str string) string {
	want := "want " + s.Want + s.suggestion(str)
	if r := s.Refusal(str); r != nil {
		return r.Why + ": " + cmp.Or(r.Instead, want)
	}
	return want
}

// isAmong reports whether a string is one of those that its field is held to, or
// stands beside the field that frees it.
func (c *checker) isAmong(s *Shape, str string) bool {
	if s.Among == nil || slices.Contains(s.Among, str) {
		return true
	}
	beside := c.around[len(c.around)-2]
	return beside.LookupPath(cue.MakePath(cue.Str(s.Unless))).Exists()
}

// checkUnsaid reports a value that stands for a struct and could be anything: what
// the struct must have is missing, and one that must have nothing is left out.
func (c *checker) checkUnsaid(s *Shape, v cue.Value, path string) {
	noted := len(c.missing)
	c.checkRequired(s, v, path, nil)
	if len(c.missing) == noted && len(c.found) == 0 {
		c.report(notConcrete, path, c.valuePos(v), "%s is %s, which can be anything: remove it, or write fields (%s)", path, show(v), strings.Join(s.names, ", "))
	}
}

// allows reports whether a concrete value of its kind, str where it is a string,
// is one that the shape describes.
func (s *Shape) allows(str string, v cue.Value) bool {
	switch v.Kind() {
	case cue.StringKind:
		return s.AllowsText(str)
	case cue.IntKind:
		n, err := v.Int64()
		if s.Words != nil {
			return err == nil && slices.Contains(s.Words, strconv.FormatInt(n, 10))
		}
		return err == nil && *s.Min <= n && n <= *s.Max
	}
	return v.Kind() == cue.BoolKind
}

// suggestion asks after the words that somebody may have had in mind; of triples
// some are shorter elsewhere, and some have a vendor of their own.
func (s *Shape) suggestion(str string) string {
	if r := s.Refusal(str); r != nil && r.Instead != "" {
		return ""
	}
	words := slices.Concat(s.Words, s.Among)
	if s.Unless != "" && !suggest.OwnVendor(str) {
		if text := tripleSuggestion(str, words); text != "" {
			return text
		}
	}
	if s.Unless != "" {
		words = suggest.SameDigits(str, words)
	}
	if name := suggest.Name(str, words); name != "" {
		return fmt.Sprintf(" (did you mean %q?)", name)
	}
	if s.Refusal(str) != nil {
		return ""
	}
	own := ""
	if s.Unless != "" && suggest.OwnVendor(str) {
		own = fmt.Sprintf(", or %s: %q beside it, a target specification of rustc's", s.Unless, str+".json")
	}
	var similar []string
	for _, triple := range suggest.Triples(str, words) {
		similar = append(similar, fmt.Sprintf("%q", triple))
	}
	if len(similar) == 0 {
		return own
	}
	return fmt.Sprintf("%s (did you mean %s?)", own, orList(similar))
}
