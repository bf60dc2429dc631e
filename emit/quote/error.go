package quote

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Error says that a value cannot be written in some context and come out the
// same. It is the only error of this package.
type Error struct {
	Value string // the whole value, as given
	Why   string // "it holds the control character U+000A"
}

// Error shows the value with everything invisible escaped.
func (e *Error) Error() string {
	return fmt.Sprintf("cannot write %+q: %s", e.Value, e.Why)
}

func refuse(s, format string, args ...any) error {
	return &Error{Value: s, Why: fmt.Sprintf(format, args...)}
}

// visible refuses what no emitted file may hold: bytes that are not UTF-8,
// control characters (line ends and tabs among them), bidirectional controls
// and everything else that a reader cannot see. Spaces of any script pass.
func visible(s string) error {
	if !utf8.ValidString(s) {
		return refuse(s, "it is not valid UTF-8")
	}
	for _, r := range s {
		switch {
		case unicode.IsControl(r):
			return refuse(s, "it holds the control character %U", r)
		case unicode.Is(unicode.Bidi_Control, r):
			return refuse(s, "it holds the bidirectional control %U", r)
		case !unicode.IsGraphic(r), r == utf8.RuneError:
			return refuse(s, "it holds the unprintable character %U", r)
		}
	}
	return nil
}
