package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var stripped = check{
	rule.Error("stripped", "the profile keeps the symbol table that the contract says is gone"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if t.Contract.Stripped.V && t.Cargo.Strip != "symbols" {
			f.at(t.Contract.Stripped.Pos, "contract.stripped: the profile keeps the symbol table: write cargo: strip: \"symbols\"")
		}
	}),
}
