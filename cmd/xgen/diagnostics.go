package main

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// verdictOf returns the error, already printed, of a command that these
// diagnostics end; nil where they are warnings only.
func verdictOf(found model.Diagnostics) error {
	switch {
	case found.HasUnreadable():
		return said(exitcode.Environment)
	case found.HasErrors():
		return said(exitcode.Invalid)
	}
	return nil
}

// show prints diagnostics, and keeps them for a failure in JSON.
func (a *app) show(found model.Diagnostics) {
	a.found = append(a.found, found...)
	for _, d := range found {
		fmt.Fprintln(a.Err, d)
	}
}
