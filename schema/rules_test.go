package schema

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/rule"
)

// Each rule that a file of these packages makes is listed once, with its reason.
func TestEveryRuleIsListed(t *testing.T) {
	listed := map[string]string{}
	for _, r := range fileRules() {
		if listed[r.Name] != "" || r.Why == "" {
			t.Errorf("%s is listed twice, or has no reason", r.Name)
		}
		listed[r.Name] = r.Why
	}
	made := 0
	for _, dir := range []string{".", "check", "decode"} {
		for _, why := range reasons(t, dir) {
			made++
			if !slices.ContainsFunc(fileRules(), func(r rule.Rule) bool { return r.Why == why }) {
				t.Errorf("%s: the rule because of which %q is not listed", dir, why)
			}
		}
	}
	if made != len(listed) {
		t.Errorf("%d rules are made, and %d are listed", made, len(listed))
	}
}

// reasons are those of the rules that the files of a folder make.
func reasons(t *testing.T, dir string) (out []string) {
	names, err := fs.Glob(os.DirFS(dir), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), dir+"/"+name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 || strings.HasSuffix(name, "_test.go") {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if x, isName := call.Args[1].(*ast.BasicLit); ok && isName && isRule(sel) {
				out = append(out, strings.Trim(x.Value, `"`))
			}
			return true
		})
	}
	return out
}

// isRule reports whether a function is rule.Error or rule.Warning.
func isRule(sel *ast.SelectorExpr) bool {
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "rule" && (sel.Sel.Name == "Error" || sel.Sel.Name == "Warning")
}
