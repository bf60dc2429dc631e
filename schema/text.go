package schema

import (
	"unicode/utf8"

	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// checkBytes refuses what is no text, wherever it stands: a comment could hide
// what the file says. Package plaintext's full rule is for values.
func checkBytes(name string, src []byte) model.Diagnostics {
	line, col := 1, 1
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return model.Diagnostics{invalidUTF8.At(model.Pos{File: name, Line: line, Col: col}, "byte 0x%02x is not UTF-8: save the file as UTF-8", src[i])}
		}
		if what := plaintext.Control(r); what != "" && r != '\n' && r != '\r' && r != '\t' {
			return model.Diagnostics{check.ControlCharacter.At(model.Pos{File: name, Line: line, Col: col}, "%U is a %s: remove it", r, what)}
		}
		i, col = i+n, col+n
		if r == '\n' {
			line, col = line+1, 1
		}
	}
	return nil
}
