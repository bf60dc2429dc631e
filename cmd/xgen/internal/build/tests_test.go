package build

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/model"
)

const (
	passing = `{"programs":[{"package":"p","name":"a","kind":"lib","source":"src/lib.rs","cpu":"","exit":0,"seconds":1,"cut":0,
		"stdout":"running 1 test\ntest x ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n","stderr":"","list":[]}]}`
)

// exported is a folder as the engine leaves it.
func exported(t *testing.T, tests string) string {
	t.Helper()
	dir := t.TempDir()
	err := export(dir, "no ELF", "no ELF")
	if tests != "" {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, testsFile), []byte(tests), 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// What is published tells the result of each test, and nothing raw beside it.
func TestTestsGoIntoTheReport(t *testing.T) {
	asked := &model.Test{}
	list := products(&model.Target{Cargo: model.Cargo{Bins: []string{"a"}}, Test: asked})
	out, res := opened(t, t.TempDir()), &Result{}
	into, err := out.prepare()
	if err == nil {
		err = errors.Join(export(into, "no ELF", "no ELF"), os.WriteFile(filepath.Join(into, testsFile), []byte(passing), 0o644))
	}
	if err = errors.Join(err, out.take(list), checkTests(asked, out.abs(out.nextDir()), res), out.addTests(asked, res.Tests)); err != nil {
		t.Fatal(err)
	}
	dir, err := out.publish(list, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Rows) != 1 || res.Rows[0].Status != verify.OK || len(res.Tests) != 1 {
		t.Errorf("%+v", res)
	}
	var report struct {
		Binaries []struct{ Size json.Number }
		Tests    []verify.Program
	}
	data, err := os.ReadFile(filepath.Join(dir, reportFile))
	if err = errors.Join(err, json.Unmarshal(data, &report)); err != nil {
		t.Fatal(err)
	}
	if len(report.Tests) != 1 || report.Tests[0].Tests[0].Name != "x" || report.Binaries[0].Size != "1" {
		t.Errorf("%s", data)
	}
	if _, err := os.Stat(filepath.Join(dir, testsFile)); err == nil {
		t.Error("the record is published too")
	}
}

func TestTestsThatNobodyAskedForCostNothing(t *testing.T) {
	dir := exported(t, "")
	before, _ := os.ReadFile(filepath.Join(dir, reportFile))
	res := &Result{}
	if err := checkTests(nil, dir, res); err != nil || res.Rows != nil || res.Tests != nil {
		t.Errorf("%v, %+v", err, res)
	}
	if after, _ := os.ReadFile(filepath.Join(dir, reportFile)); string(after) != string(before) {
		t.Errorf("report.json has become %s", after)
	}
}

func TestTestsThatWereNotRecorded(t *testing.T) {
	for text, want := range map[string]string{"": "exported no tests.json", "{": "tests.json: ", `{"programs":[{}]}`: "is missing"} {
		if err := checkTests(&model.Test{}, exported(t, text), &Result{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Up to the stage test everything is judged and nothing published.
func TestStageTestPublishesNothing(t *testing.T) {
	root := t.TempDir()
	p := &model.Project{Output: "xgen"}
	jobs, err := Plan(p, []*model.Target{{Name: "t", Toolchain: withZig, Test: &model.Test{}}}, Options{Stage: TestStage})
	if err != nil || !jobs[0].TestOnly || jobs[0].Request.Stage != FinalStage {
		t.Fatalf("%v, %+v", err, jobs)
	}
	e := &fakeEngine{solve: func(r engine.Request, _ func(engine.Event)) error {
		report := []byte(`{"binaries":[],"smoke":[]}`)
		return errors.Join(os.MkdirAll(r.Output, 0o755),
			os.WriteFile(filepath.Join(r.Output, reportFile), report, 0o644),
			os.WriteFile(filepath.Join(r.Output, testsFile), []byte(passing), 0o644))
	}}
	jobs[0].Request.Dockerfile = "Dockerfile"
	r := runner(t, e, root)
	res := r.Run(t.Context(), jobs)[0]
	if res.Err != nil || res.Dir != "" || len(res.Rows) != 1 {
		t.Errorf("%+v", res)
	}
	if _, err := os.Stat(filepath.Join(root, "dist", "t")); err == nil {
		t.Error("something was published")
	}
}

// Only what broke and came from the cache is asked again.
func TestWhatIsAskedAgain(t *testing.T) {
	event := func(kind engine.Kind, stage string) engine.Event {
		return engine.Event{Kind: kind, Step: engine.Step{Stage: stage}}
	}
	good, bad := verify.Row{Status: verify.OK}, verify.Row{Status: verify.Failed}
	held := []verify.Program{{Tests: []verify.Test{{Outcome: verify.TestPassed}}}}
	for name, tt := range map[string]struct {
		events []engine.Event
		smoke  verify.Row
		tests  []verify.Program
		want   []string
	}{
		"nothing broke":     {[]engine.Event{event(engine.Cached, TestStage), event(engine.Cached, testrunStage)}, good, held, nil},
		"a test broke":      {[]engine.Event{event(engine.Cached, TestStage), event(engine.Cached, testrunStage)}, good, nil, []string{testrunStage}},
		"smoke broke":       {[]engine.Event{event(engine.Cached, TestStage), event(engine.Cached, testrunStage)}, bad, held, []string{TestStage}},
		"both":              {[]engine.Event{event(engine.Cached, TestStage), event(engine.Cached, testrunStage)}, bad, nil, []string{TestStage, testrunStage}},
		"a test broke anew": {[]engine.Event{event(engine.Cached, testrunStage), event(engine.Completed, testrunStage)}, good, nil, nil},
		"another stage's":   {[]engine.Event{event(engine.Cached, "build")}, bad, nil, nil},
	} {
		var r replays
		for _, e := range tt.events {
			r.observe(e)
		}
		promise := &model.Test{}
		res := &Result{Tests: tt.tests}
		res.Rows = append([]verify.Row{tt.smoke}, verify.CheckTests(promise, tt.tests)...)
		if got := r.broken(promise, res); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
