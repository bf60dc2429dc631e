package schema

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/model"
)

// ownErrors reports what is wrong before any definition is asked: conflicting
// values, references to nothing, cycles.
func (c *checker) ownErrors(v cue.Value) {
	all := errors.Errors(v.Validate(cue.Concrete(false)))
	c.shared = c.sharedPlaces(all)
	for _, e := range all {
		path := pathText(e.Path())
		switch {
		case path != "" && c.bad[path] || c.follows(all, e):
			continue
		case notAllowed(e):
			c.shut = append(c.shut, refused{e.Path(), c.places(e)})
			continue
		}
		c.bad[path] = true
		if d := c.describe(e, all); !slices.ContainsFunc(c.found, func(f model.Diagnostic) bool { return f.Pos == d.Pos && d.Pos.IsValid() }) {
			c.add(d)
		}
	}
}

// follows reports whether an error only repeats another: lists of different
// length conflict in their elements, a choice in each of its arms, a struct and
// a word in all that the struct holds.
func (c *checker) follows(all []errors.Error, e errors.Error) bool {
	path := pathText(e.Path())
	return slices.ContainsFunc(all, func(other errors.Error) bool {
		of := pathText(other.Path())
		return isChoice(other) && !isChoice(e) && (of == path || within(path, of)) ||
			within(path, of) && of != "" && (isConflict(other) || notAllowed(other))
	})
}

// sharedPlaces are those that several conflicts have in common: what a template
// says is then what is wrong, and not what each row says.
func (c *checker) sharedPlaces(all []errors.Error) map[model.Pos]bool {
	seen, shared := map[model.Pos]string{}, map[model.Pos]bool{}
	for _, e := range all {
		if !strings.Contains(messageOf(e), "mismatched types") {
			continue
		}
		path := pathText(e.Path())
		for _, pos := range c.places(e) {
			shared[pos] = shared[pos] || seen[pos] != "" && seen[pos] != path
			seen[pos] = path
		}
	}
	return shared
}

func isChoice(e errors.Error) bool { return strings.Contains(messageOf(e), "in empty disjunction") }

func isConflict(e errors.Error) bool {
	msg := messageOf(e)
	return strings.Contains(msg, "conflicting values") || strings.Contains(msg, "incompatible list lengths")
}

// describe says an error of CUE's own with the user's words and places. Of a
// choice, the conflicts of its arms are among all.
func (c *checker) describe(e errors.Error, all []errors.Error) model.Diagnostic {
	path := pathText(e.Path())
	places := c.places(e)
	d := model.Diagnostic{Severity: model.Error, Rule: "invalid-cue", Message: plainWords(messageOf(e)), Of: fieldName(path)}
	if isChoice(e) {
		d.Message, places = c.noChoice(e, all)
	}
	if len(places) == 0 {
		places = c.placeOf(e.Path())
	}
	also := ""
	if len(places) > 0 {
		d.Pos = places[0]
	}
	if len(places) > 1 {
		also = fmt.Sprintf(" (also at %s)", places[1])
		d.Related = places[1:]
	}
	switch {
	case isChoice(e):
		d.Rule = "conflict"
	case isConflict(e) && (len(places) > 1 || strings.Contains(d.Message, "list lengths")):
		d.Rule = "conflict"
		d.Message = fmt.Sprintf("%s is set twice: %s%s", path, d.Message, also)
	case strings.HasPrefix(d.Message, "reference "), path == "":
	default:
		d.Message = path + ": " + d.Message
	}
	return d
}

// noChoice says of a value that fits none of the choices which the file itself
// leaves what it is and what they are, and where.
func (c *checker) noChoice(e errors.Error, all []errors.Error) (string, []model.Pos) {
	path := pathText(e.Path())
	var words [][]string
	var places []model.Pos
	for _, arm := range all {
		at := pathText(arm.Path())
		if !isConflict(arm) || at != pathText(e.Path()) && !within(at, pathText(e.Path())) {
			continue
		}
		path, words = at, append(words, conflicting(arm))
		for _, pos := range c.places(arm) {
			if !slices.Contains(places, pos) {
				places = append(places, pos)
			}
		}
	}
	value, choices := common(words)
	if value == "" {
		return path + " fits none of the choices that the file itself leaves for it: write one of them", places
	}
	return fmt.Sprintf("%s is %s: the file itself allows %s there%s", path, value, orList(choices), other(places)), places
}

func other(places []model.Pos) string {
	if len(places) < 2 {
		return ""
	}
	return fmt.Sprintf(" (%s)", places[len(places)-1])
}

// conflicting are the two values of a conflict as CUE writes them.
func conflicting(e errors.Error) []string {
	_, args := e.Msg()
	if len(args) < 2 {
		return nil
	}
	return []string{fmt.Sprint(args[0]), fmt.Sprint(args[1])}
}

// common returns the value that is in each of some conflicts, and those that
// it conflicts with.
func common(conflicts [][]string) (value string, others []string) {
	for _, one := range conflicts {
		for _, v := range one {
			in := func(pair []string) bool { return slices.Contains(pair, v) }
			switch {
			case !slices.ContainsFunc(conflicts, func(pair []string) bool { return !in(pair) }):
				value = v
			case !slices.Contains(others, v):
				others = append(others, v)
			}
		}
	}
	if len(conflicts) < 2 || len(others) == 0 {
		return "", nil
	}
	slices.Sort(others)
	return value, others
}
