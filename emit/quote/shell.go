package quote

import (
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// Shell returns one word of a POSIX shell script.
func Shell(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	if strings.ContainsFunc(s, beyondASCII) {
		return quoted(s), nil
	}
	word, err := syntax.Quote(s, syntax.LangPOSIX)
	if err != nil {
		return "", refuse(s, "%v", err)
	}
	return word, nil
}

// quoted puts quotes around what is not ASCII. To syntax.Quote some of it needs
// none, and the spaces of other scripts have no spelling: some builds of bash take
// the byte 0xA0 for a blank, and between quotes no shell looks at one.
func quoted(s string) string {
	if !strings.Contains(s, "'") {
		return "'" + s + "'"
	}
	return `"` + shellEscapes.Replace(s) + `"`
}

var shellEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "`", "\\`")

func beyondASCII(r rune) bool { return r >= utf8.RuneSelf }
