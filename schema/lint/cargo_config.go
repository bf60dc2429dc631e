package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var cargoConfig = check{
	rule.Warning("cargo-config", "the build reads what of the project's own configuration of cargo is about the program; what is about the machine at home, or is said in targets.cue, is switched off there"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		for _, off := range t.Cargo.Off {
			f.at(off.Pos, "%s: %s", off.Key, off.Because).Of = off.Key
		}
	}),
}
