package lint

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var undeclaredFile = check{
	rule.Error("undeclared-file", "what a patch touches is reviewed where it is declared"),
	eachPatch(func(in *Input, t *model.Target, p model.Patch, f *findings) {
		written := in.patch(t, p.Name)
		for _, file := range p.Files {
			if !slices.Contains(declared(written.Files.V), file) {
				f.at(written.Files.Pos, "patches.%s: %s touches %s, which files does not name: add %q there, or take it out of the diff", p.Name, written.Diff.V, file, file)
			}
		}
	}),
}

// declared are the files of a patch, cleaned.
func declared(files []string) (out []string) {
	for _, file := range files {
		out = append(out, path.Clean(file))
	}
	return out
}
