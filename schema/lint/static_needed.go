package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var staticNeeded = check{
	rule.Error("static-needed", "a static binary needs no shared library, so one of the two promises is a mistake"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		c := t.Contract
		switch {
		case !c.Static.V:
		case c.Format.V == model.FormatPE:
			for _, name := range c.Needed.V {
				if c.IsOwn(name) {
					f.at(c.Needed.Pos, "contract.needed has %q, which is a C compiler's and not Windows's: a static binary has it in itself: remove it", name)
				}
			}
		case len(c.Needed.V) > 0:
			f.at(c.Needed.Pos, "contract.needed: a static binary needs no shared library: remove it, or write static: false")
		}
	}),
}
