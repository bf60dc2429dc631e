package resolve

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// named collects the rules that the package's own source names: by refuse, by
// allKnown, which makes "unknown-binary" of "binary", and in diagnostics.
func named(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			names = append(names, nameIn(n)...)
			return true
		})
	}
	return names
}

func nameIn(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		switch sel, _ := n.Fun.(*ast.SelectorExpr); {
		case sel == nil:
		case sel.Sel.Name == "refuse":
			return ruleName("", n.Args[0])
		case sel.Sel.Name == "allKnown":
			return ruleName("unknown-", n.Args[0])
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Rule" {
			return ruleName("", n.Value)
		}
	}
	return nil
}

// ruleName is nothing where the expression is no literal.
func ruleName(prefix string, e ast.Expr) []string {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return nil
	}
	text, _ := strconv.Unquote(lit.Value)
	return []string{prefix + text}
}

// Every rule has a reason, which the reference prints, and every reason a rule.
func TestRulesHaveReasons(t *testing.T) {
	used := named(t)
	if len(used) < 40 {
		t.Fatalf("only %v are found", used)
	}
	var listed []string
	for _, r := range Rules() {
		listed = append(listed, r.Name)
		if !slices.Contains(used, r.Name) {
			t.Errorf("no check is named %s", r.Name)
		}
		if r.Why == "" || strings.HasSuffix(r.Why, ".") || strings.Contains(r.Why, "\n") {
			t.Errorf("the reason of %s is %q", r.Name, r.Why)
		}
	}
	for _, name := range used {
		if !slices.Contains(listed, name) {
			t.Errorf("%s has no reason: write one into rules.go", name)
		}
	}
	if !slices.IsSorted(listed) || len(slices.Compact(listed)) != len(Rules()) {
		t.Errorf("not in order, or listed twice: %v", listed)
	}
}
