package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// breaker walks a declaration and adds its mutants. What a mutant leaves out
// stays in the text behind "if false" or the like, so that no import and no
// variable becomes unused, which would not compile.
type breaker struct {
	fset *token.FileSet
	src  []byte
	base mutant
	add  func(mutant)
}

func (b *breaker) offset(p token.Pos) int { return b.fset.Position(p).Offset }

func (b *breaker) text(n ast.Node) string { return string(b.src[b.offset(n.Pos()):b.offset(n.End())]) }

// replace adds a mutant in which a node has another text.
func (b *breaker) replace(n ast.Node, text, change string) {
	m := b.at(n, change)
	m.text = text
	b.add(m)
}

// at is a mutant in which a node is gone.
func (b *breaker) at(n ast.Node, change string) mutant {
	m, from := b.base, b.fset.Position(n.Pos())
	m.line, m.change = from.Line, change
	m.from, m.to = from.Offset, b.offset(n.End())
	return m
}

// walk visits a node; results are those of the function around it.
func (b *breaker) walk(n ast.Node, results []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				b.walk(n.Body, resultTypes(n.Type))
			}
			return false
		case *ast.FuncLit:
			b.walk(n.Body, resultTypes(n.Type))
			return false
		case *ast.ImportSpec, *ast.ArrayType, *ast.StructType, *ast.InterfaceType:
			return false
		}
		b.statement(n, results)
		return b.expression(n)
	})
}

// resultTypes lists the types of a function's results by name: "error", "bool".
func resultTypes(f *ast.FuncType) []string {
	var all []string
	if f.Results == nil {
		return nil
	}
	for _, field := range f.Results.List {
		name := ""
		if id, ok := field.Type.(*ast.Ident); ok {
			name = id.Name
		}
		for range max(1, len(field.Names)) {
			all = append(all, name)
		}
	}
	return all
}

// statement breaks what a statement does.
func (b *breaker) statement(n ast.Node, results []string) {
	switch n := n.(type) {
	case *ast.ExprStmt, *ast.IncDecStmt, *ast.DeferStmt, *ast.GoStmt, *ast.SendStmt:
		b.leaveOut(n)
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			b.leaveOut(n)
		}
		b.assigned(n)
	case *ast.IfStmt:
		b.condition(n.Cond, n.Init)
	case *ast.SwitchStmt:
		if n.Tag == nil {
			b.cases(n)
		}
	case *ast.ReturnStmt:
		b.returned(n, results)
	}
}

func (b *breaker) leaveOut(n ast.Node) {
	b.replace(n, "if false { "+b.text(n)+" }", "left out `"+shown(b.text(n))+"`")
}

// assigned drops an error that is kept in a variable called err or errSomething.
func (b *breaker) assigned(n *ast.AssignStmt) {
	if len(n.Lhs) != len(n.Rhs) {
		return
	}
	for i, to := range n.Lhs {
		if id, ok := to.(*ast.Ident); ok && strings.HasPrefix(id.Name, "err") {
			b.noError(n.Rhs[i])
		}
	}
}

// cases breaks the conditions of a switch without a tag.
func (b *breaker) cases(n *ast.SwitchStmt) {
	for _, s := range n.Body.List {
		for _, cond := range s.(*ast.CaseClause).List {
			b.condition(cond, nil)
		}
	}
}

// condition has a condition never hold, and always. That every call fails is
// no mutant: any test at all would notice.
func (b *breaker) condition(cond ast.Expr, init ast.Stmt) {
	text, words := b.text(cond), b.text(cond)
	if init != nil {
		words = b.text(init) + "; " + words
	}
	b.replace(cond, "false && ("+text+")", "never `"+shown(words)+"`")
	if text != "err != nil" {
		b.replace(cond, "true || ("+text+")", "always `"+shown(words)+"`")
	}
}

// returned drops an error and turns a truth around.
func (b *breaker) returned(n *ast.ReturnStmt, results []string) {
	if len(n.Results) != len(results) {
		return
	}
	for i, e := range n.Results {
		switch text := b.text(e); results[i] {
		case "error":
			b.noError(e)
		case "bool":
			if text != "true" && text != "false" {
				b.replace(e, "!("+text+")", "not `"+shown(text)+"`")
			}
		}
	}
}

// noError has nil in the place of an error; in that of a call both without
// calling and after it. Of errors beside each other each is dropped by itself.
func (b *breaker) noError(e ast.Expr) {
	text, members := b.text(e), b.errorsBeside(e)
	for _, member := range members {
		b.noError(member)
	}
	if text == "nil" || members != nil {
		return
	}
	if b.doesSomething(e) {
		b.replace(e, "func() error { var err error = "+text+"; _ = err; return nil }()", "ignored the error of `"+shown(text)+"`")
	}
	b.replace(e, "func() error { if false { return "+text+" }; return nil }()", "nil for `"+shown(text)+"`")
}

// errorsBeside lists the errors in errors.Join(…), cmp.Or(…) and []error{…}.
func (b *breaker) errorsBeside(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.CallExpr:
		if f := b.text(e.Fun); f == "errors.Join" || f == "cmp.Or" {
			return e.Args
		}
	case *ast.CompositeLit:
		if e.Type != nil && b.text(e.Type) == "[]error" {
			return e.Elts
		}
	}
	return nil
}

// doesSomething reports whether an expression does more than to make an error
// or to wrap one.
func (b *breaker) doesSomething(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok || b.text(call.Fun) == "fmt.Errorf" || b.text(call.Fun) == "errors.New" {
		return false
	}
	return !slices.ContainsFunc(call.Args, func(a ast.Expr) bool { return strings.HasPrefix(b.text(a), "err") })
}
