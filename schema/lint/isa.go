package lint

import (
	sets "github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var isa = check{
	rule.Error("isa", "a promise is held against what a binary records, in readelf's words"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if isa := t.Contract.ISA; isa.From == model.FromUser && !sets.Has(isa.V, t.Triple.ELF.ISA) {
			f.at(isa.Pos, "contract.isa is %q, and code for %s needs %s: write that or a newer one", isa.V, t.Triple.Name, t.Triple.ELF.ISA)
		}
	}),
}
