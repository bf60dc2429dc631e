package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var machineFlag = check{
	rule.Error("machine-flag", "code of another width or byte order than the target's does not link with the rest of the program, at the end of the build"),
	func(in *Input, f *findings) {
		eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
			said := slices.Clone(a.Parts)
			for _, o := range a.Link {
				if o.Name == arguments.Emulation {
					said = append(said, "-m "+o.Value)
				}
			}
			for _, w := range in.Catalog.MachineWords {
				right := w.When != nil && w.When.Unmet(t) == ""
				if !right && slices.ContainsFunc(said, lazyregexp.Of(w.Match).MatchString) {
					f.at(g.pos, "%s: %q makes %s, which is not %s's: %s, or choose another triple", g.field, a.Text(), w.Is, t.Triple.Name, g.instead())
					return
				}
			}
		})(in, f)
	},
}
