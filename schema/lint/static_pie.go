package lint

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// Whether a program is static is promised by the contract and made by flags, by
// the triple's libc and by what the toolchain can do.

var staticPIE = check{
	rule.Error("static-pie", "the start files of the triple do not relocate such a program: it crashes before main"),
	func(in *Input, f *findings) {
		eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
			if staticPIEWord(t, a) {
				f.at(g.pos, "%s: %q: %s", g.field, a.Text(), insteadOfStaticPIE(t))
			}
		})(in, f)
		for _, t := range in.Project.Targets {
			if c, can := t.Contract, t.Toolchain.StaticPIE; c.Format.V == model.FormatELF && c.PIE.V && c.Static.V && !can.OK() {
				f.at(c.PIE.Pos, "contract.pie: %s: remove it%s", can.WhyNot, orKind(can.Instead))
			}
		}
	},
}

// staticPIEWord reports whether an argument asks for a static position-independent
// executable that rustc does not make so: by its own word where its specification has
// none, by the linker's where the toolchain cannot make one.
func staticPIEWord(t *model.Target, a arguments.Argument) bool {
	elf, cannot := t.Contract.Format.V == model.FormatELF, !t.Toolchain.StaticPIE.OK()
	return elf && !t.Triple.StaticPIE && (a.Links(arguments.StaticPIE) || cannot && t.Contract.Static.V && a.Links(arguments.PIE))
}

// insteadOfStaticPIE says why that word makes none, and what to write.
func insteadOfStaticPIE(t *model.Target) string {
	can := t.Toolchain.StaticPIE
	if can.OK() {
		return "rustc makes no static position-independent executable for " + t.Triple.Name + " by that word: write contract: pie: true"
	}
	return can.WhyNot + ": remove it" + orKind(can.Instead)
}

// orKind proposes another kind of toolchain, where there is one.
func orKind(kind model.ToolchainKind) string {
	if kind == "" {
		return ""
	}
	return fmt.Sprintf(", or write toolchain: kind: %q", kind)
}
