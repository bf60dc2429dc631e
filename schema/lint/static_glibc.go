package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var staticGlibc = check{
	rule.Error("static-glibc", "glibc loads parts of itself at run time, of the very version that a static program was built with"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if t.Triple.Libc == "gnu" && t.Contract.Static.V {
			f.at(t.Contract.Static.Pos, "contract.static: a static program with glibc still loads parts of it when it looks up a name or a user: remove it, or choose a musl triple")
		}
	}),
}
