package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var untouchedFile = check{
	rule.Error("untouched-file", "what a patch declares and does not touch is out of date"),
	eachPatch(func(in *Input, t *model.Target, p model.Patch, f *findings) {
		written := in.patch(t, p.Name)
		for _, file := range declared(written.Files.V) {
			if p.Text != "" && !slices.Contains(p.Files, file) {
				f.at(written.Files.Pos, "patches.%s: files names %q, which %s does not touch: remove it", p.Name, file, written.Diff.V)
			}
		}
	}),
}
