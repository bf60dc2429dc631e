package schema

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"

	"github.com/xgen-build/xgen/schema/model"
)

// checkUTF8 refuses bytes that are no text, with their place.
func checkUTF8(name string, src []byte) model.Diagnostics {
	line, col := 1, 1
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return textFault(name, line, col, "invalid-utf8",
				fmt.Sprintf("byte 0x%02x is not UTF-8: save the file as UTF-8", src[i]))
		}
		if why := hidden(r); why != "" && r != '\n' && r != '\r' && r != '\t' {
			return textFault(name, line, col, "control-character",
				fmt.Sprintf("%U is %s: remove it", r, why))
		}
		i, col = i+n, col+n
		if r == '\n' {
			line, col = line+1, 1
		}
	}
	return nil
}

func textFault(name string, line, col int, rule, msg string) model.Diagnostics {
	return model.Diagnostics{{
		Pos: model.Pos{File: name, Line: line, Col: col}, Severity: model.Error, Rule: rule, Message: msg,
	}}
}

// hidden says why a character has no place in a value: it would reach a script
// or a log unseen, or change how the rest is shown.
func hidden(r rune) string {
	switch {
	case unicode.Is(unicode.Bidi_Control, r):
		return "a bidirectional control character"
	case unicode.IsControl(r):
		return "a control character"
	case r == '\u2028' || r == '\u2029':
		return "a line separator"
	case r == '\ufeff' || r == '\u200b':
		return "an invisible character"
	}
	return ""
}

// checkText refuses control and bidirectional characters in every string
// literal and name, however it is written (newlines and escapes included).
func checkText(name string, f *ast.File) model.Diagnostics {
	var found model.Diagnostics
	ast.Walk(f, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || !strings.ContainsAny(lit.Value, `"'`) {
			return true
		}
		text, err := literal.Unquote(lit.Value)
		if err != nil {
			return true // part of an interpolation; its values are checked when they are used
		}
		for _, r := range text {
			if why := hidden(r); why != "" {
				found = append(found, model.Diagnostic{
					Pos: position(name, lit.Pos()), Severity: model.Error, Rule: "control-character",
					Message: fmt.Sprintf("the string holds %U, %s: write one line of plain text", r, why),
				})
				break
			}
		}
		return true
	}, nil)
	return found
}

// checkImports refuses what is not built into CUE: nothing is ever fetched.
func checkImports(name string, f *ast.File) model.Diagnostics {
	var found model.Diagnostics
	for spec := range f.ImportSpecs() {
		path, err := strconv.Unquote(spec.Path.Value)
		if err == nil && !strings.Contains(strings.Split(path, "/")[0], ".") {
			continue
		}
		found = append(found, model.Diagnostic{
			Pos: position(name, spec.Pos()), Severity: model.Error, Rule: "import",
			Message: fmt.Sprintf("import %s would need a registry: only CUE's own packages can be imported, such as \"strings\"", spec.Path.Value),
		})
	}
	return found
}
