package engine

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fakes is an Env whose tools are scripts.
func fakes(t *testing.T, env map[string]string, scripts map[string]string) Env {
	t.Helper()
	dir := t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return Env{
		Getenv: func(name string) string { return env[name] },
		LookPath: func(name string) (string, error) {
			return exec.LookPath(filepath.Join(dir, name))
		},
		Private: &Private{Dir: filepath.Join(dir, "private")},
	}
}

// dockerOf is a docker that answers with these versions.
func dockerOf(server, buildx string) map[string]string {
	return map[string]string{"docker": `case $1 in version) echo ` + server + `;; buildx) echo github.com/docker/buildx ` + buildx + `;; esac`}
}

func TestChoose(t *testing.T) {
	asUser(t, 0)
	const good = `echo buildctl github.com/moby/buildkit v0.25.2`
	host := map[string]string{"BUILDKIT_HOST": "tcp://far:1234"}
	for name, c := range map[string]struct {
		name, want string // the engine, or "!" and a part of the error
		mend       string
		env, tools map[string]string
	}{
		"nothing":            {"", "!private: BuildKit is not installed; docker: docker is not installed", installCommand, nil, nil},
		"docker":             {"", "docker", "", nil, dockerOf("26.1.5+dfsg1", "0.13.1")},
		"old docker":         {"docker", "!the Docker daemon is 20.10.24, and 23.0.0 is the oldest", "update Docker", nil, dockerOf("20.10.24+dfsg1", "0.13.1")},
		"old buildx":         {"docker", "!buildx is 0.12.0", "install docker-buildx", nil, dockerOf("26.1.5", "v0.12.0")},
		"no daemon":          {"docker", "!Cannot connect", "start the Docker daemon", nil, map[string]string{"docker": "[ $1 = buildx ] && exit\necho Cannot connect >&2; exit 1"}},
		"no buildx":          {"docker", "!docker has no buildx", "install docker-buildx", nil, map[string]string{"docker": "exit 1"}},
		"host":               {"", "buildctl", "", host, map[string]string{"buildctl": good}},
		"host, by name":      {"buildctl", "buildctl", "", host, map[string]string{"buildctl": good}},
		"host down":          {"", "!tcp://far:1234: refused", "unset BUILDKIT_HOST", host, map[string]string{"buildctl": `[ "$1" = --version ] || { echo refused >&2; exit 1; }`}},
		"host is not docker": {"", "!private/v", installCommand, host, dockerOf("26.1.5", "0.13.1")},
		"old host":           {"", "!is 0.10.1, and 0.11.0", "update BuildKit", host, map[string]string{"buildctl": `[ "$1" = --version ] && ` + good + ` || echo BuildKit: v0.10.1`}},
		"old buildctl":       {"", "!is 0.12.5, and 0.13.0", installCommand, host, map[string]string{"buildctl": `echo v0.12.5`}},
		"private, by name":   {"private", "!BuildKit is not installed", installCommand, nil, dockerOf("26.1.5", "0.13.1")},
		"no such":            {"podmann", "!unknown engine", "", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := Choose(t.Context(), c.name, fakes(t, c.env, c.tools))
			if part, ok := strings.CutPrefix(c.want, "!"); ok {
				checkUnusable(t, err, part, c.mend)
			} else if err != nil || e.Name() != c.want {
				t.Errorf("%v, %v", e, err)
			}
		})
	}
}

// What is foreseen is what is chosen, where one is.
func TestForeseen(t *testing.T) {
	asUser(t, 0)
	host := map[string]string{"BUILDKIT_HOST": "tcp://far:1234"}
	for name, c := range map[string]struct {
		name, want string
		env        map[string]string
	}{
		"nothing":            {"", "", nil},
		"host":               {"", "buildctl", host},
		"private, by name":   {"private", "private", nil},
		"private by default": {"buildctl", "private", nil},
		"docker":             {"docker", "docker", host},
		"no such":            {"podmann", "", nil},
	} {
		if got := Foreseen(c.name, fakes(t, c.env, nil)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func checkUnusable(t *testing.T, err error, part, mend string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), part) {
		t.Fatalf("%v", err)
	}
	var u *Unusable
	if errors.As(err, &u) && !strings.Contains(u.Hint(), mend) || !errors.As(err, &u) && mend != "" {
		t.Errorf("%v: %v", err, u)
	}
}

func TestChooseCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Choose(ctx, "docker", fakes(t, nil, dockerOf("26.1.5", "0.13.1"))); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// solveFake solves with a buildctl that is a script.
func solveFake(t *testing.T, script, output string) ([]Event, error) {
	t.Helper()
	env := fakes(t, nil, map[string]string{"buildctl": script})
	bin, err := env.LookPath("buildctl")
	if err != nil {
		t.Fatal(err)
	}
	var events []Event
	r := Request{Context: tree(t, map[string]string{"Dockerfile": ""}), Dockerfile: "Dockerfile", Output: output}
	err = NewBuildctl(bin, "unix:///x").Solve(t.Context(), r, func(e Event) { events = append(events, e) })
	return events, err
}

func TestSolveReplay(t *testing.T) {
	testdata, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	events, err := solveFake(t, "cat "+testdata+"/fail.jsonl >&2; exit 1", "")
	var step *StepError
	if !errors.As(err, &step) || step.ExitCode != 3 || !slices.Contains(step.Output, "error: boom") || len(events) == 0 {
		t.Errorf("%v", err)
	}
}

func TestDiskFullInStore(t *testing.T) {
	const failed = `{"vertexes":[{"digest":"v","name":"[a 1/1] RUN x","started":"2026-01-01T00:00:01Z"}]}
{"logs":[{"vertex":"v","stream":2,"data":"Y2M6IE5vIHNwYWNlIGxlZnQgb24gZGV2aWNlCg=="}]}
{"vertexes":[{"digest":"v","name":"[a 1/1] RUN x","completed":"2026-01-01T00:00:02Z","error":"did not complete successfully: exit code: 1"}]}`
	_, err := solveFake(t, "cat >&2 <<'EOF'\n"+failed+"\nEOF\nexit 1", "")
	var full *NoSpace
	var step *StepError
	if !errors.As(err, &full) || full.Where != "the engine's store" || !errors.As(err, &step) {
		t.Errorf("%v", err)
	}
}

// The private engine is made ready and asked nothing; any other must answer.
func TestCheckAsksOthersOnly(t *testing.T) {
	released := 0
	ready := func(context.Context) (func(), error) { return func() { released++ }, nil }
	none := filepath.Join(t.TempDir(), "buildctl")
	if err := (&buildctl{name: "private", bin: none, ready: ready}).Check(t.Context()); err != nil || released != 1 {
		t.Errorf("%v, released %d times", err, released)
	}
	if err := NewBuildctl(none, "unix:///nowhere").Check(t.Context()); err == nil {
		t.Error("a client that is not there has answered")
	}
}

// Where BUILDKIT_HOST is not set, the private BuildKit is what the name buildctl
// stands for: engine status says of it what a run would find.
func TestSurveyOfBuildctl(t *testing.T) {
	asUser(t, 0)
	tools := t.TempDir()
	t.Setenv("PATH", tools)
	env := fakes(t, nil, nil)
	usable := func() map[string]bool {
		out := map[string]bool{}
		for _, a := range Survey(context.Background(), env) {
			out[a.Engine] = a.Answer == nil
		}
		return out
	}
	if got := usable(); got["buildctl"] || got["private"] {
		t.Errorf("before it is installed: %v", got)
	}
	for _, file := range []string{env.Private.Buildctl(), filepath.Join(tools, "runc")} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte("#!/bin/sh\n"), 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	if got := usable(); !got["buildctl"] || !got["private"] {
		t.Errorf("installed: %v", got)
	}
	if eng, err := Choose(context.Background(), "buildctl", env); err == nil && eng.Name() != "private" {
		t.Errorf("a run takes %s", eng.Name())
	}
}
