package build

import (
	"errors"
	"syscall"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/userfile"
)

// Unwritable says that xgen could not write to a path in dist/, or refused to
// because something that is not its own stands there.
type Unwritable struct {
	Path string // from the project's root
	Err  error
}

// Error returns the path and the system's own words.
func (e *Unwritable) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns the error that says why.
func (e *Unwritable) Unwrap() error { return e.Err }

// ExitCode returns exitcode.Environment.
func (*Unwritable) ExitCode() exitcode.Code { return exitcode.Environment }

// Hint returns what became of the binary and what to do.
func (e *Unwritable) Hint() string {
	var way *inTheWay
	switch {
	case errors.As(e.Err, &way):
		return "nothing was written there and nothing was published: move " + e.Path + " away or remove it"
	case errors.Is(e.Err, syscall.ENOSPC), errors.Is(e.Err, syscall.EDQUOT):
		return "nothing was published: make room on the disk of dist"
	}
	return "nothing was published: make dist a folder that you may write to (ls -ld dist dist/.xgen), or move it away"
}

// inTheWay says that something else stands where xgen keeps a file or a folder
// of its own.
type inTheWay struct{ is, want string }

func (e *inTheWay) Error() string { return "it is " + e.is + ", not " + e.want }

// errReplaced says that another program changes files in dist/ at the same
// time.
var errReplaced = errors.New("it was replaced while xgen was at work")

// failed returns an error of package os as an *Unwritable of that path.
func failed(at string, err error) error {
	if err == nil {
		return nil
	}
	var done *Unwritable
	if errors.As(err, &done) {
		return err
	}
	return &Unwritable{at, userfile.Cause(err)}
}
