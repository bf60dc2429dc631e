package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"testing"
)

// A file that cannot be read says nothing about what is in it.
func TestUnreadableIsTheEnvironment(t *testing.T) {
	for err, want := range map[error]int{
		&fs.PathError{Op: "open", Path: "hello", Err: syscall.EACCES}:                          exitEnvironment,
		fmt.Errorf("x: %w", &fs.PathError{Op: "read", Path: "hello", Err: syscall.EIO}):        exitEnvironment,
		fmt.Errorf("x: %w", &exitError{code: exitDrift, err: syscall.ENOSPC}):                  exitDrift,
		&fs.PathError{Op: "open", Path: "report.json", Err: fmt.Errorf("not %s", "in a list")}: exitInvalid,
	} {
		if got := codeOf(err); got != want {
			t.Errorf("%v: %d, want %d", err, got, want)
		}
	}
}

func TestAsksForJSON(t *testing.T) {
	for _, c := range []struct {
		want bool
		args []string
	}{
		{true, []string{"list", "-o", "json"}},
		{true, []string{"run", "--output=json", "--no-such"}},
		{true, []string{"run", "-ojson"}},
		{false, []string{"list", "-o"}},
		{false, []string{"list", "-o", "matrix", "json"}},
		{false, []string{"verify", "--", "-o", "json"}},
	} {
		if got := asksForJSON(c.args); got != c.want {
			t.Errorf("%q: %v", c.args, got)
		}
	}
}

// Nobody reads and no verdict is lost: a command's own code stays.
func TestFaultOfStdout(t *testing.T) {
	for fault, want := range map[error][2]int{
		syscall.EPIPE:  {exitOK, exitDrift},
		syscall.ENOSPC: {exitEnvironment, exitDrift},
		nil:            {exitOK, exitDrift},
	} {
		for i, err := range []error{nil, &exitError{code: exitDrift, err: fmt.Errorf("drift")}} {
			a := &app{Streams: Streams{Err: io.Discard}, out: &sink{Writer: io.Discard}}
			if fault != nil {
				a.out.err = &fs.PathError{Op: "write", Path: os.DevNull, Err: fault}
			}
			if got := a.finish(err); got != want[i] {
				t.Errorf("%v, %v: %d, want %d", fault, err, got, want[i])
			}
		}
	}
}
