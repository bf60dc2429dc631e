package build

import (
	"encoding/json"
	"path/filepath"
	"slices"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/model"
)

// The project's own tests: the stages that compile and run them, and what the
// latter exports.
const (
	testsStage   = "tests"
	testrunStage = "testrun"
	reportsStage = "reports" // takes over what both measured
	testsFile    = "tests.json"
)

// checkTests reads what the test programs did and adds their rows.
func checkTests(t *model.Test, dir string, res *Result) error {
	res.Tests = nil
	if t == nil {
		return nil
	}
	var err error
	if res.Tests, err = verify.ReadTests(filepath.Join(dir, testsFile), t.Timeout); err != nil {
		return err
	}
	res.Rows = append(res.Rows, verify.CheckTests(t, res.Tests)...)
	return nil
}

// addTests adds the field "tests" to the report.json that is published.
func (o *outputs) addTests(asked *model.Test, tests []verify.Program) error {
	if asked == nil {
		return nil
	}
	data, err := o.next.ReadFile(reportFile)
	if err != nil {
		return failed(o.next.at(reportFile), err)
	}
	report := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &report); err != nil {
		return err
	}
	if report["tests"], err = json.Marshal(tests); err != nil {
		return err
	}
	if data, err = json.MarshalIndent(report, "", "  "); err != nil {
		return err
	}
	return failed(o.next.at(reportFile), o.next.WriteFile(reportFile, append(data, '\n'), 0o644))
}

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
