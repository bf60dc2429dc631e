package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xgen-build/xgen/emit/flock"
	"github.com/xgen-build/xgen/schema/panics"
)

// shell is a client that is a shell script.
func shell(script string) *exec.Cmd { return exec.Command("/bin/sh", "-c", script) }

// streamLines runs a client and returns what it said on stderr.
func streamLines(ctx context.Context, kill <-chan struct{}, cmd *exec.Cmd, each func(string)) error {
	return stream(ctx, kill, cmd, func(r io.Reader) {
		for buf := make([]byte, 4096); ; {
			n, err := r.Read(buf)
			if n > 0 {
				each(string(buf[:n]))
			}
			if err != nil {
				return
			}
		}
	})
}

func TestStream(t *testing.T) {
	var said string
	err := streamLines(t.Context(), nil, shell("echo out; echo err >&2; exit 7"), func(s string) { said += s })
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 7 || said != "err\n" {
		t.Errorf("%v, %q", err, said)
	}
}

func TestStreamNoProgram(t *testing.T) {
	if err := streamLines(t.Context(), nil, exec.Command("/no/such/program"), func(string) {}); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestStreamInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var said string
	err := streamLines(ctx, nil, shell("trap 'echo caught >&2; exit 1' INT; echo ready >&2; while :; do sleep 0.01; done"), func(s string) {
		said += s
		cancel()
	})
	if err == nil || said != "ready\ncaught\n" {
		t.Errorf("%v, %q", err, said)
	}
}

// TestStreamStubborn runs clients that ignore SIGINT.
func TestStreamStubborn(t *testing.T) {
	defer func(d time.Duration) { grace = d }(grace)
	grace = 50 * time.Millisecond
	const script = "trap '' INT; echo ready >&2; while :; do sleep 0.01; done"
	ctx, cancel := context.WithCancel(t.Context())
	if err := streamLines(ctx, nil, shell(script), func(string) { cancel() }); err == nil {
		t.Error("no error after the grace time")
	}
	kill := make(chan struct{})
	if err := streamLines(t.Context(), kill, shell(script), func(string) { close(kill) }); err == nil {
		t.Error("no error after kill")
	}
}

// TestStreamLeavesNothing runs a client that leaves a child behind, which
// keeps the stream open.
func TestStreamLeavesNothing(t *testing.T) {
	var said string
	begun := time.Now()
	err := streamLines(t.Context(), nil, shell("sleep 60 & echo $! >&2"), func(s string) { said += s })
	if err != nil || time.Since(begun) > 10*time.Second {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
	var pid int
	if _, err := fmt.Sscan(said, &pid); err != nil {
		t.Fatal(err)
	}
	for syscall.Kill(pid, 0) == nil && !zombie(pid) {
		if time.Since(begun) > 10*time.Second {
			t.Fatal("the child is still there")
		}
		time.Sleep(time.Millisecond)
	}
}

func zombie(pid int) bool {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return strings.Contains(string(stat), ") Z ")
}

func TestOutput(t *testing.T) {
	if out, err := output(t.Context(), shell("echo a; echo b; echo warn >&2")); out != "a\nb" || err != nil {
		t.Errorf("%q, %v", out, err)
	}
	if _, err := output(t.Context(), shell("echo first >&2; echo 'error: last' >&2; exit 1")); err == nil || err.Error() != "last" {
		t.Error(err)
	}
}

func TestLockFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	a, err := tryLockFile(path, flock.Shared)
	if a == nil {
		t.Fatal(err)
	}
	b, err := tryLockFile(path, flock.Shared)
	if b == nil {
		t.Fatal(err)
	}
	b.Close()
	if c, err := tryLockFile(path, flock.Exclusive); c != nil || err != nil {
		t.Errorf("exclusive beside shared: %v, %v", c, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := lockFile(ctx, path, flock.Exclusive); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	time.AfterFunc(10*time.Millisecond, func() { a.Close() })
	if d, err := lockFile(t.Context(), path, flock.Exclusive); d == nil {
		t.Error(err)
	}
}

// Whoever reads a client's words panics: the client, which would talk to nobody
// for ever, ends, and the panic comes up in the caller.
func TestRow63PanicOfTheReader(t *testing.T) {
	cmd := exec.Command("sh", "-c", "while :; do echo word >&2; done")
	caught := panics.Try(func() {
		_ = stream(t.Context(), nil, cmd, func(r io.Reader) { panic("broken by a test") })
	})
	if caught == nil || caught.Value != "broken by a test" {
		t.Fatal(caught)
	}
	if cmd.ProcessState == nil {
		t.Error("the client was not waited for")
	}
}
