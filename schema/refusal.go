package schema

import (
	"regexp"

	"cuelang.org/go/cue"
)

// refusal is a kind of values that are wrong for a reason of their own.
type refusal struct {
	match *regexp.Regexp
	why   string
}

// refusals reads the list that a field's @refused names.
func (u *unfolder) refusals(v cue.Value) (out []refusal) {
	a := v.Attribute("refused")
	name, err := a.String(0)
	if err != nil {
		return nil
	}
	it, err := u.root.LookupPath(cue.ParsePath(name)).List()
	for err == nil && it.Next() {
		match, _ := it.Value().LookupPath(cue.ParsePath("match")).String()
		why, _ := it.Value().LookupPath(cue.ParsePath("why")).String()
		out = append(out, refusal{regexp.MustCompile(match), why})
	}
	return out
}

// because gives the reason against a value, for a message; "" where none is known.
func (s *shape) because(text string) string {
	for _, r := range s.refused {
		if r.match.MatchString(text) {
			return r.why + ": "
		}
	}
	return ""
}
