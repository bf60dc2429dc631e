package quote

import (
	"fmt"
	"unicode/utf8"

	"github.com/xgen-build/xgen/schema/plaintext"
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

// visible refuses what no emitted file may hold: bytes that are not UTF-8 and
// what plaintext does not take for one line.
func visible(s string) error {
	if !utf8.ValidString(s) {
		return refuse(s, "it is not valid UTF-8")
	}
	if r, what := plaintext.Line(s); what != "" {
		return refuse(s, "it holds the %s %U", what, r)
	}
	return nil
}
