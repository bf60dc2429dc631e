// Package exitcode names the exit codes of the command xgen, which are part of
// its interface.
//
// An error that knows which code it ends the program with has a method
// ExitCode, beside its Error. Of finds the outermost such error in a chain, so
// that whoever wraps an error may also decide anew what it means. The method
// returns a Code and not an int: *exec.ExitError has a method ExitCode too, and
// the exit code of a program that xgen has run is not xgen's own.
package exitcode
