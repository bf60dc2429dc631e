//go:build e2e

package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/opencontainers/go-digest"
	oci "github.com/opencontainers/image-spec/specs-go/v1"
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
	within(t, "it ends when idle", func() bool { return pidOf(t, p) == 0 })
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

// TestConnected uses the daemon as a client does that does not take the lock
// "use".
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
	within(t, "the socket is the owner's alone", func() bool {
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

// TestRow71EndedInSolve ends the daemon in each way while a step runs.
func TestRow71EndedInSolve(t *testing.T) {
	for how, end := range map[string]func(p *Private){
		"stopped":           func(p *Private) { _ = p.Stop(t.Context()) },
		"supervisor killed": func(p *Private) { _ = syscall.Kill(pidOf(t, p), syscall.SIGKILL) },
		"daemon killed":     func(p *Private) { _ = exec.Command("kill", append([]string{"-9"}, daemons(p)...)...).Run() },
		"socket removed": func(p *Private) {
			_ = os.Remove(p.socket())
			_ = exec.Command("kill", append([]string{"-9"}, daemons(p)...)...).Run()
		},
		"runtime killed": func(p *Private) { _ = exec.Command("pkill", "-9", "-f", "^runc .*"+regexp.QuoteMeta(p.root())).Run() },
	} {
		t.Run(how, func(t *testing.T) {
			p := fresh(t)
			ended := begin(t.Context(), t, p.Engine(), sleeper(t))
			end(p)
			var lost *Lost
			if err := <-ended; !errors.As(err, &lost) || !strings.Contains(lost.Hint(), p.log()) {
				t.Errorf("%v", err)
			}
			within(t, "the step is gone", awake)
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

// TestInstallMends installs over an installation that was killed half-way.
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

// environOf is the environment that a process was started with.
func environOf(t *testing.T, pid string) string {
	t.Helper()
	data, err := os.ReadFile("/proc/" + pid + "/environ")
	if err != nil || len(data) == 0 {
		t.Fatalf("process %s: %q, %v", pid, data, err)
	}
	return string(data)
}

// TestRow70DaemonKeepsNoSecrets looks into the processes that outlive their caller.
func TestRow70DaemonKeepsNoSecrets(t *testing.T) {
	p := fresh(t)
	p.Idle = 10 * time.Second
	for name, value := range map[string]string{
		"AWS_SECRET_ACCESS_KEY": "hunter2", "HTTPS_PROXY": "http://me:hunter2@127.0.0.1:9", "BUILDKIT_HOST": "tcp://me:hunter2@127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9",
	} {
		t.Setenv(name, value)
	}
	if err := p.Engine().Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	pids := append(daemons(p), fmt.Sprint(pidOf(t, p)))
	if len(pids) != 2 {
		t.Fatalf("processes %v", pids)
	}
	for _, pid := range pids {
		if env := environOf(t, pid); strings.Contains(env, "hunter2") || !strings.Contains(env, "HTTP_PROXY=http://127.0.0.1:9") {
			t.Errorf("process %s has %q", pid, env)
		}
	}
}

// TestRow71NothingIsLeft lets a step fail that mounts a single file: BuildKit
// leaves a folder behind for each such step.
func TestRow71NothingIsLeft(t *testing.T) {
	tmp := t.TempDir()
	p := fresh(t)
	p.Idle = 10 * time.Second
	t.Setenv("TMPDIR", tmp)
	r := request(t, "", "FROM os AS s\nRUN --mount=type=bind,source=tok,target=/f exit 1\n")
	var step *StepError
	if err := p.Engine().Solve(t.Context(), r, func(Event) {}); !errors.As(err, &step) {
		t.Fatal(err)
	}
	left, err := os.ReadDir(p.temp())
	if err != nil || len(left) == 0 {
		t.Errorf("the daemon's own folder holds %v, %v: does BuildKit sweep by now?", left, err)
	}
	if err := p.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{tmp, p.temp()} {
		if left, err := filepath.Glob(filepath.Join(dir, "*uildkit*")); len(left) > 0 || err != nil {
			t.Errorf("left: %v, %v", left, err)
		}
	}
}

// TestRow71KilledLeavesNothing kills a daemon, which then removes nothing. The
// next daemon does.
func TestRow71KilledLeavesNothing(t *testing.T) {
	p := fresh(t)
	p.Idle = 10 * time.Second
	ended := begin(t.Context(), t, p.Engine(), sleeper(t))
	left := filepath.Join(p.temp(), "buildkit-mount1")
	if err := os.Mkdir(left, 0o700); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Kill(pidOf(t, p), syscall.SIGKILL)
	<-ended
	if err := p.Engine().Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("it is still there")
	}
}

// TestRow58LayerChanged changes one byte of a layer, which the engine must
// refuse, and then of the manifest, which xgen must refuse. The repaired
// layout works again.
func TestRow58LayerChanged(t *testing.T) {
	p := fresh(t)
	p.Idle = 10 * time.Second
	r := request(t, "", "FROM os AS s\nRUN true\n")
	good, manifest, _ := strings.Cut(strings.TrimPrefix(r.Contexts["os"], ociLayout), "@")
	dir := filepath.Join(t.TempDir(), "layout")
	if err := os.CopyFS(dir, os.DirFS(good)); err != nil {
		t.Fatal(err)
	}
	m, err := readManifest(dir, oci.Descriptor{Digest: digest.Digest(manifest)})
	if err != nil {
		t.Fatal(err)
	}
	r.Contexts["os"] = ociLayout + dir
	spoil(t, blobPath(dir, m.Layers[0].Digest))
	err = p.Engine().Solve(t.Context(), r, func(Event) {})
	var step *StepError
	if !errors.As(err, &step) || !strings.Contains(step.Hint(), "xgen engine stop") {
		t.Errorf("with another layer: %v", err)
	}
	spoil(t, blobPath(dir, m.Layers[0].Digest))
	if err := p.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := p.Engine().Solve(t.Context(), r, func(Event) {}); err != nil {
		t.Errorf("the layer as it was: %v", err)
	}
	spoil(t, blobPath(dir, digest.Digest(manifest)))
	if err := p.Engine().Solve(t.Context(), r, func(Event) {}); err == nil || !strings.Contains(err.Error(), "is damaged") {
		t.Errorf("with another manifest: %v", err)
	}
}
