package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// PathError says that an output folder or an artifact's path is not one that
// xgen writes to.
type PathError struct {
	Path string
	Why  string
}

func (e *PathError) Error() string { return fmt.Sprintf("output path %+q: %s", e.Path, e.Why) }

// ManifestError says where a manifest on disk cannot be believed.
type ManifestError struct {
	File   string // from the root
	Line   int    // from 1
	Why    string
	Remedy string // what the user does about it
}

func (e *ManifestError) Error() string {
	return fmt.Sprintf("%s:%d: %s; %s", e.File, e.Line, e.Why, e.Remedy)
}

// IOError says that the system refused to read or write a path: no space, no
// permission, a read-only tree. It is the environment's fault, never the
// project's.
type IOError struct {
	Path string // from the root; never that of a temporary file
	Err  error  // errors.Is finds ENOSPC, EROFS, fs.ErrPermission in it
}

func (e *IOError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns the system's own error.
func (e *IOError) Unwrap() error { return e.Err }

// ioError drops the path that os added, which may be a temporary file's.
func ioError(name string, err error) error {
	if err == nil {
		return nil
	}
	var done *IOError
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &done):
		return err
	case errors.As(err, &pathErr):
		err = pathErr.Err
	case errors.As(err, &linkErr):
		err = linkErr.Err
	}
	return &IOError{Path: name, Err: err}
}

// Refusal says that nothing was written, and because of which paths.
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

// Forceable reports whether Apply would go ahead when forced.
func (e *Refusal) Forceable() bool {
	for _, c := range e.Changes {
		if c.refused(true) {
			return false
		}
	}
	return true
}
