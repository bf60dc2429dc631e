package tree

import (
	"errors"
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/userfile"
)

// PathError reports that xgen does not write to an output folder or to an
// artifact's path.
type PathError struct {
	Path string
	Why  string
}

func (e *PathError) Error() string { return fmt.Sprintf("output path %+q: %s", e.Path, e.Why) }

// ManifestError reports where a manifest on the disk is wrong.
type ManifestError struct {
	File   string // from the root
	Line   int    // from 1
	Why    string
	Remedy string // what the user does about it
}

func (e *ManifestError) Error() string {
	return fmt.Sprintf("%s:%d: %s; %s", e.File, e.Line, e.Why, e.Remedy)
}

// ExitCode returns exitcode.Drift, since a manifest is an emitted file.
func (*ManifestError) ExitCode() exitcode.Code { return exitcode.Drift }

// IOError reports that the system refused to read or write a path: no space, no
// permission, a read-only tree. The project is never at fault.
type IOError struct {
	Path string // from the root; never that of a temporary file
	Err  error  // errors.Is finds ENOSPC, EROFS, fs.ErrPermission in it
}

func (e *IOError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns the system's own error.
func (e *IOError) Unwrap() error { return e.Err }

// ExitCode returns exitcode.Environment.
func (*IOError) ExitCode() exitcode.Code { return exitcode.Environment }

// ioError returns an error of package os as an *IOError of that path.
func ioError(name string, err error) error {
	if err == nil {
		return nil
	}
	var done *IOError
	if errors.As(err, &done) {
		return err
	}
	return &IOError{Path: name, Err: userfile.Cause(err)}
}

// Refusal reports that nothing was written, and which paths are the reason.
type Refusal struct {
	Changes []Change
}

// Error returns a line for each path.
func (e *Refusal) Error() string {
	lines := make([]string, len(e.Changes))
	for i, c := range e.Changes {
		lines[i] = c.Path + ": " + c.Reason
	}
	return strings.Join(lines, "\n")
}

// ExitCode returns exitcode.Drift.
func (*Refusal) ExitCode() exitcode.Code { return exitcode.Drift }

// Forceable reports whether Apply would go ahead when forced.
func (e *Refusal) Forceable() bool {
	for _, c := range e.Changes {
		if c.refused(true) {
			return false
		}
	}
	return true
}
