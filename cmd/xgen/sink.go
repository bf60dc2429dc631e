package main

import (
	"errors"
	"io"
	"syscall"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// sink is stdout. A write that fails is kept for the end and not told to the
// command, whose verdict it must not replace.
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

// fault is what to say of the writes; a reader that has gone is nobody to tell.
func (s *sink) fault() error {
	if s.err == nil || errors.Is(s.err, syscall.EPIPE) {
		return nil
	}
	return &exitError{code: exitcode.Environment, err: s.err}
}
