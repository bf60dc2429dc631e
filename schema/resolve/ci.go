package resolve

import (
	"cmp"
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var noSubmodules = rule.Error("no-submodules", "a checkout without submodules has none of their files, and what is read cannot be known")

// ci is what is asked for a workflow, of a project that is read by then.
func (r *resolver) ci(p *model.Project) *model.CI {
	if r.Written.CI == nil || r.Written.CI.GitHub == nil {
		return nil
	}
	g := r.Written.CI.GitHub
	out := &model.GitHub{
		File: cmp.Or(input.OrZero(g.File), "xgen.yml"), Branches: input.OrZero(g.Branches).V, Tags: input.OrZero(g.Tags).V, Runner: cmp.Or(input.OrZero(g.Runner), "ubuntu-24.04"),
		Install: steps(g.Install), Tests: steps(g.Tests),
		Actions: map[string]model.Action{},
		Timeout: cmp.Or(input.OrZero(g.Timeout), 60), Args: input.OrZero(g.Args).V,
	}
	if g.Branches == nil {
		out.Branches = []string{"main"}
	}
	for _, name := range names(g.Inputs) {
		out.Inputs = append(out.Inputs, model.GivenInput{Name: name, By: g.Inputs[name].V})
	}
	out.Submodules = r.readsSubmodule(p)
	for name, a := range g.Actions {
		out.Actions[name] = model.Action(a)
	}
	return &model.CI{GitHub: out}
}

func steps(in []input.Step) (out []model.Step) {
	for _, s := range in {
		out = append(out, model.Step{Name: s.Name, Run: s.Run, Uses: s.Uses, With: s.With, Env: s.Env})
	}
	return out
}

// readsSubmodule reports whether the build reads a file of a submodule: the folder of
// one lies in what is read, or what is read in it.
func (r *resolver) readsSubmodule(p *model.Project) bool {
	modules, err := r.Files.Submodules()
	if err != nil {
		r.refuse(noSubmodules, model.Pos{File: ".gitmodules", Line: 1, Col: 1}, "%v", err)
	}
	for _, dir := range modules {
		for _, read := range slices.Concat(p.Context, p.Included, p.SourceFiles) {
			if model.Below(dir, read) || model.Below(read, dir) {
				return true
			}
		}
	}
	return false
}
