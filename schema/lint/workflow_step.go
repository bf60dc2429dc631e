package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/rule"
)

var workflowStep = check{
	rule.Error("workflow-step", "GitHub takes a step that runs commands or calls an action, not both and not neither"),
	func(in *Input, f *findings) {
		g := in.workflow()
		if g == nil {
			return
		}
		for _, s := range slices.Concat(g.Install, g.Tests) {
			switch {
			case s.Run == "" && s.Uses == "":
				f.at(s.Pos, "the step %q does nothing: write run: \"…\" with commands of a shell, or uses: \"owner/name\" with an action", s.Name)
			case s.Run != "" && s.Uses != "":
				f.at(s.Pos, "the step %q has both run and uses: write a step for each", s.Name)
			case s.Uses == "" && s.With != nil:
				f.at(s.Pos, "the step %q has with, which only an action reads: write env for what its commands read", s.Name)
			}
		}
	},
}
