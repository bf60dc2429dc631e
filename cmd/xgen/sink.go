package main

import (
	"errors"
	"io"
	"syscall"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// sink is stdout. It keeps the first error of a write until the end of the
// command and hides it from the command itself, whose own exit code must stay.
type sink struct {
	io.Writer
	wrote int64
	err   error // the first failure
}

func (s *sink) Write(p []byte) (int, error) {
	if s.err == nil {
		var n int
		n, s.err = s.Writer.Write(p)
		s.wrote += int64(n)
	}
	return len(p), nil
}

// fault returns the error of the writes; nil where there is none, or where the
// reader closed the pipe and so wanted no more.
func (s *sink) fault() error {
	if s.err == nil || errors.Is(s.err, syscall.EPIPE) {
		return nil
	}
	return &exitError{code: exitcode.Environment, err: s.err}
}
