package term

import (
	"os"

	"golang.org/x/term"
)

// Settings is what a writer can show. The zero value shows plain text.
type Settings struct {
	Live   bool       // lines may be redrawn in place
	Colour bool       // escape sequences for colour are understood
	Width  func() int // columns, now; nil or 0 where nobody knows
	Height func() int // lines, now; the same
}

// Detect returns what a file can show. NO_COLOR turns colours off and
// FORCE_COLOR on; the logs of GitHub Actions show them without being a
// terminal; nothing is redrawn on a dumb terminal or in CI.
func Detect(f *os.File, getenv func(string) string) Settings {
	fd := int(f.Fd())
	return detect(term.IsTerminal(fd), getenv, func() (int, int, error) { return term.GetSize(fd) })
}

func detect(tty bool, getenv func(string) string, size func() (width, height int, err error)) Settings {
	dumb := getenv("TERM") == "dumb"
	s := Settings{
		Live:   tty && !dumb && !yes(getenv("CI")),
		Colour: tty && !dumb || yes(getenv("FORCE_COLOR")) || yes(getenv("GITHUB_ACTIONS")),
		Width:  func() int { w, _, _ := size(); return w },
		Height: func() int { _, h, _ := size(); return h },
	}
	if getenv("NO_COLOR") != "" {
		s.Colour = false
	}
	return s
}

// yes reports whether a variable is set to anything but 0 or false.
func yes(v string) bool { return v != "" && v != "0" && v != "false" }

// orElse returns a measure of the terminal, or the usual one where it is not
// known.
func orElse(measure func() int, usual int) int {
	if measure != nil {
		if n := measure(); n > 0 {
			return n
		}
	}
	return usual
}
