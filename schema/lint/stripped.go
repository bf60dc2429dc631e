package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var stripped = check{
	rule.Error("stripped", "the profile keeps the symbol table that the contract says is gone"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		if t.Contract.Stripped.V && t.Cargo.Strip != "symbols" && !in.stripsByFlag(t) {
			f.at(t.Contract.Stripped.Pos, "contract.stripped: the profile keeps the symbol table: write cargo: strip: \"symbols\"")
		}
	}),
}

// stripsByFlag reports whether a flag says what is stripped, in either way: the wrong one is
// another check's.
func (in *Input) stripsByFlag(t *model.Target) bool {
	for _, g := range in.given(t) {
		for _, a := range g.arguments {
			if _, ok := strips(g, a); ok {
				return true
			}
		}
	}
	return false
}
