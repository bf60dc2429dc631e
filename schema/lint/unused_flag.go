package lint

import (
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var unusedFlag = check{
	rule.Error("unused-flag", "a flag that no target gets is out of date, or its condition is not what was meant"),
	func(in *Input, f *findings) {
		without := places(in, func(t *model.Target) []model.Unflagged { return t.Unflagged }, func(u model.Unflagged) model.Pos { return u.Pos })
		with := in.flagsThatHold()
		for _, c := range conditions(in) {
			if without[c.pos] && !with[c.pos] {
				f.at(c.pos, "%s", forNone(c))
			}
		}
	},
}

// flagsThatHold are the places of the groups of flags whose condition holds of
// some target.
func (in *Input) flagsThatHold() map[model.Pos]bool {
	out := map[model.Pos]bool{}
	for _, t := range in.Project.Targets {
		for _, flags := range []map[string]input.Flag{in.Written.Flags, in.asked(t).Flags} {
			for _, flag := range flags {
				out[flag.Pos] = out[flag.Pos] || flag.When.Unmet(t) == ""
			}
		}
	}
	return out
}
