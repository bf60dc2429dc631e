// Package exitcode names the exit codes of the command xgen, which are part of
// its interface.
//
// An error that knows which code it ends the program with has a method
// ExitCode, beside its Error. Of finds the outermost such error in a chain, so
// that whoever wraps an error may also decide anew what it means. The method
// returns a Code and not an int: *exec.ExitError has a method ExitCode too, and
// the exit code of a program that xgen has run is not xgen's own.
package exitcode

import (
	"errors"
	"io/fs"
	"syscall"
)

// Code is an exit code of xgen.
type Code int

// The exit codes. Meanings has what the reference says of them.
const (
	OK          Code = 0
	Invalid     Code = 1  // also every error that has no code of its own
	Drift       Code = 2  // an emitted file is not what the definitions say
	Environment Code = 3  // nothing was learned about the project
	Internal    Code = 70 // EX_SOFTWARE of sysexits.h
	Usage       Code = 80 // kong's own code for a command line that it cannot parse
	Interrupted      = signals + Code(syscall.SIGINT)
	Terminated       = signals + Code(syscall.SIGTERM)
)

// signals is what POSIX shells add to the number of the signal that ended a
// command.
const signals Code = 128

// Meanings lists every code once, in order, with its meaning.
var Meanings = []struct {
	Code    Code
	Meaning string
}{
	{OK, "done"},
	{Invalid, "the definitions are invalid, or a build or its verification failed"},
	{Drift, "drift"},
	{Environment, "the environment (no engine, no disk, no permission)"},
	{Internal, "xgen itself is wrong: please report it"},
	{Usage, "usage"},
	{Interrupted, "interrupted (SIGINT)"},
	{Terminated, "terminated (SIGTERM)"},
}

// Of returns the exit code of an error: that of the outermost error in its
// chain that has one, else Environment where the system is at fault, else
// Invalid. It is OK for nil.
func Of(err error) Code {
	var coded interface{ ExitCode() Code }
	switch {
	case err == nil:
		return OK
	case errors.As(err, &coded):
		return coded.ExitCode()
	case IsEnvironment(err):
		return Environment
	}
	return Invalid
}

// IsEnvironment reports whether an error is one of the system's that says
// nothing about the project: no permission, a full or broken disk, too many
// open files.
func IsEnvironment(err error) bool {
	for _, e := range []error{fs.ErrPermission, syscall.ENOSPC, syscall.EROFS, syscall.EDQUOT, syscall.EIO, syscall.EMFILE} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
