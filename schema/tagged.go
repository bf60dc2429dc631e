package schema

import (
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
)

// tagOf names the field that tells the structs of a disjunction apart: one that
// all of them require, with a string of its own in each. "" where there is none.
func tagOf(args []cue.Value) string {
	const name = "kind"
	seen := map[string]bool{}
	for _, a := range args {
		of, err := a.LookupPath(cue.MakePath(cue.Str(name).Required())).String()
		if err != nil || seen[of] {
			return ""
		}
		seen[of] = true
	}
	return name
}

// merge gives a disjunction of tagged structs the fields of all its arms, for a
// value whose tag is missing or wrong: that is then its only mistake.
func (u *unfolder) merge(s *shape, tag string) {
	if tag == "" {
		return
	}
	s.tag, s.fields = tag, map[string]*field{}
	var words []string
	for _, a := range s.arms {
		a.of, _ = a.fields[tag].value.String()
		words = append(words, strconv.Quote(a.of))
		for name, f := range a.fields {
			if s.fields[name] == nil {
				ofSome := *f
				ofSome.required = false
				s.fields[name] = &ofSome
			}
		}
	}
	tags := cuecontext.New().CompileString(strings.Join(words, " | "))
	s.fields[tag] = &field{shape: u.unfold(tags), required: true}
}

// only says in which arms a field stands, "" where in all.
func (s *shape) only(name string) string {
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
