package lint

import (
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var unusedLibrary = check{
	rule.Error("unused-library", "a library that no target gets is out of date, or its condition is not what was meant"),
	func(in *Input, f *findings) {
		without := places(in, func(t *model.Target) []model.Unbuilt { return t.Unbuilt }, func(u model.Unbuilt) model.Pos { return u.Pos })
		with := map[model.Pos]bool{}
		for _, t := range in.Project.Targets {
			for name := range input.Joined(in.Written.Libraries, in.asked(t).Libraries) {
				l := in.writtenLibrary(t, name)
				with[l.Pos] = with[l.Pos] || l.When.Unmet(t) == ""
			}
		}
		for _, c := range conditions(in) {
			if without[c.pos] && !with[c.pos] {
				f.at(c.pos, "%s", forNone(c))
			}
		}
	},
}
