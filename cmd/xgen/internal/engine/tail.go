package engine

import "strings"

// tailLines is how many lines are kept of a step's output and of the plain
// text.
const tailLines = 60

// keep appends a line to a tail of limited length.
func keep(tail []string, line string) []string {
	if len(tail) >= tailLines {
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
