package check

import (
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// Field is one field of a definition, for the reference.
type Field struct {
	Path     string // "targets.<name>.rust.std"
	Required bool
	Want     string
	Doc      string
}

// Fields lists every field below a shape, by path.
func (s *Shape) Fields() []Field { return s.list("", nil) }

func (s *Shape) list(path string, out []Field) []Field {
	for _, name := range sortedFields(s) {
		f := s.fields[name]
		below := decode.Join(path, label(name))
		out = append(out, Field{Path: below, Required: f.required, Want: f.wantInFull(), Doc: strings.TrimSpace(s.only(name) + f.doc)})
		out = f.list(below, out)
	}
	for _, p := range s.patterns {
		out = p.list(decode.Join(path, "<name>"), out)
	}
	for _, a := range s.arms {
		if s.tag == "" {
			out = a.list(path, out)
		}
	}
	if s.elem != nil {
		out = s.elem.list(path+"[]", out)
	}
	return out
}

// wantInFull says what a value must be, and what its context asks for.
func (s *Shape) wantInFull() string {
	if s.text == "" {
		return s.want
	}
	return s.want + ", " + plaintext.Contexts[s.text].Want
}

// label is a field's name as CUE wants it written: a hyphen needs quotes.
func label(name string) string {
	if strings.Contains(name, "-") {
		return strconv.Quote(name)
	}
	return name
}
