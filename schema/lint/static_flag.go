package lint

import (
	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var staticFlag = check{
	rule.Error("static-flag", "the flag contradicts the contract, which the binary would break only after the build"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		static := t.Contract.Static
		switch {
		case t.Contract.Format.V != model.FormatELF:
		case static.V && t.Triple.Libc == "musl" && g.kind == model.FlagRustc && a.Feature("crt-static") == "-":
			f.at(g.pos, "%s: %q links libc dynamically and contract.static is true (%s): remove it, or write contract: static: false", g.field, a.Text(), static.Origin)
		case !static.V && g.kind == model.FlagRustc && a.Feature("crt-static") == "+":
			f.at(g.pos, "%s: %q links libc statically and contract.static is false (%s): remove it%s", g.field, a.Text(), static.Origin, orOther(t))
		case !static.V && a.Links(arguments.Static, arguments.StaticPIE):
			f.at(g.pos, "%s: %q links libc statically and contract.static is false (%s): remove it%s", g.field, a.Text(), static.Origin, orStatic(t))
		}
	}),
}

// orStatic says how a contract promises a static program, where one can.
func orStatic(t *model.Target) string {
	if t.Triple.Libc == "gnu" {
		return ""
	}
	return ", or write contract: static: true"
}

// orOther says the same of who wants a static program above all.
func orOther(t *model.Target) string {
	if t.Triple.Libc == "gnu" {
		return ", or choose a triple with musl"
	}
	return orStatic(t)
}
