package schema

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"cuelang.org/go/cue/ast"

	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/decode"
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

// checkImports refuses what is not built into CUE: nothing is ever fetched.
func checkImports(name string, f *ast.File) model.Diagnostics {
	var found model.Diagnostics
	for spec := range f.ImportSpecs() {
		path, err := strconv.Unquote(spec.Path.Value)
		if err == nil && !strings.Contains(strings.Split(path, "/")[0], ".") {
			continue
		}
		found = append(found, importRule.At(decode.Position(name, spec.Pos()),
			"import %s would need a registry: only CUE's own packages can be imported, such as \"strings\"", spec.Path.Value))
	}
	return found
}
