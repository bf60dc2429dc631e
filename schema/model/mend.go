package model

import "strings"

// Mend is a field of targets.cue that mends what a diagnostic says, in most cases one of
// several that would: the one that a person who knows nothing more would take.
type Mend struct {
	Path  []string // "targets", "armv5te", "atomics"
	Value any      // a string, a number, a []string or Empty; nil for the reason of what stands below
	Why   string   // one line
}

// Empty is the value {}.
type Empty struct{}

// Name returns the path as a reader writes it: libraries.openssl.
func (m Mend) Name() string { return strings.Join(m.Path, ".") }
