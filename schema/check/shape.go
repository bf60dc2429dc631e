package check

import (
	"slices"
	"strings"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/decode"
)

// Shape is a definition unfolded for walking beside the user's value. CUE's own
// unification reports one enum typo as ten errors and hides missing fields
// behind it; the walk reports one message a mistake, and all of them.
type Shape struct {
	*Body
	Definition string     `json:"definition,omitempty"` // the name of the one whose body it has, "" where it has its own
	Want       string     `json:"want,omitempty"`       // what to write instead, for a message
	Doc        string     `json:"doc,omitempty"`        // the comment above it, for the reference
	Lines      bool       `json:"lines,omitempty"`      // a string that may be several lines
	Text       string     `json:"text,omitempty"`       // the rule of package plaintext for what would be evaluated
	Most       int64      `json:"most,omitempty"`       // bytes of all strings below
	Refused    []*Refusal `json:"refused,omitempty"`    // what is wrong by its kind, with the reason
	Among      []string   `json:"among,omitempty"`      // the words that a string must be one of …
	Unless     string     `json:"unless,omitempty"`     // … where its struct does not have this field

	of string // of an arm: the tag's value
}

// Body is what a value must be.
type Body struct {
	Kind    Kind              `json:"kind"`
	Fields  map[string]*Field `json:"fields,omitempty"`  // of a struct, by name
	Pattern *Pattern          `json:"pattern,omitempty"` // of a struct whose keys are the user's own
	Elem    *Shape            `json:"elem,omitempty"`    // of a list
	Arms    []*Shape          `json:"arms,omitempty"`    // of a disjunction of kinds, or of structs told apart by a field
	Tag     string            `json:"tag,omitempty"`     // that field; Fields are then those of all arms
	Words   []string          `json:"words,omitempty"`   // of an enumeration, as they are written without quotes
	Match   []*Match          `json:"match,omitempty"`   // of a string
	Min     *int64            `json:"min,omitempty"`     // of a number, as Max
	Max     *int64            `json:"max,omitempty"`

	names []string // of Fields, sorted
}

// Field is a field of a struct.
type Field struct {
	*Shape
	Required bool `json:"required,omitempty"`
}

// Pattern is what the fields of a struct are whose names the user chooses.
type Pattern struct {
	*Shape
	Key     []*Match `json:"key"`
	KeyWant string   `json:"keyWant"` // what a name must look like, for a message
}

// Find returns the shape of a field of the user's, nil where there is none.
func (s *Shape) Find(name string) *Shape {
	if f := s.Fields[name]; f != nil {
		return f.Shape
	}
	if s.Pattern != nil && allow(s.Pattern.Key, name) {
		return s.Pattern.Shape
	}
	return nil
}

// AllowsText reports whether a string is one of those that the shape describes.
func (s *Shape) AllowsText(text string) bool {
	if s.Words != nil {
		return slices.Contains(s.Words, text)
	}
	return s.kinds()&cue.StringKind != 0 && allow(s.Match, text)
}

// Refusal returns the kind of values that a text is one of, nil where the definitions
// have no reason of its own to refuse it.
func (s *Shape) Refusal(text string) *Refusal {
	for _, r := range s.Refused {
		if r.Allows(text) {
			return r
		}
	}
	return nil
}

func (s *Shape) kinds() cue.Kind { return cue.Kind(s.Kind) }

// arm chooses the arm of a disjunction that a value is meant for: the one of
// its kind, or of its tag.
func (s *Shape) arm(v cue.Value) *Shape {
	of := ""
	if s.Tag != "" {
		of, _ = v.LookupPath(cue.MakePath(cue.Str(s.Tag))).String()
	}
	for _, a := range s.Arms {
		if a.of == of && a.kinds()&v.IncompleteKind() != 0 && !s.isOfAnother(a, v) {
			return a
		}
	}
	return s
}

// isOfAnother reports whether a value without a tag is not meant for the arm that has
// none: it has a tag that is no text, or a field that only tagged arms have.
func (s *Shape) isOfAnother(arm *Shape, v cue.Value) bool {
	if s.Tag == "" || arm.of != "" {
		return false
	}
	for f := range fieldsOf(v) {
		if arm.Fields[f.name] == nil && s.Fields[f.name] != nil {
			return true
		}
	}
	return false
}

// mayLackTag reports whether one arm of a disjunction has no tag.
func (s *Shape) mayLackTag() bool {
	return slices.ContainsFunc(s.Arms, func(a *Shape) bool { return a.of == "" })
}

func (s *Shape) isStruct() bool { return s.Fields != nil || s.Pattern != nil }

// isTop reports whether every value is allowed.
func (s *Shape) isTop() bool { return s.kinds() == cue.TopKind }

// has reports whether the definitions have a field at a path.
func (s *Shape) has(path []string) bool {
	if len(path) == 0 || s.isTop() {
		return true
	}
	for _, arm := range append(slices.Clip(s.Arms), s) {
		if below := arm.Find(path[0]); below != nil && below.has(path[1:]) {
			return true
		}
		if index := strings.HasPrefix(path[0], "["); index && arm.Elem != nil && arm.Elem.has(path[1:]) {
			return true
		}
	}
	return false
}

// only says of which kinds a field is, "" where it is of all.
func (s *Shape) only(name string) string {
	var in []string
	for _, a := range s.Arms {
		if a.Fields[name] != nil {
			in = append(in, a.of)
		}
	}
	if len(in) == len(s.Arms) || name == s.Tag {
		return ""
	}
	in = slices.DeleteFunc(in, func(of string) bool { return of == "" })
	return "Of the kind " + orList(in) + ". "
}

// pathOf is decode.Path of each label alone.
func pathOf(labels []string) (out []string) {
	for _, label := range labels {
		out = append(out, decode.Path([]string{label}))
	}
	return out
}
