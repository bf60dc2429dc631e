// Package quote writes one value into one context so that the context's own
// reader gives the same value back, or refuses to. Each function returns a
// complete word, with the quotes that it needs: a template puts nothing
// around it. Nothing is ever dropped, replaced or shortened.
package quote

import (
	"errors"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// Shell gives one word of a POSIX shell script.
func Shell(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	word, err := syntax.Quote(s, syntax.LangPOSIX)
	if refused := (*syntax.QuoteError)(nil); errors.As(err, &refused) {
		return "", refuse(s, "a POSIX shell cannot spell it (byte %d)", refused.ByteOffset)
	}
	if err != nil {
		return "", refuse(s, "%v", err)
	}
	if word == s && strings.ContainsFunc(s, beyondASCII) {
		// Some builds of bash take the byte 0xA0 for a blank.
		word = "'" + s + "'"
	}
	return word, nil
}

func beyondASCII(r rune) bool { return r >= utf8.RuneSelf }
