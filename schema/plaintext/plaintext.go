package plaintext

import (
	"unicode"
	"unicode/utf8"
)

// Control says what a character is that no file of the user's may hold, "" for
// all others: it would change how the rest is shown, or drive a terminal.
func Control(r rune) string {
	switch {
	case unicode.Is(unicode.Bidi_Control, r):
		return "bidirectional control"
	case unicode.IsControl(r):
		return "control character"
	}
	return ""
}

// Hidden says what a character is that no value may hold, "" for all others.
// Beside the controls it is everything that a reader cannot see: joiners, soft
// hyphens, line separators, private use, bytes that are not UTF-8. Spaces of
// any script pass.
func Hidden(r rune) string {
	if what := Control(r); what != "" {
		return what
	}
	if r == utf8.RuneError || !unicode.IsGraphic(r) {
		return "unprintable character"
	}
	return ""
}

// Line returns the first character that one line of text cannot hold, and what
// it is; "" where there is none.
func Line(s string) (r rune, what string) {
	for _, r := range s {
		if what := Hidden(r); what != "" {
			return r, what
		}
	}
	return 0, ""
}

// Text is Line for a text of several lines: line feeds and tabs pass.
func Text(s string) (r rune, what string) {
	for _, r := range s {
		if r == '\n' || r == '\t' {
			continue
		}
		if what := Hidden(r); what != "" {
			return r, what
		}
	}
	return 0, ""
}
