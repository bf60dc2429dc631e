package decode

import (
	"path"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/xgen-build/xgen/schema/model"
)

// Position returns a place of CUE's as the model has it, the zero Pos where it
// does not lie in a file: what CUE's functions read from a text has names such as json.
func Position(p token.Pos) model.Pos {
	if !p.IsValid() || path.Ext(p.Filename()) != ".cue" {
		return model.Pos{}
	}
	at := p.Position()
	return model.Pos{File: at.Filename, Line: at.Line, Col: at.Column}
}

// ValuePosition returns where a value stands, and not the key before it.
func ValuePosition(v cue.Value) model.Pos {
	if f, ok := v.Source().(*ast.Field); ok && f.Value != nil {
		if pos := Position(f.Value.Pos()); pos.IsValid() {
			return pos
		}
	}
	return Position(v.Pos())
}
