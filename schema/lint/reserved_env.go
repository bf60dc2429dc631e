package lint

import (
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
