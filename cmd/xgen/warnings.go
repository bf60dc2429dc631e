package main

import (
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// warnings collects from the output of a build what rustc and cargo say that ends none.
type warnings struct {
	lines []string
	open  bool // the last of them may go on
}

// atWork is how cargo begins a line about its own work.
var atWork = lazyregexp.New(`^ +[A-Z][a-z]+ `)

// take reads the next line of the output.
func (w *warnings) take(line string) {
	plain := term.Clean(line)
	switch {
	case strings.HasPrefix(plain, "warning: "):
		w.open = true
	case strings.TrimSpace(plain) == "", strings.HasPrefix(plain, "error"), strings.HasPrefix(plain, "xgen: "), atWork.MatchString(plain):
		w.open = false
	}
	if w.open {
		w.lines = append(w.lines, line)
	}
}
