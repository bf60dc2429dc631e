package main

import (
	"go/ast"
	"strings"
	"testing"
)

// A rule is a value that its check refers to. Those of a package that do not stand
// in a check of package lint are listed by the package's Rules, from which the
// reference and SARIF are made.
func TestRulesAreListed(t *testing.T) {
	rules, listed := map[string]string{}, map[string]bool{}
	for _, f := range sources(t) {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				for _, name := range ruleVars(d) {
					rules[f.pkg+"."+name] = f.name
				}
			case *ast.FuncDecl:
				if strings.HasSuffix(d.Name.Name, "ules") {
					ast.Inspect(d, func(n ast.Node) bool {
						if id, ok := n.(*ast.Ident); ok {
							listed[f.pkg+"."+id.Name] = true
						}
						return true
					})
				}
			}
		}
	}
	if len(rules) < 20 {
		t.Fatalf("only %d rules were found", len(rules))
	}
	for name, file := range rules {
		if !listed[name] {
			t.Errorf("%s: %s is not in Rules", file, name)
		}
	}
}

// ruleVars are the variables of a declaration that are made by rule.Error or
// rule.Warning.
func ruleVars(d *ast.GenDecl) (out []string) {
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, value := range v.Values {
			call, ok := value.(*ast.CallExpr)
			if !ok {
				continue
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				continue
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "rule" && i < len(v.Names) {
				out = append(out, v.Names[i].Name)
			}
		}
	}
	return out
}
