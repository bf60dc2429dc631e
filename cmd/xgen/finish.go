package main

import (
	"cmp"
	"fmt"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema/exitcode"
)

// finish prints an error once, with its hint, and returns the exit code. An
// error of stdout is printed as well, and decides the code only where there is
// no other.
func (a *app) finish(err error) exitcode.Code {
	fault := a.out.fault()
	for _, e := range []error{err, fault} {
		if e != nil {
			a.tell(e)
		}
	}
	return exitcode.Of(cmp.Or(err, fault))
}

// tell prints an error once, with its hint, and writes the JSON of a failed
// command where there is no result.
func (a *app) tell(err error) {
	f := failure{Error: oneLine(err), Hint: engine.Redact(hintOf(err)), rule: ruleOf(err)}
	switch {
	case exitcode.Of(err) == exitcode.Internal:
		f = a.tellBug(err)
	case isSaid(err):
		f.Error = summaries[exitcode.Of(err)]
	default:
		fmt.Fprintf(a.Err, "xgen: %s\n", f.Error)
		if f.Hint != "" {
			fmt.Fprintf(a.Err, "      %s\n", f.Hint)
		}
	}
	if a.failed != nil && a.out.wrote == 0 { // else the command has written its own document
		a.failed(f)
	}
}

// summaries are the errors of commands that have printed line by line what is wrong.
var summaries = map[exitcode.Code]string{
	exitcode.Invalid:     "the definitions are invalid",
	exitcode.Environment: "a file of the definitions cannot be read",
}
