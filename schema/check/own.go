package check

import (
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
)

// checkOwn reports what is wrong before any definition is asked: conflicting
// values, references to nothing, cycles.
func (c *checker) checkOwn(v cue.Value) {
	all := errors.Errors(v.Validate(cue.Concrete(false)))
	c.shared = c.sharedPlaces(all)
	for _, e := range all {
		path := decode.Path(e.Path())
		switch {
		case path != "" && c.wrong[path] || isConsequence(all, e):
			continue
		case isFieldNotAllowed(e):
			c.refused = append(c.refused, refusedField{e.Path(), c.places(e)})
			continue
		}
		c.wrong[path] = true
		if d := c.describe(e, all); !d.Pos.IsValid() || !c.isReported(d.Pos) {
			c.add(d)
		}
	}
}

func (c *checker) isReported(pos model.Pos) bool {
	return slices.ContainsFunc(c.found, func(d model.Diagnostic) bool { return d.Pos == pos })
}

// isConsequence reports whether an error only repeats another: lists of different
// length conflict in their elements, a disjunction in each of its arms, a struct
// and a word in all that the struct holds.
func isConsequence(all []errors.Error, e errors.Error) bool {
	path := decode.Path(e.Path())
	return slices.ContainsFunc(all, func(other errors.Error) bool {
		of := decode.Path(other.Path())
		return isEmptyDisjunction(other) && !isEmptyDisjunction(e) && (of == path || within(path, of)) ||
			within(path, of) && of != "" && (isConflict(other) || isFieldNotAllowed(other))
	})
}

// sharedPlaces are those that several conflicts have in common: what a template
// says is then what is wrong, and not what each target says.
func (c *checker) sharedPlaces(all []errors.Error) map[model.Pos]bool {
	seen, shared := map[model.Pos]string{}, map[model.Pos]bool{}
	for _, e := range all {
		if !strings.Contains(messageOf(e), "mismatched types") {
			continue
		}
		path := decode.Path(e.Path())
		for _, pos := range c.places(e) {
			shared[pos] = shared[pos] || seen[pos] != "" && seen[pos] != path
			seen[pos] = path
		}
	}
	return shared
}
