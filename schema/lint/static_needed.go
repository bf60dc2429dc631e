package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var staticNeeded = check{
	rule.Error("static-needed", "a static binary needs no shared library, so one of the two promises is a mistake"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if c := t.Contract; c.Static.V && len(c.Needed.V) > 0 {
			f.at(c.Needed.Pos, "contract.needed: a static binary needs no shared library: remove it, or write static: false")
		}
	}),
}
