package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var needsDebian = check{
	rule.Error("needs-debian", "the build of a library has its own folder of libraries, and Debian's are not in there"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		debians := map[string]bool{}
		for _, l := range t.Libraries {
			debians[l.Name] = !l.Built()
		}
		for _, l := range t.Libraries {
			for _, need := range l.Needs.V {
				if debians[need] {
					f.at(either(l.Needs.Pos, l.Pos), "libraries.%s needs %q, which is Debian's: what is built from source finds only what is built so: take %q of Debian too (kind: \"debian\"), or build %q from source",
						l.Name, need, l.Name, need)
				}
			}
		}
	}),
}
