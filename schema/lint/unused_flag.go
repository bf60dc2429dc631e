package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var unusedFlag = check{
	rule.Error("unused-flag", "a flag that no target gets is out of date, or its condition is not what was meant"),
	func(in *Input, f *findings) {
		without := places(in, func(t *model.Target) []model.Unflagged { return t.Unflagged }, func(u model.Unflagged) model.Pos { return u.Pos })
		for _, c := range conditions(in) {
			if in.usesFlag(c) || !without[c.pos] {
				continue
			}
			f.at(c.pos, "%s", forNone(c))
		}
	},
}

// usesFlag reports whether the condition of a group of flags holds of a target
// that takes the group.
func (in *Input) usesFlag(c condition) bool {
	return slices.ContainsFunc(in.Project.Targets, func(t *model.Target) bool {
		return in.flagStands(t, c.pos) && c.when.Unmet(t) == ""
	})
}

// flagStands reports whether a group of flags at a place is for a target.
func (in *Input) flagStands(t *model.Target, pos model.Pos) bool {
	for _, flags := range []map[string]input.Flag{in.Written.Flags, in.asked(t).Flags} {
		for _, flag := range flags {
			if flag.Pos == pos {
				return true
			}
		}
	}
	return false
}
