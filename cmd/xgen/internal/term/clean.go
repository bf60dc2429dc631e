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

// Clean returns text from a build as it may be shown on one line. Colours and
// movements of the cursor are removed. What else could steer a terminal or
// turn the direction of the text is escaped, and so are newlines and invalid
// bytes. Tabs become spaces.
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

// Tinted returns a line of a build's output with its own colours, where colours are shown, and
// else as Clean does. No colour reaches the next line.
func (s Settings) Tinted(line string) string {
	if !s.Colour || !tint.MatchString(line) {
		return Clean(line)
	}
	var b strings.Builder
	for line != "" {
		at := tint.FindStringIndex(line)
		if at == nil {
			at = []int{len(line), len(line)}
		}
		b.WriteString(Clean(line[:at[0]]) + line[at[0]:at[1]])
		line = line[at[1]:]
	}
	return b.String() + "\x1b[0m"
}

// tint is a control sequence for colours, bold, italic or underlined text, or for none of them
// (ECMA-48 SGR); there are others by which text is hidden.
var tint = lazyregexp.New("\x1b\\[(?:(?:0|1|3|4|22|23|24|3[0-79]|9[0-7]|38;5;[0-9]{1,3})(?:;(?:0|1|3|4|22|23|24|3[0-79]|9[0-7]|38;5;[0-9]{1,3}))*)?m")

// suspicious reports whether Clean escapes or removes a character. Format
// characters (Cf) are direction marks and others without a width.
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

// cut shortens a text to a width in columns, at one column for a character.
func cut(s string, width int) string {
	if width < 1 || utf8.RuneCountInString(s) <= width {
		return s
	}
	return string([]rune(s)[:width-1]) + "…"
}
