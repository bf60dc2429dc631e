package lint

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/rule"
)

// usedActions are the actions that the emitted workflow calls; the project pins
// each to a commit.
var usedActions = []string{"actions/checkout", "actions/upload-artifact"}

// workflow is what the user wrote for GitHub, nil where nothing is.
func (in *Input) workflow() *input.GitHub {
	if in.Written.CI == nil {
		return nil
	}
	return in.Written.CI.GitHub
}

var unusedAction = check{
	rule.Error("unused-action", "a pin that nothing uses goes stale unseen"),
	func(in *Input, f *findings) {
		g := in.workflow()
		for _, name := range slices.Sorted(maps.Keys(input.OrZero(g).Actions)) {
			if !slices.Contains(usedActions, name) {
				f.at(g.Pos, "ci.github.actions: %q is not used by the emitted workflow: remove it", name)
			}
		}
	},
}
