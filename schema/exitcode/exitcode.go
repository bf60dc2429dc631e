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
