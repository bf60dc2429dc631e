package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// maxFileName is the most that the name of a file may have here. File systems
// take 255, of which a compiler wants some for its own names.
const maxFileName = 200

var longName = check{
	rule.Error("long-name", "a file system has a bound for names, and a build would meet it at its very end"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		for _, name := range t.Cargo.Bins {
			if len(name) > maxFileName {
				f.at(t.Pos, "%s: the binary %.20q… has a name of %d characters: at most %d can be the name of a file", t.Cargo.Manifest, name, len(name), maxFileName)
			}
		}
	}),
}
