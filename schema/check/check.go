package check

import (
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// File returns what is wrong with v, the value of a file, in the order of the
// file; nothing where CUE, asked to unify v with the definition of the shape,
// finds a complete value.
func File(file string, s *Shape, v cue.Value) model.Diagnostics {
	c := newChecker(file, v)
	c.checkOwn(v)
	c.walk(s, v, "")
	c.reportMissing()
	c.reportRefused(s)
	if len(c.found) == 0 {
		c.checkComplete(v)
	}
	return c.found.Sort()
}

// checkComplete reports, in CUE's own words, what the file itself asks for and
// does not have: targets: [_]: cargo!: _ asks each target for its cargo.
func (c *checker) checkComplete(v cue.Value) {
	all := errors.Errors(v.Validate(cue.Concrete(true)))
	for _, e := range all {
		c.add(c.describe(e, all))
	}
}

// Errors returns what CUE's parser or compiler says of a file, one diagnostic a
// place: an import of nothing is also one that is not used.
func Errors(file string, err error) model.Diagnostics {
	var found model.Diagnostics
	for _, e := range errors.Errors(err) {
		pos := decode.Position(e.Position())
		if !pos.IsValid() {
			pos = model.Pos{File: file, Line: 1, Col: 1}
		}
		if !slices.ContainsFunc(found, func(d model.Diagnostic) bool { return d.Pos == pos }) {
			found = append(found, decode.InvalidCUE.At(pos, "%s", plainWords(messageOf(e))))
		}
	}
	return found.Sort()
}

// Rules returns the rules of this package and of decode.
func Rules() []rule.Rule {
	return append(decode.Rules(), badName, closed, conflict, ControlCharacter, evaluated, missingField,
		noTargets, notConcrete, tooLong, unknownField, wrongType, wrongValue)
}
