package check

import (
	"strings"

	"cuelang.org/go/cue"
)

// The attributes of the definitions that a message is made from.
const (
	wantAttribute  = "want"  // what a value must be: @want("a list of names")
	textAttribute  = "text"  // what would be evaluated in it: a key of plaintext.Contexts
	mostAttribute  = "most"  // the bytes of all strings below
	linesAttribute = "lines" // it may be several lines
)

func hasAttribute(v cue.Value, name string) bool {
	a := v.Attribute(name)
	return a.Err() == nil
}

func stringAttribute(v cue.Value, name string) string {
	a := v.Attribute(name)
	s, _ := a.String(0)
	return s
}

func intAttribute(v cue.Value, name string) int64 {
	a := v.Attribute(name)
	n, _ := a.Int(0)
	return n
}

// docOf returns the comment above a field, in one line.
func docOf(v cue.Value) string {
	var text []string
	for _, group := range v.Doc() {
		text = append(text, strings.Fields(group.Text())...)
	}
	return strings.Join(text, " ")
}
