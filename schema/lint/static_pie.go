package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// Whether a program is static is promised by the contract and made by flags, by
// the triple's libc and by what the toolchain can do.

var staticPIE = check{
	rule.Error("static-pie", "the start files of the triple do not relocate such a program: it crashes before main"),
	func(in *Input, f *findings) {
		eachArgument(func(_ *Input, t *model.Target, flag model.Flag, a argument, f *findings) {
			if !t.Triple.StaticPIE && slices.Contains(a.parts, "-static-pie") {
				f.at(flag.Pos, "flags.%s: %q: rustc makes no static position-independent executable for %s: remove it", flag.Name, a.text, t.Triple.Name)
			}
		})(in, f)
		for _, t := range in.Project.Targets {
			if c := t.Contract; c.PIE.V && !t.Triple.StaticPIE && c.Static.V {
				f.at(c.PIE.Pos, "contract.pie: rustc makes no static position-independent executable for %s: remove it", t.Triple.Name)
			}
		}
	},
}
