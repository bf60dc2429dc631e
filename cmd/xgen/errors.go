package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema/exitcode"
)

// exitError is an error with the exit code and the hint that a command chose for
// it. With a nil err there is nothing more to print.
type exitError struct {
	code exitcode.Code
	err  error
	hint string
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// ExitCode returns the code that the command chose.
func (e *exitError) ExitCode() exitcode.Code { return e.code }

// said returns the error of a command that has printed all that there is to say.
func said(code exitcode.Code) error { return &exitError{code: code} }

// isSaid reports whether an error is one of said.
func isSaid(err error) bool {
	var silent *exitError
	return errors.As(err, &silent) && silent.err == nil
}

// usage returns an error with exitcode.Usage.
func usage(format string, args ...any) error {
	return &exitError{code: exitcode.Usage, err: fmt.Errorf(format, args...)}
}

// hintOf returns the hint of an error as it is printed; "" where it has none.
func hintOf(err error) string {
	var own *exitError
	if errors.As(err, &own) && own.hint != "" {
		return own.hint
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) && h.Hint() != "" {
		return "help: " + h.Hint()
	}
	return ""
}

// oneLine returns an error's text as it may be shown: on one line, without the
// passwords of addresses in it.
func oneLine(err error) string { return engine.Redact(strings.TrimSpace(err.Error())) }
