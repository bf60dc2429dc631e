package term

import (
	"fmt"
	"io"
	"strings"
)

// clearBelow clears the screen from the cursor's line to the end.
const clearBelow = "\r\x1b[J"

// screen is a writer with lines that stay and, below them, live lines that are
// redrawn in place.
type screen struct {
	io.Writer
	drawn int // number of live lines on it now
}

// show writes lines that stay and replaces the live lines. It writes once, so
// that nothing flickers.
func (s *screen) show(stays, live []string) {
	if len(stays)+len(live)+s.drawn == 0 {
		return
	}
	var b strings.Builder
	if s.drawn > 0 {
		fmt.Fprintf(&b, "\x1b[%dA%s", s.drawn, clearBelow)
	}
	for _, l := range stays {
		b.WriteString(strings.TrimRight(l, " ") + "\n")
	}
	for _, l := range live {
		b.WriteString(l + "\n")
	}
	s.drawn = len(live)
	_, _ = io.WriteString(s.Writer, b.String())
}
