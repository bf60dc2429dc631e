package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var sharedPrograms = check{
	rule.Error("static-only", "a toolchain whose own libraries need another libc than the target's makes only static programs"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if can := t.Toolchain.SharedPrograms; t.Contract.Format.V == model.FormatELF && !t.Contract.Static.V && !can.OK() {
			f.at(t.Contract.Static.Pos, "contract.static: %s: remove it, or write toolchain: kind: %q", can.WhyNot, can.Instead)
		}
	}),
}
