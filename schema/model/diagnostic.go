package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says what a diagnostic means for the command that found it.
type Severity string

// The severities. Only errors make a project invalid.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Unreadable is the rule of a file that the machine would not read: no
// permission, a broken disk. It says nothing about what is in the file.
const Unreadable = "unreadable"

// Diagnostic is one thing to say about one place.
type Diagnostic struct {
	Pos      Pos      `json:"pos,omitzero"`
	Severity Severity `json:"severity"`
	Rule     string   `json:"rule"`              // a stable name: "unknown-field"
	Message  string   `json:"message"`           // what is wrong, one line, no full stop
	Related  []Pos    `json:"related,omitempty"` // other places that take part in it
	Of       string   `json:"-"`                 // tells apart what one rule says of several things at one place
	Err      error    `json:"-"`                 // the error that it comes from, nil where there is none
	Mends    []Mend   `json:"-"`                 // what mends it, all of it; none where a person must decide
}

// Error returns the same as String: a diagnostic is an error where only one can
// be returned.
func (d Diagnostic) Error() string { return d.String() }

// Unwrap returns the error that it comes from.
func (d Diagnostic) Unwrap() error { return d.Err }

// String returns "file:line:col: message".
func (d Diagnostic) String() string {
	s := d.Message
	if d.Severity == Warning {
		s = "warning: " + s
	}
	if pos := d.Pos.String(); pos != "" {
		s = pos + ": " + s
	}
	return s
}

// Diagnostics is what one run found; as an error it stands for the errors among them.
type Diagnostics []Diagnostic

// Error returns one line for each diagnostic.
func (ds Diagnostics) Error() string {
	lines := make([]string, len(ds))
	for i, d := range ds {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

// HasErrors reports whether one of them is an error.
func (ds Diagnostics) HasErrors() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// HasUnreadable reports whether one of them is a file that the machine would not read.
func (ds Diagnostics) HasUnreadable() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Rule == Unreadable })
}

// Sort puts them in the order of the files that they speak of. What one rule
// says of one place several times, as of a template that many targets share,
// is one mistake: the first is kept, with the number of the others.
func (ds Diagnostics) Sort() Diagnostics {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Message == b.Message
	}).collapse()
}

func (ds Diagnostics) collapse() Diagnostics {
	type mistake struct {
		pos      Pos
		rule, of string
	}
	var out Diagnostics
	first, more := map[mistake]int{}, map[int]int{}
	for _, d := range ds {
		key := mistake{d.Pos, d.Rule, d.Of}
		if i, ok := first[key]; ok && d.Pos.IsValid() {
			more[i]++
			continue
		}
		first[key] = len(out)
		out = append(out, d)
	}
	for i, n := range more {
		out[i].Message += fmt.Sprintf(" (and %d more)", n)
	}
	return out
}
