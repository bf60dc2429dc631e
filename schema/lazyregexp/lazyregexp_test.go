package lazyregexp

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Each text that the program compiles later is a regular expression.
func TestEveryTextIsARegularExpression(t *testing.T) {
	root, tried := os.DirFS("../.."), 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), "../../"+name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isNew(call.Fun) {
				return true
			}
			tried++
			if lit, ok := call.Args[0].(*ast.BasicLit); ok {
				text, _ := strconv.Unquote(lit.Value)
				if _, err := regexp.Compile(text); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if tried < 15 {
		t.Errorf("only %d were found", tried)
	}
}

func isNew(fun ast.Expr) bool {
	sel, ok := fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "New" {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "lazyregexp"
}

func TestRegexp(t *testing.T) {
	r := New("a(b+)")
	if !r.MatchString("xabb") || r.Match([]byte("b")) || r.FindString("xabb") != "abb" || r.FindStringSubmatch("abb")[1] != "bb" ||
		r.ReplaceAllString("abb", "$1") != "bb" || r.ReplaceAllStringFunc("abb", strings.ToUpper) != "ABB" {
		t.Errorf("%v is not what regexp makes of it", r.text)
	}
}
