package resolve

import (
	"fmt"
	"slices"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// idles notes that a target does without what stands at a place, and what to
// say should every target do so.
func (r *resolver) idles(at model.Pos, fault model.Diagnostic) {
	fault.Severity = model.Error
	r.idle[at] = append(r.idle[at], fault)
}

// idlesFirst does so with what is to be said whatever other targets say: they do
// without for another reason, such as a condition.
func (r *resolver) idlesFirst(at model.Pos, fault model.Diagnostic) {
	fault.Severity = model.Error
	r.idle[at] = slices.Insert(r.idle[at], 0, fault)
}

// checkIdle refuses what no target needs: what is said there is out of date, or
// its condition is not what was meant.
func (r *resolver) checkIdle() {
	for at, faults := range r.idle {
		if !r.busy[at] {
			r.found = append(r.found, faults[0])
		}
	}
}

func forNone(what string, w *input.When) string {
	return fmt.Sprintf("%s is for targets with %s and none is: remove it", what, w)
}

// checkWhen refuses a condition that says nothing: it looks like one, and every
// target meets it.
func (r *resolver) checkWhen(field string, w *input.When) {
	if w != nil && w.String() == "" {
		r.refuse("empty-when", w.Pos, "%s.when says nothing, so every target meets it: write a condition such as arch: \"arm\", or remove when", field)
	}
}
