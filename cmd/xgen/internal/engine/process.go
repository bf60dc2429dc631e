package engine

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/xgen-build/xgen/schema/panics"
)

// grace is how long a client may take to end after SIGINT. Tests shorten it.
var grace = 5 * time.Second

// stream runs a client and hands its stderr to read, which must read to the
// end. When ctx ends the client gets SIGINT and, after the grace time or when
// kill is closed, SIGKILL. Nothing of its process group is left when stream
// returns. The group is the client's own, so a terminal's ^C does not reach it.
func stream(ctx context.Context, kill <-chan struct{}, cmd *exec.Cmd, read func(io.Reader)) error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	cmd.Stderr = w
	cmd.SysProcAttr = ownGroup()
	started, ended := make(chan error, 1), make(chan error, 1)
	client := panics.Go(func() { startAndWait(cmd, started, ended) })
	err = <-started
	w.Close()
	if err != nil {
		return err
	}
	pid, stop := cmd.Process.Pid, make(chan struct{})
	watching := panics.Go(func() { interrupt(ctx, kill, stop, pid) })
	reading := panics.Go(func() {
		defer r.Close() // where read panics, nobody is left to listen: the client's next word ends it
		read(r)
	})
	err = <-ended
	client.Wait()
	close(stop)
	watching.Wait()
	signalGroup(pid, syscall.SIGKILL)
	reading.Wait()
	return err
}

// startAndWait stays on one thread: Linux sends the parent-death signal when
// the thread that started the child ends (golang/go#27505).
func startAndWait(cmd *exec.Cmd, started, ended chan<- error) {
	defer close(started)
	defer close(ended)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := cmd.Start()
	started <- err
	if err == nil {
		ended <- cmd.Wait()
	}
}

// interrupt ends a process group: with SIGINT when ctx ends, with SIGKILL
// after the grace time or when kill is closed.
func interrupt(ctx context.Context, kill, stop <-chan struct{}, pid int) {
	var late <-chan time.Time
	done := ctx.Done()
	for {
		select {
		case <-stop:
			return
		case <-done:
			signalGroup(pid, syscall.SIGINT)
			done, late = nil, time.After(grace)
		case <-kill:
			signalGroup(pid, syscall.SIGKILL)
			kill = nil
		case <-late:
			signalGroup(pid, syscall.SIGKILL)
		}
	}
}

// signalGroup sends a signal to a process group. That it is gone is no error.
func signalGroup(pid int, s syscall.Signal) { _ = syscall.Kill(-pid, s) }

// output runs a short command and returns its stdout without the final
// newlines. The error is the last line of its stderr, without passwords.
func output(ctx context.Context, cmd *exec.Cmd) (string, error) {
	var said, out strings.Builder
	cmd.Stdout, cmd.WaitDelay = &out, time.Second
	err := stream(ctx, nil, cmd, func(r io.Reader) { _, _ = io.Copy(&said, r) })
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	if last := lastLine(said.String()); err != nil && last != "" {
		err = errors.New(maskOf(cmd.Environ()).hide(lastWords(last)))
	}
	return strings.TrimRight(out.String(), "\n"), err
}
