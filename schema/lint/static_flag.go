package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var staticFlag = check{
	rule.Error("static-flag", "the flag contradicts the contract, which the binary would break only after the build"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		static := t.Contract.Static
		if t.Triple.Libc != "musl" || !static.V {
			return
		}
		for _, flag := range t.Flags {
			for _, a := range arguments(flag.Kind, flag.Args) {
				if flag.From == model.FromUser && setsCRTStatic(flag, a, "-") {
					f.at(flag.Pos, "flags.%s: %q links libc dynamically and contract.static is true (%s): remove it, or write contract: static: false",
						flag.Name, a.text, static.Origin)
				}
			}
		}
	}),
}
