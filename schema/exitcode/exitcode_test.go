package exitcode

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"slices"
	"syscall"
	"testing"
)

type coded struct {
	code Code
	err  error
}

func (c coded) Error() string  { return "coded" }
func (c coded) Unwrap() error  { return c.err }
func (c coded) ExitCode() Code { return c.code }

func TestOf(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Code
	}{
		{nil, OK},
		{errors.New("no code"), Invalid},
		{coded{code: Drift}, Drift},
		{fmt.Errorf("x: %w", coded{code: Usage}), Usage},
		{errors.Join(errors.New("x"), coded{code: Internal}), Internal},
		{coded{code: Drift, err: coded{code: Environment}}, Drift},
		{coded{code: Drift, err: syscall.ENOSPC}, Drift},
		{&fs.PathError{Op: "open", Path: "hello", Err: syscall.EACCES}, Environment},
		{fmt.Errorf("x: %w", &fs.PathError{Op: "read", Path: "hello", Err: syscall.EIO}), Environment},
		{&fs.PathError{Op: "open", Path: "report.json", Err: errors.New("not in a list")}, Invalid},
		{fmt.Errorf("runc: %w", new(exec.ExitError)), Invalid}, // another program's code is not xgen's
	} {
		if got := Of(c.err); got != c.want {
			t.Errorf("%v: %d, want %d", c.err, got, c.want)
		}
	}
}

func TestMeanings(t *testing.T) {
	var codes []Code
	for _, m := range Meanings {
		codes = append(codes, m.Code)
	}
	if !slices.IsSorted(codes) || !slices.Equal(codes, slices.Compact(slices.Clone(codes))) {
		t.Errorf("the codes are not in order, each once: %v", codes)
	}
	if Interrupted != 130 || Terminated != 143 {
		t.Errorf("signals end in %d and %d", Interrupted, Terminated)
	}
}
