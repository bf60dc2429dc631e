package check

import (
	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/rule"
)

var notConcrete = rule.Error("not-concrete", "a build needs one definite value, and the file leaves several possible or none")

// checkConcrete reports a value that is not definite, such as string or >3. ok is
// false where it is not.
func (c *checker) checkConcrete(s *Shape, v cue.Value, path string) (ok bool) {
	if v.Validate(cue.Concrete(true)) == nil {
		return true
	}
	c.report(notConcrete, path, c.valuePos(v), "%s has no definite value (%s): want %s", path, show(v), s.Want)
	return false
}

// reportIncomplete reports a value that CUE cannot work out, unless it refers to
// one that has been reported.
func (c *checker) reportIncomplete(s *Shape, v cue.Value, path string) {
	all := errors.Errors(v.Validate(cue.Concrete(true)))
	if len(all) == 0 {
		all = errors.Errors(v.Err())
	}
	if len(all) == 0 || c.wrong[decode.Path(all[0].Path())] || isFieldNotAllowed(all[0]) {
		return
	}
	pos := c.valuePos(v)
	if places := c.places(all[0]); len(places) > 0 && (path == "" || !pos.IsValid()) {
		pos = places[0]
	}
	what, want := path, s.Want
	if path == "" {
		what, want = "the file", "each value that it depends on"
	}
	c.report(notConcrete, path, pos, "%s has no definite value (%s): want %s", what, plainWords(messageOf(all[0])), want)
}
