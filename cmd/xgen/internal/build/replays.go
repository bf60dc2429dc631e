package build

import (
	"slices"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/model"
)

// replays records which of the stages that run the program came from the
// cache: the last step of each decides.
type replays struct{ cached map[string]bool }

// observe takes the events of one solve, in order.
func (r *replays) observe(e engine.Event) {
	if !slices.Contains([]string{TestStage, testrunStage}, e.Step.Stage) {
		return
	}
	if r.cached == nil {
		r.cached = map[string]bool{}
	}
	switch e.Kind {
	case engine.Cached:
		r.cached[e.Step.Stage] = true
	case engine.Completed, engine.Failed:
		r.cached[e.Step.Stage] = false
	}
}

// broken returns the stages that came from the cache and whose promise was not
// kept.
func (r *replays) broken(t *model.Test, res *Result) []string {
	tests := verify.CheckTests(t, res.Tests)
	others := res.Rows[:len(res.Rows)-len(tests)]
	var out []string
	if r.cached[TestStage] && verify.Broken(others) {
		out = append(out, TestStage)
	}
	if r.cached[testrunStage] && verify.Broken(tests) {
		out = append(out, testrunStage)
	}
	return out
}
