package resolve

import (
	"cmp"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

func (r *resolver) ci() *model.CI {
	if r.Written.CI == nil || r.Written.CI.GitHub == nil {
		return nil
	}
	g := r.Written.CI.GitHub
	out := &model.GitHub{
		File: cmp.Or(input.OrZero(g.File), "xgen.yml"), Branches: g.Branches, Runner: cmp.Or(input.OrZero(g.Runner), "ubuntu-24.04"),
		Install: steps(g.Install), Tests: steps(g.Tests),
		Actions: map[string]model.Action{},
		Timeout: cmp.Or(input.OrZero(g.Timeout), 60), Args: g.Args,
	}
	if len(out.Branches) == 0 {
		out.Branches = []string{"main"}
	}
	for name, a := range g.Actions {
		out.Actions[name] = model.Action(a)
	}
	return &model.CI{GitHub: out}
}

func steps(in []input.Step) (out []model.Step) {
	for _, s := range in {
		out = append(out, model.Step(s))
	}
	return out
}
