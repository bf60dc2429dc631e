package lint

import (
	"github.com/xgen-build/xgen/schema/rule"
)

var envAndInput = check{
	rule.Error("env-and-input", "cargo would take the value of env, whatever a run gives"),
	func(in *Input, f *findings) {
		for _, v := range variables(in) {
			if other, both := in.Written.Inputs[v.name]; both && v.field != "inputs" {
				f.at(v.pos, "%s is also an input (%s), whose value would be lost: keep one", v.name, other.Pos)
			}
		}
	},
}
