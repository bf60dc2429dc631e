package schema

import (
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// slip is a way to write something that CUE does not have and other languages do, or
// that something else left in the file. It returns the place of it and what to write
// there, "" where this is not what went wrong.
type slip func(s stumble) (line, col int, message string)

// stumble is where CUE did not go on, and what it said of it.
type stumble struct {
	lines     []string
	line, col int // from 1, as a position has them
	said      string
}

// text returns the line, up to the place and from it on.
func (s stumble) text() (line, before, after string) {
	if s.line < 1 || s.line > len(s.lines) {
		return "", "", ""
	}
	line = s.lines[s.line-1]
	at := min(max(s.col-1, 0), len(line))
	return line, line[:at], line[at:]
}

var (
	reference = lazyregexp.New(`reference "([^"]*)" not found$`)
	// What CUE says of NAME = VALUE.
	unreferenced = lazyregexp.New(`unreferenced alias or let clause `)
)

// outside yields the bytes of a line that are in no text and no comment.
func outside(line string) func(func(int) bool) {
	return func(yield func(int) bool) {
		quoted := false
		for i := 0; i < len(line); i++ {
			switch {
			case quoted && line[i] == '\\':
				i++
			case line[i] == '"':
				quoted = !quoted
			case !quoted && strings.HasPrefix(line[i:], "//"):
				return
			case !quoted && !yield(i):
				return
			}
		}
	}
}

// word returns the text without blanks around the place, and where it begins.
func (s stumble) word() (col int, word string) {
	line, before, after := s.text()
	const signs = "_./+@%=-~"
	in := func(c byte) bool { return letter(c) || '0' <= c && c <= '9' || strings.IndexByte(signs, c) >= 0 }
	from, to := len(before), len(before)
	if after == "" {
		return 0, ""
	}
	for from > 0 && (in(line[from-1]) || line[from-1] == ':' && from > 1 && in(line[from-2])) {
		from--
	}
	for to < len(line) && (in(line[to]) || line[to] == ':' && to+1 < len(line) && in(line[to+1])) {
		to++
	}
	// What begins the line, or a struct, is a field and no value.
	if own := strings.TrimLeft(line[:from], " \t"); own == "" || strings.HasSuffix(own, "{") {
		if i := strings.LastIndexByte(line[from:to], ':'); i >= 0 {
			from += i + 1
		}
	}
	return from + 1, line[from:to]
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
