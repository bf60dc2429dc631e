package lint

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/rule"
)

var emptyFlag = check{
	rule.Error("empty-flag", "a group without arguments takes a flag of that name back, and there is none"),
	func(in *Input, f *findings) {
		for i, flags := range layers(in, func(s *input.Settings) map[string]input.Flag { return s.Flags }) {
			for _, name := range slices.Sorted(maps.Keys(flags)) {
				if flag := flags[name]; isEmpty(flag) && in.takesBackNothing(name, flag, i > 0) {
					f.at(flag.Pos, "flags.%s has no arguments, and no target has a flag of that name that it would take back: write c: [\"…\"], or rustc, cxx or link, or remove it", name)
				}
			}
		}
	},
}

// isEmpty reports whether a group says nothing to any tool.
func isEmpty(f input.Flag) bool {
	return len(input.OrZero(f.Rustc).V)+len(input.OrZero(f.C).V)+len(input.OrZero(f.CXX).V)+len(input.OrZero(f.Link).V) == 0
}

// takesBackNothing reports whether some target gets an empty group, and none has
// another one of that name: the catalog's or, where the group is a target's own, the
// project's.
func (in *Input) takesBackNothing(name string, flag input.Flag, own bool) bool {
	gets := false
	for _, t := range in.Project.Targets {
		if !in.flagStands(t, flag.Pos) || flag.When.Unmet(t) != "" {
			continue
		}
		gets = true
		shared, project := in.Written.Flags[name]
		if resolve.InCatalog(in.Catalog, t, name) || own && project && shared.When.Unmet(t) == "" {
			return false
		}
	}
	return gets
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
