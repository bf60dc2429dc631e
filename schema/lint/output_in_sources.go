package lint

import (
	"path"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var outputInSources = check{
	rule.Error("output-in-sources", "the emitted files would be sources of the program, and each emit would change what is built"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		output, at := in.Written.Output, in.Project.Output
		src := path.Join(path.Dir(t.Cargo.Manifest), "src")
		if output != nil && (at == src || strings.HasPrefix(at, src+"/")) {
			f.at(output.Pos, "output is %q, among the sources of %s: choose another folder, such as \"xgen\"", output.V, t.Cargo.Manifest)
		}
	}),
}
