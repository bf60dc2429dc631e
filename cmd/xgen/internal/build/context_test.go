package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
)

// TestRow58OtherSources lets the engine build from other bytes than it was
// sent. Nothing is published, and the next run sends everything anew.
func TestRow58OtherSources(t *testing.T) {
	root := t.TempDir()
	published(t, root, "old")
	if err := os.WriteFile(filepath.Join(root, "main.rs"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	stale := func(list []byte) []byte { return bytes.Replace(list, list[:8], []byte("00000000"), 1) }
	var times []int64
	r := runner(t, nil, root)
	r.Engine = &liar{list: stale, saw: func(r engine.Request) {
		info, err := os.Stat(filepath.Join(r.Context.Dir(), "main.rs"))
		if err != nil {
			t.Fatal(err)
		}
		times = append(times, info.ModTime().UnixNano())
	}}
	for range 2 {
		res := r.Run(t.Context(), []Job{job()})[0]
		var other *snapshot.Mismatch
		if !errors.As(res.Err, &other) || !strings.Contains(res.Err.Error(), "was a file with sha256 00000000") {
			t.Errorf("error is %v", res.Err)
		}
		checkOld(t, root)
	}
	if times[0] == times[1] {
		t.Error("the second run asked the engine for the same metadata")
	}
}

// TestRow58NoList lets a build export no list of what it saw.
func TestRow58NoList(t *testing.T) {
	root := t.TempDir()
	published(t, root, "old")
	r := runner(t, nil, root)
	r.Engine = &liar{}
	if res := r.Run(t.Context(), []Job{job()})[0]; res.Err == nil || !strings.Contains(res.Err.Error(), "list of its sources cannot be read: there is none") {
		t.Errorf("error is %v", res.Err)
	}
	checkOld(t, root)
}

// TestRow58OneMoment changes a file between the builds of two targets. Both
// builds see the project as it was when the run began.
func TestRow58OneMoment(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "main.rs")
	write := func(text string) error { return os.WriteFile(file, []byte(text), 0o644) }
	if err := write("one"); err != nil {
		t.Fatal(err)
	}
	var seen []string
	r := runner(t, nil, root)
	r.Engine = &fakeEngine{solve: func(r engine.Request, _ func(engine.Event)) error {
		data, err := os.ReadFile(filepath.Join(r.Context.Dir(), "main.rs"))
		seen = append(seen, string(data))
		return errors.Join(err, write("two"), errors.New("enough"))
	}}
	r.Run(t.Context(), []Job{job(), job()})
	if strings.Join(seen, " ") != "one one" {
		t.Errorf("the builds saw %q", seen)
	}
}

// TestSecondRunIsCached has a first run make dist/, and publish one of the
// project's targets: a second run, of another, sends the same. What the project
// itself keeps in dist/ is a source.
func TestSecondRunIsCached(t *testing.T) {
	root := t.TempDir()
	var sent []string
	r := runner(t, nil, root)
	p := &model.Project{Output: "xgen", Targets: []*model.Target{{Name: "a", Toolchain: withZig}, {Name: "b", Toolchain: withZig}}}
	for _, target := range p.Targets {
		write(t, root, "xgen/"+target.Name+"/Dockerfile.dockerignore", "# …\nxgen\ndist/.xgen\n"+layout.Published(p, target)+"\n!dist/b/pinned\n")
	}
	r.Engine = &fakeEngine{solve: func(r engine.Request, _ func(engine.Event)) error {
		sent = append(sent, string(r.Context.List(0))+r.BuildArgs[cacheArg])
		return errors.New("enough")
	}}
	plan, err := Plan(p, p.Targets, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, job := range []Job{plan[0], plan[0], plan[1]} {
		r.Run(t.Context(), []Job{job})
		write(t, root, "dist/a/hello", "published")
	}
	if len(sent) != 3 || sent[0] != sent[1] || sent[1] != sent[2] || len(sent[0]) < 10 {
		t.Errorf("sent were %q", sent)
	}
	write(t, root, "dist/c/page", "the project's own")
	write(t, root, "dist/b/pinned", "the project's own")
	r.Run(t.Context(), plan[:1])
	if got := sent[3]; !strings.Contains(got, "./dist/c/page\x00") || !strings.Contains(got, "./dist/b/pinned\x00") || strings.Contains(got, "hello") {
		t.Errorf("sent was %q", got)
	}
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	name = filepath.Join(root, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// TestRow72CopyingIsTold copies a project that takes longer than a moment, and
// one that does not.
func TestRow72CopyingIsTold(t *testing.T) {
	defer func(d time.Duration) { patience = d }(patience)
	told := make(chan struct{}, 2)
	r := &Runner{Copying: func() { told <- struct{}{} }}
	patience = time.Nanosecond
	done := r.sayCopying()
	<-told
	done()
	patience = time.Hour
	r.sayCopying()()
	if len(told) > 0 {
		t.Error("it was told of a moment")
	}
}

// TestRow58LaterSources lets a second run publish a target from later sources
// while the first one is busy with another target. The first run must not put
// its older program in the place of the newer one.
func TestRow58LaterSources(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "main.rs")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("old")
	compile := func(r engine.Request, _ func(engine.Event)) error {
		text, err := os.ReadFile(filepath.Join(r.Context.Dir(), "main.rs"))
		report := fmt.Appendf(nil, `{"binaries":[],"smoke":[],"lock":%q}`, text)
		return errors.Join(err, os.WriteFile(filepath.Join(r.Output, reportFile), report, 0o644))
	}
	publish := func(e engine.Engine, jobs ...Job) {
		for _, j := range jobs {
			j.Target.Cargo.Bins = nil // a report is enough
		}
		r := runner(t, e, root)
		for _, res := range r.Run(t.Context(), jobs) {
			if res.Err != nil {
				t.Fatal(res.Err)
			}
		}
	}
	first, second := job(), job()
	first.Target.Name = "first"
	publish(&fakeEngine{solve: func(r engine.Request, emit func(engine.Event)) error {
		if r.Stage == FinalStage && filepath.Base(r.Output) == "first.new" {
			write("new")
			publish(&fakeEngine{solve: compile}, job())
		}
		return compile(r, emit)
	}}, first, second)
	if got, err := os.ReadFile(filepath.Join(root, "dist", "t", reportFile)); err != nil || !strings.Contains(string(got), "new") {
		t.Errorf("published is %q (%v), from sources older than those of the run before", got, err)
	}
}

// liar is an engine that exports a good program with another list of sources.
type liar struct {
	fakeEngine
	list func([]byte) []byte
	saw  func(engine.Request)
}

func (l *liar) Solve(ctx context.Context, r engine.Request, _ func(engine.Event)) error {
	if l.saw != nil {
		l.saw(r)
	}
	err := export(r.Output, "x", "x")
	if l.list != nil {
		err = errors.Join(err, os.WriteFile(filepath.Join(r.Output, sourcesFile), l.list(r.Context.List(0)), 0o644))
	}
	return err
}

// TestNoContext copies a project that cannot be read. Each target has the
// error.
func TestNoContext(t *testing.T) {
	root := t.TempDir()
	r := runner(t, nil, root)
	if err := os.Remove(filepath.Join(root, "Dockerfile.dockerignore")); err != nil {
		t.Fatal(err)
	}
	first, second := job(), job()
	second.Target.Name = "second"
	for i, res := range r.Run(t.Context(), []Job{first, second}) {
		if want := []string{"t", "second"}[i]; res.Target != want || !errors.Is(res.Err, fs.ErrNotExist) {
			t.Errorf("%q, want %q: %v", res.Target, want, res.Err)
		}
	}
	if text, err := os.ReadFile(filepath.Join(root, "dist", ".gitignore")); err != nil || string(text) != "*\n" {
		t.Errorf("git is told of dist/: %q, %v", text, err)
	}
}
