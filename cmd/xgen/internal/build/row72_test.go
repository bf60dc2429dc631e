//go:build linux || darwin

package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema/model"
)

// hold takes the lock of the target t and keeps it.
func hold(root string) {
	jobs := []Job{job(), {Target: &model.Target{Name: "u"}}}
	_, err := openOutputs(context.Background(), root, "t", commandOf(jobs), nil)
	failHelper(err)
	fmt.Println("held")
	time.Sleep(time.Minute)
}

// impatient makes waits be told of at once.
func impatient(t *testing.T) {
	before := patience
	patience = 0
	t.Cleanup(func() { patience = before })
}

func TestRow72WaitingIsTold(t *testing.T) {
	impatient(t)
	root := t.TempDir()
	first, said := helper(t, "hold", root)
	_, err := said.ReadString('\n')
	must(t, err)
	var told []Holder
	r := runner(t, &fakeEngine{solve: func(engine.Request, func(engine.Event)) error {
		return errors.New("it was its turn")
	}}, root)
	r.Waiting = func(target string, h Holder) {
		told = append(told, h)
		_ = first.Process.Kill() // the kernel gives the lock back
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	res := r.Run(ctx, []Job{job()})[0]
	if res.Err == nil || res.Err.Error() != "it was its turn" || len(told) != 1 {
		t.Fatalf("%v after %v", res.Err, told)
	}
	h := told[0]
	if h.PID != first.Process.Pid || h.Command != "xgen run t u" || time.Since(h.Since) > time.Hour {
		t.Errorf("told of %+v", h)
	}
	if want := fmt.Sprintf("process %d, xgen run t u, since ", h.PID); !strings.HasPrefix(h.String(), want) {
		t.Errorf("said %q, want %q", h, want)
	}
}

func TestRow72TheEndOfTheRunEndsTheWait(t *testing.T) {
	impatient(t)
	root := t.TempDir()
	defer time.AfterFunc(30*time.Second, opened(t, root).close).Stop()
	over := errors.New("it is over")
	ctx, cancel := context.WithCancelCause(t.Context())
	_, err := openOutputs(ctx, root, "t", "", func(Holder) { cancel(over) })
	if !errors.Is(err, over) {
		t.Errorf("got %v", err)
	}
	var u *Unwritable
	if errors.As(err, &u) {
		t.Error("the end of a run is taken for a fault of dist")
	}
}

// Nobody is told of a wait that is over before it is noticed.
func TestRow72ShortWaitIsNotTold(t *testing.T) {
	root := t.TempDir()
	out, err := openOutputs(t.Context(), root, "t", "", nil)
	must(t, err)
	time.AfterFunc(10*time.Millisecond, out.close)
	before := patience
	patience = time.Hour
	defer func() { patience = before }()
	second, err := openOutputs(t.Context(), root, "t", "", func(h Holder) { t.Errorf("told of %v", h) })
	must(t, err)
	second.close()
}

// A lock file holds what anybody wrote there, or nothing yet.
func TestRow72LockFilesThatSayNothing(t *testing.T) {
	for _, text := range []string{"", "{", `{"pid":0}`, `{"pid":-1,"command":"x"}`, `[]`, strings.Repeat("[", 1<<20)} {
		name := filepath.Join(t.TempDir(), "lock")
		must(t, os.WriteFile(name, []byte(text), 0o644))
		f, err := os.Open(name)
		must(t, err)
		if got := readHolder(f).String(); got != "another run of xgen" {
			t.Errorf("%.20q: %q", text, got)
		}
		f.Close()
	}
}

func TestRow72LockIsSigned(t *testing.T) {
	root := t.TempDir()
	long := make([]Job, 40)
	for i := range long {
		long[i].Target = &model.Target{Name: fmt.Sprint("t", i)}
	}
	must(t, os.MkdirAll(filepath.Join(root, "dist", ".xgen"), 0o755))
	must(t, os.WriteFile(filepath.Join(root, "dist", ".xgen", "t.lock"), []byte(strings.Repeat("x", 9000)), 0o644))
	out, err := openOutputs(t.Context(), root, "t", commandOf(long), nil)
	must(t, err)
	h := readHolder(out.lock)
	if h.PID != os.Getpid() || h.Command != "xgen run t0 t1 t2 t3 and 36 more" {
		t.Errorf("%+v", h)
	}
	h.Host += "-other"
	if !strings.Contains(h.String(), " on "+h.Host+", ") {
		t.Errorf("%q does not say where", h)
	}
	name := out.abs("t.lock")
	out.close()
	if text, err := os.ReadFile(name); err != nil || len(text) > 0 {
		t.Errorf("%q is left (%v)", text, err)
	}
}
