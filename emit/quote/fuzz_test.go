package quote

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func seed(f *testing.F) {
	for _, s := range values {
		f.Add(s)
	}
	for _, s := range hidden {
		f.Add(s)
	}
}

// mayRefuse fails where a quoter refused a value that a user may well write.
func mayRefuse(t *testing.T, s string, err error) {
	t.Helper()
	var refused *Error
	if !errors.As(err, &refused) {
		t.Fatalf("%+q: not an Error: %v", s, err)
	}
	odd := func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }
	if utf8.ValidString(s) && !strings.ContainsFunc(s, odd) {
		t.Errorf("%+q was refused: %v", s, err)
	}
}
