package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var floatABI = check{
	rule.Error("float-abi", "objects that pass floats in different ways link with a warning at most, and compute nonsense together"),
	func(in *Input, f *findings) {
		eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
			for _, pattern := range in.facts(t).OtherFloat {
				if slices.ContainsFunc(a.Parts, lazyregexp.Of(pattern).MatchString) {
					f.at(g.pos, "%s: %q contradicts %s, which passes floats the %s way: remove it, or choose another triple",
						g.field, a.Text(), t.Triple.Name, t.Triple.FloatABI)
					return // one message, whichever pattern it was
				}
			}
		})(in, f)
	},
}
