package main

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
)

// span is a file, or some lines of it; the zero value is everything.
type span struct {
	file        string // from the root of the repository
	first, last int    // 0: the whole file
}

var spanPattern = regexp.MustCompile(`^(?:\./)?([^:]+\.go)(?::([0-9]+)(?:-([0-9]+))?)?$`)

// parseSpan reads "f.go", "f.go:40" and "f.go:40-80".
func parseSpan(s string) (span, error) {
	if s == "" {
		return span{}, nil
	}
	m := spanPattern.FindStringSubmatch(s)
	if m == nil {
		return span{}, fmt.Errorf("%q is no file and lines: write emit/tree/writer.go or emit/tree/writer.go:40-80", s)
	}
	first, _ := strconv.Atoi(m[2])
	last, _ := strconv.Atoi(m[3])
	return span{m[1], first, max(first, last)}, nil
}

func (s span) folder() string { return path.Dir(s.file) }

func (s span) holds(m mutant) bool {
	return s.file == "" || s.file == m.file && (s.first == 0 || s.first <= m.line && m.line <= s.last)
}
