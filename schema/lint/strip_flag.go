package lint

import (
	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var stripFlag = check{
	rule.Error("strip-flag", "cargo hands the flag on behind what the profile says, and the binary keeps the symbol table that the contract says is gone"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		strip, ok := strips(g, a)
		if stripped := t.Contract.Stripped; ok && strip != "symbols" && stripped.V {
			f.at(g.pos, "%s: %q keeps the symbol table, whatever the profile says, and contract.stripped is true (%s): %s cargo: strip: %q in its place",
				g.field, a.Text(), stripped.Origin, g.writes(), strip)
		}
	}),
}

// strips returns what an argument of rustc's has the linker strip.
func strips(g given, a arguments.Argument) (word string, ok bool) {
	if g.kind != model.FlagRustc {
		return "", false
	}
	return a.Codegen("strip")
}
