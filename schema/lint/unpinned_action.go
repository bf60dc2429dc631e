package lint

import (
	"github.com/xgen-build/xgen/schema/rule"
)

var unpinnedAction = check{
	rule.Error("unpinned-action", "a tag can be moved to other code: an action is pinned to a commit"),
	func(in *Input, f *findings) {
		g := in.workflow()
		if g == nil {
			return
		}
		for _, name := range usedActions(g) {
			if _, ok := g.Actions[name]; !ok {
				f.at(g.Pos, "ci.github.actions: %q is not pinned: write %q: {commit: \"40 hex digits\", version: \"v…\"}", name, name)
			}
		}
	},
}
