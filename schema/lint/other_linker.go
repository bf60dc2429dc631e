package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var otherLinker = check{
	rule.Error("other-linker", "each toolchain has one linker, whose dangerous warnings are known and taken for errors"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		if !slices.ContainsFunc(a.Parts, arguments.ChoosesLinker) {
			return
		}
		why := t.Toolchain.OtherLinkers.Any
		if slices.ContainsFunc(a.Parts, func(p string) bool { return arguments.BringsLinker(p) || strings.Contains(p, "lld") }) {
			why = t.Toolchain.OtherLinkers.LLD
		}
		f.at(g.pos, "%s: %q: %s: remove it", g.field, a.Text(), why)
	}),
}
