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
		case !pie.V && hasPart(a, "-pie", "-static-pie"):
			f.at(g.pos, "%s: %q links a position-independent program and contract.pie is false (%s): remove it, or write contract: pie: true", g.field, a.Text(), pie)
		case !pie.V && t.Triple.MakesPIE(t.Contract.Static.V) && hasPart(a, "-Crelocation-model=pic", "-Crelocation-model=pie"):
			f.at(g.pos, "%s: %q has rustc make a position-independent program and contract.pie is false (%s): remove it, or write contract: pie: true", g.field, a.Text(), pie)
		case pie.V && (hasPart(a, "-no-pie", "-nopie") || slices.ContainsFunc(a.Parts, fixedModel.MatchString)):
			f.at(g.pos, "%s: %q links a program for a fixed address and contract.pie is true (%s): remove it, or write contract: pie: false", g.field, a.Text(), pie)
		}
	}),
}

// fixedModel matches each relocation model of rustc's but pic and pie: with another one it
// links no position-independent program.
var fixedModel = lazyregexp.New(`^-Crelocation-model=(static|dynamic-no-pic|ropi|rwpi|ropi-rwpi)$`)

// hasPart reports whether an argument has one of several words.
func hasPart(a arguments.Argument, words ...string) bool {
	return slices.ContainsFunc(a.Parts, func(part string) bool { return slices.Contains(words, part) })
}
