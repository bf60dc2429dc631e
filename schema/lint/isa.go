package lint

import (
	sets "github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var isa = check{
	rule.Error("isa", "a promise is held against what a binary records, in readelf's words"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		isa, form := t.Contract.ISA, in.facts(t).ISAForm
		switch {
		case isa.From != model.FromUser:
		case form.Match == "":
			f.at(isa.Pos, "contract.isa: binaries for %s do not record an instruction set: remove it", t.Triple.Name)
		case lazyregexp.Of(form.Match).MatchString(isa.V) && !sets.Has(isa.V, t.Triple.ELF.ISA):
			f.at(isa.Pos, "contract.isa is %q, and code for %s needs %s: write that or a newer one", isa.V, t.Triple.Name, t.Triple.ELF.ISA)
		case !lazyregexp.Of(form.Match).MatchString(isa.V):
			f.at(isa.Pos, "contract.isa is %q: for %s want %s", isa.V, t.Triple.Name, form.Want)
		}
	}),
}
