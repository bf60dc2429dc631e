package main

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// failure is what -o json writes where there is no result.
type failure struct {
	Error       string            `json:"error"`
	Hint        string            `json:"hint,omitempty"`
	Diagnostics model.Diagnostics `json:"diagnostics"`
}

// asksForJSON reads -o json off a command line, which may be one that cannot
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

// failJSON writes a failure, unless the command has written its own document.
func (a *app) failJSON(message, hint string) {
	if a.json && a.out.wrote == 0 {
		_ = writeJSON(a.Out, failure{message, hint, nonNil(a.found)}) // a sink keeps its own errors
	}
}
