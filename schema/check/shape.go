package check

import (
	"maps"
	"slices"
	"strings"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/decode"
)

// Shape is a definition unfolded for walking beside the user's value. CUE's own
// unification reports one enum typo as ten errors and hides missing fields
// behind it; the walk reports one message a mistake, and all of them.
type Shape struct {
	value    cue.Value         // the zero value for a tag
	kind     cue.Kind          // or kinds, that a value may have
	want     string            // what to write instead, for a message
	doc      string            // the comment above it, for the reference
	fields   map[string]*field // by name, for structs
	patterns []*pattern        // for structs keyed by the user's own names
	elem     *Shape            // of a list
	lines    bool              // a string that may be several lines
	text     string            // the rule of package plaintext for what would be evaluated
	most     int64             // bytes of all strings below
	arms     []*Shape          // of a disjunction of kinds, or of structs told apart by a field
	tag      string            // that field; fields are then those of all arms
	of       string            // of an arm: the tag's value
	words    []string          // of an enumeration, as they are written without quotes
	fits     matcher           // of a string that only regular expressions constrain
	refused  []refusal         // what is wrong by its kind, with the reason
}

type field struct {
	*Shape
	required bool
}

type pattern struct {
	*Shape
	key     matcher
	keyWant string // what a key must look like
}

// Find returns the shape of a field of the user's, nil where there is none.
func (s *Shape) Find(name string) *Shape {
	if f := s.fields[name]; f != nil {
		return f.Shape
	}
	for _, p := range s.patterns {
		if p.key(name) {
			return p.Shape
		}
	}
	return nil
}

// Reason returns why a value of a known kind is refused, "" where the definitions
// have no reason for it.
func (s *Shape) Reason(text string) string { return reason(s.refused, text) }

// arm chooses the arm of a disjunction that a value is meant for: the one of
// its kind, or of its tag.
func (s *Shape) arm(v cue.Value) *Shape {
	of := ""
	if s.tag != "" {
		of, _ = v.LookupPath(cue.MakePath(cue.Str(s.tag))).String()
	}
	for _, a := range s.arms {
		if a.of == of && a.kind&v.IncompleteKind() != 0 {
			return a
		}
	}
	return s
}

func (s *Shape) isStruct() bool { return s.fields != nil }

// isTop reports whether every value is allowed.
func (s *Shape) isTop() bool {
	return s.kind == cue.TopKind && len(s.arms) == 0
}

// has reports whether the definitions have a field at a path.
func (s *Shape) has(path []string) bool {
	if len(path) == 0 || s.isTop() {
		return true
	}
	for _, arm := range append(s.arms, s) {
		if below := arm.Find(path[0]); below != nil && below.has(path[1:]) {
			return true
		}
		if index := strings.HasPrefix(path[0], "["); index && arm.elem != nil && arm.elem.has(path[1:]) {
			return true
		}
	}
	return false
}

// only says of which kinds a field is, "" where it is of all.
func (s *Shape) only(name string) string {
	var in []string
	for _, a := range s.arms {
		if a.fields[name] != nil {
			in = append(in, a.of)
		}
	}
	if len(in) == len(s.arms) {
		return ""
	}
	return "Of the kind " + orList(in) + ". "
}

func sortedFields(s *Shape) []string { return slices.Sorted(maps.Keys(s.fields)) }

// pathOf is decode.Path of each label alone.
func pathOf(labels []string) (out []string) {
	for _, label := range labels {
		out = append(out, decode.Path([]string{label}))
	}
	return out
}
