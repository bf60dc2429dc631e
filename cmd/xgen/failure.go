package main

import (
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// failure is what -o json writes where there is no result.
type failure struct {
	Error       string            `json:"error"`
	Hint        string            `json:"hint,omitempty"`
	Diagnostics model.Diagnostics `json:"diagnostics"`
	Changes     []jsonChange      `json:"changes,omitempty"` // emitted files that are the reason

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
