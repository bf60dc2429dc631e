package engine

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// plainLog writes events as a plain log: each line of output after the name of
// its step. The lines of steps that run at the same time alternate. An error
// of the writer ends the log and nothing else.
type plainLog struct {
	w   io.Writer
	err error
}

// event writes what belongs in a log; transfers and the engine's own work,
// as long as it succeeds, do not.
func (l *plainLog) event(e Event) {
	if e.Step.Stage == "" && e.Kind != Failed {
		return
	}
	switch e.Kind {
	case Started:
		l.printf("%s\n", oneLine(e.Step.String()))
	case Cached:
		l.printf("%s: cached\n", oneLine(e.Step.String()))
	case Line:
		l.printf("%s | %s\n", label(e.Step), e.Text)
	case Completed:
		l.printf("%s: done in %.1fs\n", label(e.Step), e.Elapsed.Seconds())
	case Failed:
		l.printf("%s: failed after %s: %s\n", label(e.Step), e.Elapsed.Round(100*time.Millisecond), oneLine(e.Text))
	case Canceled:
		l.printf("%s: canceled\n", label(e.Step))
	}
}

func (l *plainLog) printf(format string, args ...any) {
	if l.w != nil && l.err == nil {
		_, l.err = fmt.Fprintf(l.w, format, args...)
	}
}

// label returns a step's short name: "build 3/4".
func label(s Step) string {
	if s.Stage == "" {
		return s.Name
	}
	return fmt.Sprintf("%s %d/%d", s.Stage, s.N, s.M)
}

// oneLine joins the lines of a step's name, which is that of a here-document.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
