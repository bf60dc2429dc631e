package decode

import (
	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/xgen-build/xgen/schema/model"
)

// Position returns a place of CUE's as the model has it, the zero Pos where it
// does not lie in file.
func Position(file string, p token.Pos) model.Pos {
	if !p.IsValid() || p.Filename() != file {
		return model.Pos{}
	}
	at := p.Position()
	return model.Pos{File: file, Line: at.Line, Col: at.Column}
}

// ValuePosition returns where a value stands, and not the key before it.
func ValuePosition(file string, v cue.Value) model.Pos {
	if f, ok := v.Source().(*ast.Field); ok && f.Value != nil {
		if pos := Position(file, f.Value.Pos()); pos.IsValid() {
			return pos
		}
	}
	return Position(file, v.Pos())
}
