package lint

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var windowsImage = check{
	rule.Error("windows-image", "what is promised of a Windows program is tried in the base image's Wine, and an old one starts no program of Rust's"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		wine := t.Triple.Wine
		if wine == nil || !t.Runs() {
			return
		}
		old := slices.ContainsFunc(wine.Lacking, func(pattern string) bool {
			is, _ := path.Match(pattern, path.Base(t.Image.V))
			return is
		})
		if old {
			f.at(t.Image.Pos, "image %q has a Wine without bcryptprimitives.dll, and no program of Rust's starts in it: write image: %q, or remove what is run: contract.smoke and test",
				t.Image.V, in.Catalog.Defaults.Image)
		}
	}),
}
