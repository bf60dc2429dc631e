package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/reserved"
	"github.com/xgen-build/xgen/schema/rule"
)

var reservedEnv = check{
	rule.Error("reserved-env", "the emitted files set the variable themselves, or it changes the tools and not the program"),
	func(in *Input, f *findings) {
		for _, v := range variables(in) {
			if hint := reserved.For(v.name, in.builds); hint != "" {
				f.at(v.pos, "%s: %s cannot be set: %s", v.field, v.name, hint)
			}
		}
	},
}

// builds reports whether a target has this triple, written as in a variable's name.
func (in *Input) builds(triple string) bool {
	return slices.ContainsFunc(in.Project.Targets, func(t *model.Target) bool { return model.InVariable(t.Triple.Name) == triple })
}
