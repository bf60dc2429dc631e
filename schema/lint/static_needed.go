package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var staticNeeded = check{
	rule.Error("static-needed", "a static binary needs no shared library, so one of the two promises is a mistake"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		c := t.Contract
		switch {
		case c.Format.V == model.FormatPE:
			if i := slices.IndexFunc(c.Needed.V, c.IsOwn); i >= 0 {
				f.at(c.Needed.Pos, "contract.needed has %q, which is a C compiler's and not Windows's: a static binary has it in itself: remove it", c.Needed.V[i])
			}
		case c.Static.V && len(c.Needed.V) > 0:
			f.at(c.Needed.Pos, "contract.needed: a static binary needs no shared library: remove it, or write static: false")
		}
	}),
}
