package check

import (
	"regexp"
	"slices"
	"sync"
)

// Match is a regular expression that a string must match, or must not.
type Match struct {
	Regexp string `json:"regexp"`
	Not    bool   `json:"not,omitempty"`

	once     sync.Once
	compiled *regexp.Regexp
}

// Allows reports whether a string is as the expression asks. It panics where the
// expression is none: that is a fault of the program.
func (m *Match) Allows(s string) bool {
	m.once.Do(func() { m.compiled = regexp.MustCompile(m.Regexp) })
	return m.compiled.MatchString(s) != m.Not
}

func allow(all []*Match, s string) bool {
	return !slices.ContainsFunc(all, func(m *Match) bool { return !m.Allows(s) })
}

// Refusal is a kind of values that are wrong for a reason of their own.
type Refusal struct {
	*Match
	Why     string `json:"why"`
	Instead string `json:"instead,omitempty"` // what to write; "" where the field's own words say it
}
