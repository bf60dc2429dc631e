package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"testing"

	"github.com/xgen-build/xgen/schema/exitcode"
)

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

// A closed pipe is no error, and a command's own exit code stays whatever
// becomes of its output.
func TestFaultOfStdout(t *testing.T) {
	for fault, want := range map[error][2]exitcode.Code{
		syscall.EPIPE:  {exitcode.OK, exitcode.Drift},
		syscall.ENOSPC: {exitcode.Environment, exitcode.Drift},
		nil:            {exitcode.OK, exitcode.Drift},
	} {
		for i, err := range []error{nil, &exitError{code: exitcode.Drift, err: fmt.Errorf("drift")}} {
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
