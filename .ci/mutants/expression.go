package main

import (
	"go/ast"
	"go/token"
	"strings"
)

// bounds are the comparisons of which one differs from the other at the bound.
var bounds = map[token.Token]string{token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">"}

// expression breaks what an expression is worth, and reports whether what is
// in it is to be broken too.
func (b *breaker) expression(n ast.Node) (more bool) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		b.binary(n)
		return n.Op != token.SHL
	case *ast.CompositeLit:
		b.fields(n)
	case *ast.GenDecl:
		if n.Tok == token.CONST {
			b.constants(n)
			return false
		}
	case *ast.BasicLit:
		b.number(n)
	case *ast.Ident:
		if other, ok := map[string]string{"true": "false", "false": "true"}[n.Name]; ok {
			b.replace(n, other, other+" for "+n.Name)
		}
	}
	return true
}

func (b *breaker) binary(n *ast.BinaryExpr) {
	x, y := b.text(n.X), b.text(n.Y)
	switch n.Op {
	case token.LAND, token.LOR:
		// The operand that changes nothing.
		same := map[token.Token]string{token.LAND: "true || ", token.LOR: "false && "}[n.Op]
		b.replace(n.X, "("+same+"("+x+"))", "without `"+shown(x)+"` in `"+shown(b.text(n))+"`")
		b.replace(n.Y, "("+same+"("+y+"))", "without `"+shown(y)+"` in `"+shown(b.text(n))+"`")
	case token.OR:
		b.replace(n, x, "without "+shown(y)+" in `"+shown(b.text(n))+"`")
		if _, more := n.X.(*ast.BinaryExpr); !more {
			b.replace(n, y, "without "+shown(x)+" in `"+shown(b.text(n))+"`")
		}
	default:
		if other, ok := bounds[n.Op]; ok {
			b.replace(n, x+" "+other+" "+y, other+" in `"+shown(b.text(n))+"`")
		}
	}
}

// fields drops a field, or an entry that a name or a text stands for, from a
// literal.
func (b *breaker) fields(n *ast.CompositeLit) {
	for i, e := range n.Elts {
		if _, ok := e.(*ast.KeyValueExpr); !ok {
			continue
		}
		m := b.at(e, "without `"+shown(b.text(e))+"`")
		switch {
		case i+1 < len(n.Elts):
			m.to = b.offset(n.Elts[i+1].Pos())
		case strings.HasPrefix(string(b.src[m.to:]), ","):
			m.to++
		case i > 0:
			m.from = b.offset(n.Elts[i-1].End())
		}
		b.add(m)
	}
}

// constants makes each number that has a name a thousand times as large.
func (b *breaker) constants(n *ast.GenDecl) {
	for _, s := range n.Specs {
		for _, v := range s.(*ast.ValueSpec).Values {
			if !isNumber(v) {
				continue
			}
			b.replace(v, "("+b.text(v)+") * 1000", "a thousand times `"+shown(b.text(s))+"`")
		}
	}
}

// isNumber reports whether there is a number in a constant's value, and
// nothing that makes it a flag or a text.
func isNumber(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.INT
	case *ast.BinaryExpr:
		return isNumber(e.X) || isNumber(e.Y)
	case *ast.ParenExpr:
		return isNumber(e.X)
	}
	return false
}

// number makes a mode another one, and any other number one more.
func (b *breaker) number(n *ast.BasicLit) {
	if n.Kind != token.INT {
		return
	}
	if strings.HasPrefix(n.Value, "0o") {
		other := "0o777"
		if n.Value == other {
			other = "0o700"
		}
		b.replace(n, other, other+" for "+n.Value)
		return
	}
	b.replace(n, "("+n.Value+" + 1)", n.Value+" + 1 for "+n.Value)
}
