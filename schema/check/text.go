package check

import (
	"cmp"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/plaintext"
	"github.com/xgen-build/xgen/schema/rule"
)

// ControlCharacter is also the rule of the bytes of a file as a whole.
var ControlCharacter = rule.Error("control-character", "what a reader cannot see changes how the rest is shown, or drives a terminal")

var evaluated = rule.Error("evaluated", "the text would not stand for itself where it goes: something else than its reader would evaluate it")

// checkText reports a string that holds more than plain text, however it came
// about: written, escaped, interpolated, decoded. ok is false where it does.
func (c *checker) checkText(s *Shape, v cue.Value, path string) (ok bool) {
	text, err := v.String()
	if err != nil {
		return true
	}
	hidden := plaintext.Line
	if s.Lines {
		hidden = plaintext.Text
	}
	return c.checkCharacters(hidden, text, v, path) && c.checkContext(s, text, v, path)
}

// checkContext reports a text that something else than its reader would evaluate.
func (c *checker) checkContext(s *Shape, text string, v cue.Value, path string) (ok bool) {
	if s.Text == "" {
		return true
	}
	why := plaintext.Contexts[s.Text].Why(text)
	if why != "" {
		c.report(evaluated, path, c.valuePos(v), "%s is %s: %s", path, show(v), why)
	}
	return why == ""
}

// checkCharacters reports the first character of a text that hidden refuses.
func (c *checker) checkCharacters(hidden func(string) (rune, string), text string, v cue.Value, path string) (ok bool) {
	r, what := hidden(text)
	if what != "" {
		c.report(ControlCharacter, path, c.valuePos(v), "%s holds the %s %U: write plain text", cmp.Or(path, "a name"), what, r)
	}
	return what == ""
}
