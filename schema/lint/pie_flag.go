package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var pieFlag = check{
	rule.Error("pie-flag", "the flag makes another kind of program than the contract promises, or code that does not link into it, which only the end of the build shows"),
	func(in *Input, f *findings) { eachArgument(in.contradictsPIE)(in, f) },
}

// contradictsPIE refuses an argument that is for the other kind of program.
func (in *Input) contradictsPIE(t *model.Target, g given, a arguments.Argument, f *findings) {
	pie := t.Contract.PIE
	if t.Contract.Format.V != model.FormatELF || staticPIEWord(t, a) {
		return
	}
	ofC := (g.kind == model.FlagC || g.kind == model.FlagCXX) && !strings.HasPrefix(g.field, "libraries.") // libraryArgs refuses it there
	switch {
	case !pie.V && a.Links(arguments.PIE, arguments.StaticPIE):
		f.at(g.pos, "%s: %q links a position-independent program and contract.pie is false (%s): remove it, or write contract: pie: true", g.field, a.Text(), pie)
	case !pie.V && t.Triple.MakesPIE(t.Contract.Static.V) && slices.ContainsFunc(a.Parts, movableModel.MatchString):
		f.at(g.pos, "%s: %q has rustc make a position-independent program and contract.pie is false (%s): remove it, or write contract: pie: true", g.field, a.Text(), pie)
	case pie.V && (a.Links(arguments.NoPIE) || slices.ContainsFunc(a.Parts, fixedModel.MatchString)):
		f.at(g.pos, "%s: %q links a program for a fixed address and contract.pie is true (%s): remove it, or write contract: pie: false", g.field, a.Text(), pie)
	case pie.V && ofC && !in.facts(t).AnyAddress && slices.ContainsFunc(a.Parts, fixedCode.MatchString):
		f.at(g.pos, "%s: %q compiles C for a fixed address, which links into no position-independent program, and contract.pie is true (%s): remove it, or write contract: pie: false", g.field, a.Text(), pie)
	}
}

// movableModel matches the relocation models with which rustc links position-independent
// programs, fixedModel each other; fixedCode the words of C compilers for code like that.
var (
	movableModel = lazyregexp.New(`^-Crelocation-model=(pic|pie)$`)
	fixedModel   = lazyregexp.New(`^-Crelocation-model=(static|dynamic-no-pic|ropi|rwpi|ropi-rwpi)$`)
	fixedCode    = lazyregexp.New(`^-fno-(pie|PIE|pic|PIC)$`)
)
