package main

import (
	"slices"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// failure is what -o json writes where there is no result.
type failure struct {
	Error       string            `json:"error"`
	Hint        string            `json:"hint,omitempty"`
	Diagnostics model.Diagnostics `json:"diagnostics"`

	rule string
}

// diagnostic returns the failure as a diagnostic without a place, for formats
// that hold nothing else.
func (f failure) diagnostic() model.Diagnostic {
	return model.Diagnostic{Severity: model.Error, Rule: f.rule, Message: f.Error}
}

// ruleOf returns the name that stands in place of a rule's in that diagnostic.
func ruleOf(err error) string {
	switch exitcode.Of(err) {
	case exitcode.Internal:
		return "internal-error"
	case exitcode.Environment:
		return "environment"
	case exitcode.Usage:
		return "usage"
	}
	return "failed"
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

// failJSON writes a failure with what was found.
func (a *app) failJSON(f failure) {
	f.Diagnostics = nonNil(a.found)
	_ = writeJSON(a.Out, f) // a sink keeps its own errors
}
