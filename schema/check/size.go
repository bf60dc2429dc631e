package check

import (
	"cmp"
	"unicode/utf8"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/plaintext"
	"github.com/xgen-build/xgen/schema/rule"
)

var tooLong = rule.Error("too-long", "BuildKit and the kernel bound the length of a line and of a command, and what is longer would be cut or refused in the middle of a build")

// checkLength reports a string that has too many characters.
func (c *checker) checkLength(s *Shape, text string, v cue.Value, path string) {
	most := plaintext.MostInLine
	if s.Lines {
		most = plaintext.MostInText
	}
	if n := utf8.RuneCountInString(text); n > most {
		c.report(tooLong, path, c.valuePos(v), "%s has %d characters: at most %d are allowed", path, n, most)
	}
}

// checkSize reports a list or a struct that holds more text than one command takes.
func (c *checker) checkSize(s *Shape, v cue.Value, path string) {
	most := s.Most
	if s.Elem != nil {
		most = cmp.Or(most, plaintext.MostInList)
	}
	if most == 0 {
		return
	}
	if n := sizeOf(v); n > most {
		c.report(tooLong, path, c.valuePos(v), "%s holds %d bytes of text in all: at most %d are allowed, so that they fit into one command", path, n, most)
	}
}

// sizeOf counts the bytes of all strings and names in v, each with its quotes.
func sizeOf(v cue.Value) (n int64) {
	switch v.IncompleteKind() {
	case cue.StringKind:
		text, _ := v.String()
		return int64(len(text)) + 2
	case cue.StructKind:
		for f := range fieldsOf(v) {
			n += int64(len(f.name)) + 2 + sizeOf(f.Value)
		}
	case cue.ListKind:
		it, err := v.List()
		for err == nil && it.Next() {
			n += sizeOf(it.Value())
		}
	}
	return n
}
