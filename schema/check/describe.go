package check

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var conflict = rule.Error("conflict", "one value is set twice to different things, and nothing says which is right")

// describe returns an error of CUE's own in the user's words and with the user's
// places. Of a disjunction, the conflicts of its arms are among all.
func (c *checker) describe(e errors.Error, all []errors.Error) model.Diagnostic {
	path := decode.Path(e.Path())
	places := c.places(e)
	r, message := decode.InvalidCUE, plainWords(messageOf(e))
	if isEmptyDisjunction(e) {
		message, places = c.describeDisjunction(e, all)
	}
	if len(places) == 0 {
		places = c.placeOf(e.Path())
	}
	also := ""
	if len(places) > 1 {
		also = fmt.Sprintf(" (also at %s)", places[1])
	}
	switch {
	case isEmptyDisjunction(e):
		r = conflict
	case isConflict(e) && (len(places) > 1 || strings.Contains(message, "list lengths")):
		r, message = conflict, fmt.Sprintf("%s is set twice: %s%s", path, message, also)
	case strings.HasPrefix(message, "reference "), path == "":
	default:
		message = path + ": " + message
	}
	d := r.At(model.Pos{}, "%s", message)
	d.Of = fieldName(path)
	if len(places) > 0 {
		d.Pos, d.Related = places[0], places[1:]
	}
	return d
}

// describeDisjunction says of a value that fits none of the choices which the file
// itself leaves what it is and what they are, and where.
func (c *checker) describeDisjunction(e errors.Error, all []errors.Error) (string, []model.Pos) {
	path := decode.Path(e.Path())
	var words [][]string
	var places []model.Pos
	for _, arm := range all {
		at := decode.Path(arm.Path())
		if !isConflict(arm) || at != decode.Path(e.Path()) && !within(at, decode.Path(e.Path())) {
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
	return fmt.Sprintf("%s is %s: the file itself allows %s there%s", path, value, orList(choices), last(places)), places
}

// last returns the last of several places, in brackets.
func last(places []model.Pos) string {
	if len(places) < 2 {
		return ""
	}
	return fmt.Sprintf(" (%s)", places[len(places)-1])
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
