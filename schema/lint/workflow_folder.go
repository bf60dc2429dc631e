package lint

import (
	"github.com/xgen-build/xgen/schema/rule"
)

var workflowFolder = check{
	rule.Warning("workflow-folder", "GitHub reads workflows in the root of a repository, and in no folder below it"),
	func(in *Input, f *findings) {
		if g := in.workflow(); g != nil && len(in.Above) > 0 {
			up := in.Above[len(in.Above)-1].Name // where .git lies
			f.at(in.Written.CI.GitHub.Pos, "the workflow is written below the project's root, and the repository's, where GitHub looks for it, lies above: write %s", in.raise(up)).
				Mends = in.mendsRoot(up, "GitHub reads workflows in the repository's root")
		}
	},
}
