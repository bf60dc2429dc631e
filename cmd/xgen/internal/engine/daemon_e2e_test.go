//go:build e2e

package engine

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// fresh is a private BuildKit in a folder of its own, with the programs that
// are already installed. It is stopped in the end.
func fresh(t *testing.T) *Private {
	t.Helper()
	installed := private(t)
	dir, err := os.MkdirTemp("", "xg e%2e#") // characters that a socket's address could trip over
	if err != nil {
		t.Fatal(err)
	}
	p := &Private{Dir: dir, Idle: 300 * time.Millisecond, Supervisor: installed.Supervisor}
	if err := os.Symlink(installed.binaries(), p.binaries()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(p.Stop(context.Background()), os.RemoveAll(dir)); err != nil {
			t.Error(err)
		}
	})
	return p
}

// pidOf is the supervisor's process id, 0 where none runs.
func pidOf(t *testing.T, p *Private) int {
	t.Helper()
	s, err := p.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s.PID
}

// daemons are the process ids of a private BuildKit's daemons.
func daemons(p *Private) []string {
	out, _ := exec.Command("pgrep", "-f", "--", "--config "+p.run("buildkitd.toml")).Output()
	return strings.Fields(string(out))
}

func TestIdle(t *testing.T) {
	p := fresh(t)
	begun := time.Now()
	if err := p.Engine().Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Logf("cold start and check: %v", time.Since(begun))
	within(t, 10*time.Second, "it ends when idle", func() bool { return pidOf(t, p) == 0 })
	if _, err := os.Stat(p.socket()); !os.IsNotExist(err) {
		t.Errorf("the socket remains: %v", err)
	}
	if d := daemons(p); len(d) != 0 {
		t.Errorf("daemons remain: %v", d)
	}
}

func TestNotIdleWhileSolving(t *testing.T) {
	p := fresh(t)
	r := request(t, "", "FROM os AS s\nRUN sleep 2\n")
	if err := p.Engine().Solve(t.Context(), r, func(Event) {}); err != nil {
		t.Error(err)
	}
}

// TestConnected uses the daemon as someone does who knows no "use" lock.
func TestConnected(t *testing.T) {
	p := fresh(t)
	if err := p.Engine().Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := request(t, "", "FROM os AS s\nRUN sleep 2\n")
	if err := NewBuildctl(p.Buildctl(), p.addr()).Solve(t.Context(), r, func(Event) {}); err != nil {
		t.Error(err)
	}
}

func TestModes(t *testing.T) {
	p := fresh(t)
	p.Idle = time.Second
	if err := p.Engine().Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	within(t, time.Second, "the socket is the owner's alone", func() bool {
		info, err := os.Stat(p.socket())
		return err == nil && info.Mode().Perm() == 0o600
	})
	for _, dir := range []string{p.Dir, p.run("")} {
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v %v", dir, info.Mode(), err)
		}
	}
}

func TestOneDaemon(t *testing.T) {
	p := fresh(t)
	p.Idle = 5 * time.Second
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if err := p.Engine().Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if d := daemons(p); len(d) != 1 {
		t.Errorf("daemons: %v", d)
	}
}

// TestKilled ends the supervisor and then the daemon as kill -9 does.
func TestKilled(t *testing.T) {
	p := fresh(t)
	p.Idle = 5 * time.Second
	for _, victims := range []string{"supervisor", "both"} {
		if err := p.Engine().Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		daemon := daemons(p)
		_ = syscall.Kill(pidOf(t, p), syscall.SIGKILL)
		if victims == "both" {
			_ = exec.Command("kill", append([]string{"-9"}, daemon...)...).Run()
		}
		time.Sleep(50 * time.Millisecond)
		r := request(t, "", "FROM os AS s\nRUN true\n")
		if err := p.Engine().Solve(t.Context(), r, func(Event) {}); err != nil {
			t.Fatalf("after kill -9 of %s: %v", victims, err)
		}
		if d := daemons(p); len(d) != 1 {
			t.Errorf("after kill -9 of %s: daemons %v", victims, d)
		}
	}
}

// TestEndedInSolve ends the daemon in each way while a step runs.
func TestEndedInSolve(t *testing.T) {
	for how, end := range map[string]func(p *Private){
		"stopped":           func(p *Private) { _ = p.Stop(t.Context()) },
		"supervisor killed": func(p *Private) { _ = syscall.Kill(pidOf(t, p), syscall.SIGKILL) },
		"daemon killed":     func(p *Private) { _ = exec.Command("kill", append([]string{"-9"}, daemons(p)...)...).Run() },
	} {
		t.Run(how, func(t *testing.T) {
			p := fresh(t)
			ended := begin(t.Context(), t, p.Engine(), sleeper(t))
			end(p)
			if err := <-ended; err == nil {
				t.Error("no error")
			} else {
				t.Log(err)
			}
			within(t, 5*time.Second, "the step is gone", awake)
		})
	}
}

func TestStartFails(t *testing.T) {
	p := fresh(t)
	p.Supervisor = []string{"/bin/sh", "-c", "echo nothing to serve; exit 1"}
	var u *Unusable
	if err := p.Engine().Check(t.Context()); !errors.As(err, &u) || !strings.Contains(err.Error(), "nothing to serve") {
		t.Error(err)
	}
}

// TestInstallMends has an installation that was killed half way.
func TestInstallMends(t *testing.T) {
	self := private(t).Supervisor
	p := &Private{Dir: t.TempDir(), Supervisor: self}
	left := filepath.Join(p.Dir, newPrefix+"123")
	write(t, filepath.Join(left, "bin", "buildctl"), "half")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := p.Install(ctx, progress(t)); !errors.Is(err, context.DeadlineExceeded) || p.Installed() {
		t.Fatalf("interrupted: %v, %v", err, p.Installed())
	}
	begun := time.Now()
	if err := p.Install(t.Context(), progress(t)); err != nil || !p.Installed() {
		t.Fatal(err)
	}
	t.Logf("warm installation: %v", time.Since(begun))
	if names, _ := filepath.Glob(filepath.Join(p.Dir, "*")); len(names) != 2 {
		t.Errorf("left: %v", names)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("the half installation is still there")
	}
	if err := p.Install(t.Context(), func(s string) { t.Error("second time: " + s) }); err != nil {
		t.Error(err)
	}
}

func TestBaseIsReproducible(t *testing.T) {
	var digests []string
	for _, name := range []string{"one", "two"} {
		made, err := Base(t.Context(), "debian:trixie-slim", filepath.Join(t.TempDir(), name), progress(t))
		if err != nil {
			t.Fatal(err)
		}
		_, digest, _ := strings.Cut(made, "@")
		digests = append(digests, digest)
	}
	if digests[0] != digests[1] {
		t.Errorf("%s, then %s", digests[0], digests[1])
	}
}
