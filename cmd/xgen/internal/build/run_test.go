package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/panics"
	"github.com/xgen-build/xgen/schema/toolchain"
)

// fakeEngine exports what a function writes.
type fakeEngine struct {
	solve  func(r engine.Request, emit func(engine.Event)) error
	solves atomic.Int32
}

func (f *fakeEngine) Name() string                { return "fake" }
func (f *fakeEngine) Check(context.Context) error { return nil }

func (f *fakeEngine) HidesProxies() bool { return false }
func (f *fakeEngine) Solve(_ context.Context, r engine.Request, emit func(engine.Event)) error {
	f.solves.Add(1)
	err := f.solve(r, emit)
	if r.Output == "" {
		return err
	}
	// What the stage source would have seen.
	return errors.Join(err, os.MkdirAll(r.Output, 0o755), os.WriteFile(filepath.Join(r.Output, sourcesFile), r.Context.List(0), 0o644))
}

// export writes a report and a file that is no ELF file at all, or what text says.
func export(dir, text, reported string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(reported))
	report := fmt.Sprintf(`{"binaries":[{"name":"a","size":1,"sha256":%q}],"smoke":[]}`, hex.EncodeToString(sum[:]))
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "a"), []byte(text), 0o755),
		os.WriteFile(filepath.Join(dir, "report.json"), []byte(report), 0o644),
	)
}

// runner has a project with nothing but an ignore file.
func runner(t *testing.T, e engine.Engine, root string) Runner {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, "Dockerfile.dockerignore"), []byte("dist\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return Runner{Engine: e, Root: root, Parallel: 1, Contexts: snapshot.Store{Cache: filepath.Join(t.TempDir(), "contexts")}}
}

func job() Job {
	t := &model.Target{Name: "t", Toolchain: withZig, Cargo: model.Cargo{Bins: []string{"a"}}}
	return Job{Target: t, Request: engine.Request{Dockerfile: "Dockerfile", Stage: FinalStage}}
}

func published(t *testing.T, root, text string) {
	t.Helper()
	dir := filepath.Join(root, "dist", "t")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, root string, e *fakeEngine) Result {
	t.Helper()
	r := runner(t, e, root)
	return r.Run(t.Context(), []Job{job()})[0]
}

// checkOld reports whether what was published before is untouched and nothing
// unverified lies about.
func checkOld(t *testing.T, root string) {
	t.Helper()
	if got, err := os.ReadFile(filepath.Join(root, "dist", "t", "a")); err != nil || string(got) != "old" {
		t.Errorf("dist holds %q (%v)", got, err)
	}
	left, _ := filepath.Glob(filepath.Join(root, "dist", ".xgen", "*.new"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRow43FailedBuildLeavesDist(t *testing.T) {
	root := t.TempDir()
	published(t, root, "old")
	e := &fakeEngine{solve: func(r engine.Request, _ func(engine.Event)) error {
		return errors.Join(export(r.Output, "half", "half"), &engine.StepError{Message: "late"})
	}}
	res := run(t, root, e)
	var step *engine.StepError
	if !errors.As(res.Err, &step) || res.Dir != "" {
		t.Errorf("result is %+v", res)
	}
	checkOld(t, root)
}

func TestRow44BrokenContractLeavesDist(t *testing.T) {
	root := t.TempDir()
	published(t, root, "old")
	e := &fakeEngine{solve: func(r engine.Request, _ func(engine.Event)) error { return export(r.Output, "no ELF", "no ELF") }}
	res := run(t, root, e)
	var b *Broken
	if !errors.As(res.Err, &b) || len(res.Rows) == 0 || res.Rows[0].Found == "" {
		t.Errorf("result is %+v", res)
	}
	checkOld(t, root)
}

func TestExportedFileIsTheTestedOne(t *testing.T) {
	root := t.TempDir()
	published(t, root, "old")
	e := &fakeEngine{solve: func(r engine.Request, _ func(engine.Event)) error { return export(r.Output, "one", "another") }}
	res := run(t, root, e)
	if res.Err == nil || !strings.Contains(res.Err.Error(), "not the file that was tested") {
		t.Errorf("error is %v", res.Err)
	}
	checkOld(t, root)
}

// TestCachedFailureIsAskedAgain lets the engine cache a step in which the
// smoke command failed. The second solve must run the command again.
func TestCachedFailureIsAskedAgain(t *testing.T) {
	root := t.TempDir()
	var noCache []string
	e := &fakeEngine{}
	e.solve = func(r engine.Request, emit func(engine.Event)) error {
		noCache = r.NoCache
		if e.solves.Load() == 1 {
			emit(engine.Event{Kind: engine.Cached, Step: engine.Step{Stage: TestStage}})
		}
		return export(r.Output, "no ELF", "no ELF")
	}
	run(t, root, e)
	// With what takes over its report: BuildKit may serve that from an older run.
	if e.solves.Load() != 2 || !slices.Equal(noCache, []string{TestStage, "reports", "report"}) {
		t.Errorf("%d solves, the last without the cache of %v", e.solves.Load(), noCache)
	}
}

func TestRow42CutPublicationIsUndone(t *testing.T) {
	root := t.TempDir()
	published(t, root, "old")
	work := filepath.Join(root, "dist", ".xgen")
	if err := os.MkdirAll(filepath.Join(work, "t.new"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(root, "dist", "t"), filepath.Join(work, "t.old")); err != nil {
		t.Fatal(err)
	}
	e := &fakeEngine{solve: func(engine.Request, func(engine.Event)) error { return errors.New("no") }}
	run(t, root, e)
	checkOld(t, root)
}

func TestDistThatIsALinkIsRefused(t *testing.T) {
	root, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(root, "dist")); err != nil {
		t.Fatal(err)
	}
	e := &fakeEngine{solve: func(engine.Request, func(engine.Event)) error { return nil }}
	if res := run(t, root, e); res.Err == nil || e.solves.Load() != 0 {
		t.Errorf("result is %+v after %d solves", res, e.solves.Load())
	}
	if left, _ := os.ReadDir(elsewhere); len(left) > 0 {
		t.Errorf("written through the link: %v", left)
	}
}

func TestPlanInputs(t *testing.T) {
	def := "d"
	p := &model.Project{Output: "xgen", Inputs: []model.Input{{Name: "A", Default: &def}, {Name: "B"}}}
	targets := []*model.Target{{Name: "t", Toolchain: withZig, Image: model.Value[string]{V: "debian:x"}}}
	o := Options{Machine: model.Machine{Images: map[string]string{"debian:x": "oci-layout:///x"}, CA: "/ca.pem"}}
	var missing *MissingInput
	if _, err := Plan(p, targets, o); !errors.As(err, &missing) || missing.Name != "B" {
		t.Errorf("error is %v", err)
	}
	o.Inputs = map[string]string{"B": "b", "C": "c"}
	var unknown *UnknownInput
	if _, err := Plan(p, targets, o); !errors.As(err, &unknown) || unknown.Name != "C" {
		t.Errorf("error is %v", err)
	}
	delete(o.Inputs, "C")
	for value, why := range map[string]string{
		"two\nlines": "U+000A", "a\x1b[31m": "U+001B", "a\u202eb": "U+202E", "a\xff": "is not UTF-8", strings.Repeat("é", 1001): "has 1001 characters",
	} {
		o.Inputs["B"] = value
		var bad *BadInput
		if _, err := Plan(p, targets, o); !errors.As(err, &bad) || bad.Name != "B" || !strings.Contains(err.Error(), why) {
			t.Errorf("%.20q: %v", value, err)
		}
	}
	for _, value := range []string{"", strings.Repeat("é", 1000), "v1.2-3-g0123 (née) $HOME '\"\\"} {
		o.Inputs["B"] = value
		if _, err := Plan(p, targets, o); err != nil {
			t.Errorf("%.20q: %v", value, err)
		}
	}
	o.Inputs["B"] = "b"
	o.Proxies = map[string]string{"HTTP_PROXY": "p"}
	jobs, err := Plan(p, targets, o)
	if err != nil {
		t.Fatal(err)
	}
	r := jobs[0].Request
	if r.BuildArgs["A"] != "d" || r.BuildArgs["B"] != "b" || r.Proxies["HTTP_PROXY"] != "p" ||
		r.Contexts["os"] != "oci-layout:///x" || r.Secrets["ca"] != "/ca.pem" || r.Dockerfile != "xgen/t/Dockerfile" {
		t.Errorf("request is %+v", r)
	}
	if _, in := jobs[0].Inputs["HTTP_PROXY"]; in {
		t.Error("a proxy counts as an input")
	}
}

// brokenEngine is an engine that panics.
type brokenEngine struct{ engine.Engine }

func (brokenEngine) Solve(context.Context, engine.Request, func(engine.Event)) error {
	panic("broken by a test")
}

// A panic in a job is the job's result; one in what is told of it comes up in
// the caller.
func TestRow63Panics(t *testing.T) {
	jobs := []Job{job(), job()}
	jobs[1].Target.Name = "u"
	finished := 0
	r := runner(t, brokenEngine{}, t.TempDir())
	r.Finished = func(Result) { finished++ }
	for _, res := range r.Run(t.Context(), jobs) {
		var caught *panics.Recovered
		if !errors.As(res.Err, &caught) || !strings.Contains(string(caught.Stack), "brokenEngine") {
			t.Errorf("%s: %v", res.Target, res.Err)
		}
	}
	if finished != 2 {
		t.Errorf("%d results were told", finished)
	}
	r.Finished = func(Result) { panic("broken as well") }
	if caught := panics.Try(func() { r.Run(t.Context(), jobs) }); caught == nil || caught.Value != "broken as well" {
		t.Errorf("%v", caught)
	}
}

// withZig is the toolchain of targets that tests make by hand.
var withZig = model.Toolchain{Params: toolchain.Zig{}}
