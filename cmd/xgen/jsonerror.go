package main

import (
	"slices"
	"strings"
)

// asksForJSON reports whether a command line has -o json, even one that cannot
// be parsed.
func asksForJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	for i, arg := range args {
		switch arg {
		case "-ojson", "--output=json":
			return true
		case "-o", "--output":
			if i+1 < len(args) && args[i+1] == "json" {
				return true
			}
		}
	}
	return false
}

// failJSON writes a failure as JSON, with the diagnostics that were printed.
func (a *app) failJSON(f failure) {
	f.Diagnostics, f.Changes = nonNil(a.found), a.drifted
	f.Hint = strings.TrimPrefix(f.Hint, "help: ")
	_ = writeJSON(a.Out, f) // a sink keeps its own errors
}
