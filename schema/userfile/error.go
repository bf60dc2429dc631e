package userfile

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// Kind says why a file could not be read.
type Kind string

// The kinds. Only of Unreadable is the machine at fault, and not the project.
const (
	Missing    Kind = "missing"
	LeadsOut   Kind = "leads out" // it is, or lies below, a link that leads out of the root
	NotRegular Kind = "not regular"
	TooLarge   Kind = "too large"
	BadPath    Kind = "bad path"   // no file can stand there
	Unreadable Kind = "unreadable" // no permission, a broken disk
)

// Error says that a file could not be read.
type Error struct {
	Name string
	Kind Kind
	Why  string // for people, without the name
	Err  error  // the system's own, where there is one
}

// Error returns "name: why".
func (e *Error) Error() string { return e.Name + ": " + e.Why }

// Unwrap returns the system's own error.
func (e *Error) Unwrap() error { return e.Err }

// ExitCode returns exitcode.Environment: what a project's own files
// are wrong in is a diagnostic by the time that it is told.
func (*Error) ExitCode() exitcode.Code { return exitcode.Environment }

// Is reports whether an error says that a file could not be read, and for this reason.
func Is(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// Cause returns the system's own words in an error of package os, without the
// path, which may be that of a temporary file, and without the name of the call
// that failed, which says nothing to a user.
func Cause(err error) error {
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		return pathErr.Err
	case errors.As(err, &linkErr):
		return linkErr.Err
	}
	return err
}

// classify turns an error of a file system's into an *Error.
func classify(name string, err error) error {
	var done *Error
	if errors.As(err, &done) {
		return done
	}
	cause := Cause(err)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return &Error{name, Missing, "no such file", cause}
	case strings.HasSuffix(err.Error(), "path escapes from parent"): // os.Root has no name for it
		return &Error{name, LeadsOut, "a link leads out of the project's root or is absolute: put the file itself there", cause}
	case errors.Is(err, fs.ErrInvalid), errors.Is(err, syscall.ENAMETOOLONG), errors.Is(err, syscall.ELOOP):
		return &Error{name, BadPath, cause.Error(), cause}
	}
	return &Error{name, Unreadable, cause.Error(), cause}
}
