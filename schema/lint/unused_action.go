package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/rule"
)

// usedActions are the actions that the emitted workflow calls, its own and those of
// the user's steps; the project pins each to a commit. What lies in the repository is
// of the commit that is built.
func usedActions(g *input.GitHub) []string {
	out := []string{"actions/checkout", "actions/upload-artifact"}
	for _, s := range slices.Concat(g.Install, g.Tests) {
		if s.Uses != "" && !strings.HasPrefix(s.Uses, "./") && !slices.Contains(out, s.Uses) {
			out = append(out, s.Uses)
		}
	}
	return out
}

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
		if g == nil {
			return
		}
		used := usedActions(g)
		for _, name := range slices.Sorted(maps.Keys(g.Actions)) {
			if !slices.Contains(used, name) {
				f.at(g.Pos, "ci.github.actions: %q is not used by the emitted workflow: remove it", name)
			}
		}
	},
}
