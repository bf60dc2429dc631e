package resolve

import (
	"slices"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// usedActions are the actions that the emitted workflow calls; the project pins
// each to a commit.
var usedActions = []string{"actions/checkout", "actions/upload-artifact"}

func (r *resolver) ci() *model.CI {
	if r.user.CI == nil || r.user.CI.GitHub == nil {
		return nil
	}
	g := r.user.CI.GitHub
	out := &model.GitHub{
		File: "xgen.yml", Branches: g.Branches, Runner: "ubuntu-24.04",
		Install: steps(g.Install), Tests: steps(g.Tests),
		Actions: map[string]model.Action{},
		Timeout: 60, Args: g.Args,
	}
	if g.File != nil {
		out.File = *g.File
	}
	if g.Runner != nil {
		out.Runner = *g.Runner
	}
	if g.Timeout != nil {
		out.Timeout = *g.Timeout
	}
	if len(out.Branches) == 0 {
		out.Branches = []string{"main"}
	}
	for name, a := range g.Actions {
		out.Actions[name] = model.Action(a)
		if !slices.Contains(usedActions, name) {
			r.refuse("unused-action", g.Pos, "ci.github.actions: %q is not used by the emitted workflow: remove it", name)
		}
	}
	for _, name := range usedActions {
		if _, ok := g.Actions[name]; !ok {
			r.refuse("unpinned-action", g.Pos, "ci.github.actions: %q is not pinned: write %q: {commit: \"40 hex digits\", version: \"v…\"}", name, name)
		}
	}
	return &model.CI{GitHub: out}
}

func steps(in []input.Step) []model.Step {
	var out []model.Step
	for _, s := range in {
		out = append(out, model.Step(s))
	}
	return out
}
