package term

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// sequence is a terminal's control sequence (ECMA-48 CSI) or an operating
// system command, such as a title or a link.
var sequence = lazyregexp.New("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)")

// Clean makes text from a build fit to be shown: colour and movement are
// removed, whatever else could steer a terminal or turn the direction of the
// text is spelled out, and invalid bytes too. Tabs become spaces; newlines are
// spelled out, so one line stays one line.
func Clean(s string) string {
	s = sequence.ReplaceAllString(s, "")
	if strings.IndexFunc(s, suspicious) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		b.WriteString(spell(r, s[:n]))
		s = s[n:]
	}
	return b.String()
}

// suspicious reports what Clean does not leave as it is. Format characters
// (Cf) hold the direction marks and what has no width.
func suspicious(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }

func spell(r rune, raw string) string {
	switch {
	case r == '\t':
		return "    "
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf(`\x%02x`, raw[0])
	case suspicious(r) && r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case suspicious(r):
		return fmt.Sprintf(`\u%04x`, r)
	}
	return raw
}

// cut shortens text to a width in columns, a rune taken for one column.
func cut(s string, width int) string {
	if width < 1 || utf8.RuneCountInString(s) <= width {
		return s
	}
	return string([]rune(s)[:width-1]) + "…"
}
