package engine

import "strings"

// TailLines is how many of the last lines of a text a person is told.
const TailLines = 60

// outputLines is how many lines are kept of what a step wrote: a program with a hundred
// errors and warnings, and what cargo said before them.
const outputLines = 5000

// keep appends a line to the last ones, of which there are not more than a limit.
func keep(tail []string, line string, limit int) []string {
	if len(tail) >= limit {
		tail = tail[1:]
	}
	return append(tail, line)
}

// lastLine returns the last line that is not empty.
func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return strings.TrimSpace(s[strings.LastIndexByte(s, '\n')+1:])
}

// lastWords returns a client's error without the prefixes that clients add.
func lastWords(s string) string {
	for _, prefix := range []string{"error: ", "ERROR: ", "failed to solve: ", "failed to build: "} {
		s = strings.TrimPrefix(s, prefix)
	}
	return s
}
