package check

import (
	"regexp"

	"cuelang.org/go/cue"
)

// refusal is a kind of values that are wrong for a reason of their own.
type refusal struct {
	match string // a regular expression
	why   string
}

// refusals reads the list that a field's @refused names.
func refusals(root, v cue.Value) (out []refusal) {
	a := v.Attribute("refused")
	name, err := a.String(0)
	if err != nil {
		return nil
	}
	it, err := root.LookupPath(cue.ParsePath(name)).List()
	for err == nil && it.Next() {
		match, _ := it.Value().LookupPath(cue.ParsePath("match")).String()
		why, _ := it.Value().LookupPath(cue.ParsePath("why")).String()
		out = append(out, refusal{match, why})
	}
	return out
}

// reason returns the one against a value, "" where none is known.
func reason(list []refusal, text string) string {
	for _, r := range list {
		if regexp.MustCompile(r.match).MatchString(text) {
			return r.why
		}
	}
	return ""
}
