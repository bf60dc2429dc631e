//go:build e2e

// The tests with the tag e2e need root, go, and either runc and mmdebstrap
// or an apt-get that installs them. They leave BuildKit and a base image in
// the user's cache under xgen-e2e, to be found again by the next run.

package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// TestMain makes the test's own program the supervisor where it is asked to.
func TestMain(m *testing.M) {
	if len(os.Args) == 4 && os.Args[1] == "run" {
		cmd := exec.Command("/bin/sh", "-c", os.Args[2])
		_ = stream(context.Background(), nil, cmd, func(r io.Reader) { _, _ = io.Copy(io.Discard, r) })
		return
	}
	if len(os.Args) > 2 && os.Args[1] == "serve" {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
		defer stop()
		if err := Serve(ctx, os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// e2eDir is where what takes long is kept.
func e2eDir(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(cache, "xgen-e2e")
}

// private is an installed BuildKit that ends after 10 s without use.
func private(t *testing.T) *Private {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &Private{Dir: filepath.Join(e2eDir(t), "buildkit"), Idle: 10 * time.Second, Supervisor: []string{self, "serve"}}
	if err := p.Install(t.Context(), progress(t)); err != nil {
		t.Fatal(err)
	}
	return p
}

func progress(t *testing.T) func(string) {
	return func(line string) { t.Log(line) }
}

// base is Debian's image as a named context.
func base(t *testing.T) string {
	t.Helper()
	os, err := Base(t.Context(), "debian:trixie-slim", filepath.Join(e2eDir(t), "trixie-slim"), progress(t))
	if err != nil {
		t.Fatal(err)
	}
	return os
}

// request solves a stage of a Dockerfile on top of the base image.
func request(t *testing.T, stage, dockerfile string) Request {
	t.Helper()
	context := tree(t, map[string]string{"x/Dockerfile": "FROM debian:trixie-slim AS os\n" + dockerfile, "tok": "secret\n"})
	return Request{Context: context, Dockerfile: "x/Dockerfile", Stage: stage, Contexts: map[string]string{"os": base(t)}}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// engines are all that this machine has: the private one always, Docker where
// XGEN_E2E_DOCKER is set.
func engines(t *testing.T) []Engine {
	all := []Engine{private(t).Engine()}
	if os.Getenv("XGEN_E2E_DOCKER") != "" {
		all = append(all, NewDocker(exec.LookPath))
	}
	return all
}

// onEach runs a test on each engine.
func onEach(t *testing.T, f func(t *testing.T, e Engine)) {
	for _, e := range engines(t) {
		t.Run(e.Name(), func(t *testing.T) {
			if err := e.Check(t.Context()); err != nil {
				t.Fatal(err)
			}
			f(t, e)
		})
	}
}

const hello = `FROM os AS build
ARG X=1
WORKDIR /b
COPY tok /src
RUN --network=none --mount=type=secret,id=tok cmp /run/secrets/tok /src
RUN --network=none mkdir /out && echo "bin $X" > /out/a && date +%N > /out/date
FROM scratch AS artifact
COPY --from=build /out/ /
`

func TestSolve(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		r := request(t, "artifact", hello)
		var log strings.Builder
		r.BuildArgs, r.Secrets = map[string]string{"X": "2, 3"}, map[string]string{"tok": filepath.Join(r.Context.Dir(), "tok")}
		r.Output, r.Log = filepath.Join(t.TempDir(), "out"), &log
		if err := e.Solve(t.Context(), r, func(Event) {}); err != nil {
			t.Fatalf("%v\n%s", err, log.String())
		}
		if got, _ := os.ReadFile(filepath.Join(r.Output, "a")); string(got) != "bin 2, 3\n" {
			t.Errorf("a holds %q\n%s", got, log.String())
		}
		if files, _ := os.ReadDir(r.Output); len(files) != 2 {
			t.Errorf("the output holds %v", files)
		}
	})
}

func TestCachedAndNoCache(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		r := request(t, "artifact", strings.ReplaceAll(hello, "COPY tok /src", "RUN echo secret > /src"))
		r.Secrets, r.Output = map[string]string{"tok": filepath.Join(r.Context.Dir(), "tok")}, filepath.Join(t.TempDir(), "out")
		first := solveDate(t, e, r)
		if second := solveDate(t, e, r); second != first {
			t.Errorf("not cached: %s, %s", first, second)
		}
		var warm []time.Duration
		for range 5 {
			begun := time.Now()
			solveDate(t, e, r)
			warm = append(warm, time.Since(begun))
		}
		t.Logf("warm solves: %v", warm)
		r.NoCache = []string{"build"}
		if third := solveDate(t, e, r); third == first {
			t.Error("cached although it was not to be")
		}
	})
}

func solveDate(t *testing.T, e Engine, r Request) string {
	t.Helper()
	if err := e.Solve(t.Context(), r, func(Event) {}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(r.Output, "date"))
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

func TestStepFails(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		r := request(t, "", "FROM os AS bad\nRUN echo one; echo two >&2; sleep 0.2; exit 3\n")
		var step *StepError
		if err := e.Solve(t.Context(), r, func(Event) {}); !errors.As(err, &step) || step.ExitCode != 3 || step.Step.Stage != "bad" {
			t.Fatalf("%v", err)
		}
		slices.Sort(step.Output)
		if !slices.Equal(step.Output, []string{"one", "two"}) {
			t.Errorf("tail %q", step.Output)
		}
	})
}

func TestNetworkNone(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		r := request(t, "", "FROM os AS net\nRUN --network=none ! grep -v lo: /proc/net/dev | grep :\n")
		if err := e.Solve(t.Context(), r, func(Event) {}); err != nil {
			t.Error(err)
		}
	})
}

func TestBadDockerfile(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		var bad *SolveError
		err := e.Solve(t.Context(), request(t, "", "FORM x\n"), func(Event) {})
		if !errors.As(err, &bad) || !strings.Contains(bad.Message, "unknown instruction: FORM") {
			t.Errorf("%v", err)
		}
	})
}

func TestNotPullable(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		err := Pullable(ctx, e, "registry.invalid/debian:trixie-slim")
		t.Log(err)
		if err == nil {
			t.Error("pulled from nowhere")
		}
	})
}

// TestOddPaths solves in a folder whose path has every character that some
// option could misread.
func TestOddPaths(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		for _, odd := range []string{"a b", "a:b", "a,b", "a=b", `a"b`, "a'b", "a\nb", "a@b", "a#b%20", "-a", "ä"} {
			r := request(t, "artifact", hello)
			dir := filepath.Join(t.TempDir(), odd)
			if err := os.CopyFS(dir, os.DirFS(r.Context.Dir())); err != nil {
				t.Fatal(err)
			}
			context, err := snapshot.Store{Cache: dir}.Take(t.Context(), dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer context.Close()
			r.Context, r.Output = context, filepath.Join(dir, "out,"+odd)
			r.Secrets = map[string]string{"tok": filepath.Join(dir, "tok")}
			if err := e.Solve(t.Context(), r, func(Event) {}); err != nil {
				t.Errorf("%q: %v", odd, err)
			} else if _, err := os.Stat(filepath.Join(r.Output, "a")); err != nil {
				t.Errorf("%q: %v", odd, err)
			}
		}
	})
}

// TestDiskFull exports to a file system of 64 KB.
func TestDiskFull(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		dir := t.TempDir()
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
			t.Fatal(err)
		}
		defer syscall.Unmount(dir, 0)
		r := request(t, "big", "FROM os AS fat\nRUN head -c 1000000 /dev/zero > /big\nFROM scratch AS big\nCOPY --from=fat /big /\n")
		r.Output = filepath.Join(dir, "out")
		var full *NoSpace
		if err := e.Solve(t.Context(), r, func(Event) {}); !errors.As(err, &full) || full.Where != "the output folder" {
			t.Errorf("%v", err)
		}
	})
}

// nap is a sleeping step that can be told from all other processes.
var nap = fmt.Sprintf("sleep 1017.%d", os.Getpid())

// sleeper is a request with that step.
func sleeper(t *testing.T) Request {
	return request(t, "", "FROM os AS slow\nRUN "+nap+"\n")
}

// sleeping reports whether the step runs.
func sleeping() bool { return exec.Command("pgrep", "-fx", nap).Run() == nil }

// begin solves in the background and returns when the step sleeps.
func begin(ctx context.Context, t *testing.T, e Engine, r Request) (ended chan error) {
	t.Helper()
	ended = make(chan error, 1)
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	go func() { ended <- e.Solve(ctx, r, func(Event) {}) }()
	within(t, "the step runs", sleeping)
	return ended
}

func awake() bool { return !sleeping() }

// within waits for something to become true: at most a minute, which a machine that
// is busy with other tests may need.
func within(t *testing.T, what string, is func() bool) {
	t.Helper()
	const limit = time.Minute
	begun := time.Now()
	for !is() {
		if time.Since(begun) > limit {
			t.Fatalf("not within %v: %s", limit, what)
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Logf("%s after %v", what, time.Since(begun).Round(time.Millisecond))
}

func TestCancel(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		ctx, cancel := context.WithCancelCause(t.Context())
		stop := errors.New("stopped")
		ended := begin(ctx, t, e, sleeper(t))
		cancel(stop)
		if err := <-ended; !errors.Is(err, stop) {
			t.Error(err)
		}
		within(t, "the step is gone", awake)
	})
}

func TestKill(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		r := sleeper(t)
		kill := make(chan struct{})
		r.Kill = kill
		ended := begin(t.Context(), t, e, r)
		close(kill)
		if err := <-ended; err == nil {
			t.Error("no error")
		}
		within(t, "the step is gone", awake)
	})
}

func TestParallel(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		var all sync.WaitGroup
		for i := range 4 {
			r := request(t, "", fmt.Sprintf("FROM os AS s\nRUN echo %d\n", i))
			all.Go(func() {
				if err := e.Solve(t.Context(), r, func(Event) {}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
}

// TestOurselvesKilled kills the process that runs the client.
func TestOurselvesKilled(t *testing.T) {
	cmd := exec.Command("/proc/self/exe", "run", "exec "+nap, "-")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	within(t, "the client runs", sleeping)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	within(t, "the client is gone", awake)
}

// TestBaseInterrupted leaves nothing behind.
func TestBaseInterrupted(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithTimeout(t.Context(), 6*time.Second)
	defer cancel()
	if _, err := Base(ctx, "debian:trixie-slim", filepath.Join(dir, "base"), progress(t)); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	for _, d := range []string{dir, os.TempDir()} {
		if left, _ := filepath.Glob(filepath.Join(d, "*")); len(left) > 1 {
			t.Errorf("left: %v", left)
		}
	}
}
