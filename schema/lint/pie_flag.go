package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var pieFlag = check{
	rule.Error("pie-flag", "the flag links another kind of program than the contract promises, which the binary would break only after the build"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		pie := t.Contract.PIE
		if t.Contract.Format.V != model.FormatELF || staticPIEWord(t, a) {
			return
		}
		switch {
		case !pie.V && a.Links(arguments.PIE, arguments.StaticPIE):
			f.at(g.pos, "%s: %q links a position-independent program and contract.pie is false (%s): remove it, or write contract: pie: true", g.field, a.Text(), pie)
		case !pie.V && t.Triple.MakesPIE(t.Contract.Static.V) && slices.ContainsFunc(a.Parts, movableModel.MatchString):
			f.at(g.pos, "%s: %q has rustc make a position-independent program and contract.pie is false (%s): remove it, or write contract: pie: true", g.field, a.Text(), pie)
		case pie.V && (a.Links(arguments.NoPIE) || slices.ContainsFunc(a.Parts, fixedModel.MatchString)):
			f.at(g.pos, "%s: %q links a program for a fixed address and contract.pie is true (%s): remove it, or write contract: pie: false", g.field, a.Text(), pie)
		}
	}),
}

// movableModel matches the relocation models with which rustc links position-independent
// programs, fixedModel each other.
var (
	movableModel = lazyregexp.New(`^-Crelocation-model=(pic|pie)$`)
	fixedModel   = lazyregexp.New(`^-Crelocation-model=(static|dynamic-no-pic|ropi|rwpi|ropi-rwpi)$`)
)
