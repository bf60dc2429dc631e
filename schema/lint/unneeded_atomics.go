package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var unneededAtomics = check{
	rule.Error("unneeded-atomics", "what the processor does itself needs no lock"),
	func(in *Input, f *findings) {
		for _, t := range in.Project.Targets {
			if asked := in.asked(t).Atomics; asked != nil && t.Triple.Atomics >= asked.V {
				f.at(asked.Pos, "%s has %d-bit atomics: remove atomics: %d here; at the top of the file it is for the targets that need it",
					t.Triple.Name, t.Triple.Atomics, asked.V)
			}
		}
		shared := in.Written.Atomics
		if shared != nil && !slices.ContainsFunc(in.Project.Targets, func(t *model.Target) bool { return t.Triple.Atomics < shared.V }) {
			f.at(shared.Pos, "atomics: %d is for targets with narrower ones and none is: remove it", shared.V)
		}
	},
}
