package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var floatABI = check{
	rule.Error("float-abi", "objects that pass floats in different ways link with a warning at most, and compute nonsense together"),
	func(in *Input, f *findings) {
		eachArgument(func(in *Input, t *model.Target, flag model.Flag, a argument, f *findings) {
			otherFloat(in, t, "flags."+flag.Name, flag.Pos, a, f)
		})(in, f)
		for _, t := range in.Project.Targets {
			for _, args := range in.argumentsOfLibraries(t) {
				for _, a := range args.words {
					if forbidden(a) == "" {
						otherFloat(in, t, args.field, args.pos, a, f)
					}
				}
			}
		}
	},
}

// otherFloat reports an argument that changes the float ABI away from the triple's.
func otherFloat(in *Input, t *model.Target, field string, pos model.Pos, a argument, f *findings) {
	for _, pattern := range in.facts(t).OtherFloat {
		if slices.ContainsFunc(a.parts, lazyregexp.Of(pattern).MatchString) {
			f.at(pos, "%s: %q contradicts %s, which passes floats the %s way: remove it, or choose another triple",
				field, a.text, t.Triple.Name, t.Triple.FloatABI)
			return // one message, whichever pattern it was
		}
	}
}
