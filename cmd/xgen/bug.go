package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/schema/panics"
)

const issues = "https://github.com/xgen-build/xgen/issues"

// tellBug reports a fault of xgen itself, with the trace and the versions that
// a bug report needs.
func (a *app) tellBug(err error) failure {
	f := failure{
		Error: term.Clean(oneLine(err)), rule: ruleOf(err),
		Hint: "help: this is a fault of xgen, not of your project: please report it, with all of the above, at " + issues,
	}
	fmt.Fprintf(a.Err, "xgen: %s\n", f.Error)
	var caught *panics.Recovered
	if errors.As(err, &caught) {
		for line := range strings.Lines(string(caught.Stack)) {
			fmt.Fprintf(a.Err, "      %s\n", term.Clean(strings.TrimSuffix(line, "\n")))
		}
	}
	fmt.Fprintf(a.Err, "      xgen %s, %s, %s/%s\n      %s\n", currentVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH, f.Hint)
	return f
}
