package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var forbiddenFlag = check{
	rule.Error("forbidden-flag", "a flag that runs or reads what no emitted file shows makes the build another one than was reviewed"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, g := range in.given(t) {
			for _, a := range g.arguments {
				if why := forbidden(a); why != "" {
					f.at(g.pos, "%s: %q %s: %s", g.field, a.Text(), why, g.instead())
				}
			}
		}
	}),
}
