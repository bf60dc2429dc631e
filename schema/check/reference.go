package check

import (
	"strings"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// Documented is one field of a definition, for the reference.
type Documented struct {
	Path     string // "targets.<name>.rust.std"
	Required bool
	Want     string
	Doc      string
}

// List returns every field below a shape, by path.
func (s *Shape) List() []Documented { return s.list("", nil) }

func (s *Shape) list(path string, out []Documented) []Documented {
	for _, name := range s.names {
		f := s.Fields[name]
		below := decode.Join(path, input.Label(name))
		out = append(out, Documented{Path: below, Required: f.Required && !(name == s.Tag && s.mayLackTag()), Want: f.wantInFull(), Doc: strings.TrimSpace(s.only(name) + f.Doc)})
		out = f.list(below, out)
	}
	if s.Pattern != nil {
		out = s.Pattern.list(decode.Join(path, "<name>"), out)
	}
	for _, a := range s.Arms {
		if s.Tag == "" {
			out = a.list(path, out)
		}
	}
	if s.Elem != nil {
		out = s.Elem.list(path+"[]", out)
	}
	return out
}

// wantInFull says what a value must be, and what its context asks for.
func (s *Shape) wantInFull() string {
	if s.Text == "" {
		return s.Want
	}
	return s.Want + ", " + plaintext.Contexts[s.Text].Want
}
