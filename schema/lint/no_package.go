package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var noPackage = check{
	rule.Error("no-package", "a library of Debian's is what its packages have"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		for _, l := range t.Libraries {
			if !l.Built() && len(l.Packages) == 0 {
				f.at(l.Pos, "libraries.%s.packages is empty, so nothing would be installed: write the package's name, such as packages: [\"lib%s-dev\"], or remove the library", l.Name, l.Name)
			}
		}
	}),
}
