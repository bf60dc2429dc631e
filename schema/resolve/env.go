package resolve

import (
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

func (r *resolver) inputs() (out []model.Input) {
	for _, name := range names(r.Written.Inputs) {
		in := r.Written.Inputs[name]
		out = append(out, model.Input{Name: name, Default: in.Default, Origin: byUser(in.Pos, in.Why)})
	}
	return out
}

func (r *resolver) env(asked input.Target) (out []model.Env) {
	all := input.Joined(asked.Env, r.Written.Env)
	for _, name := range names(all) {
		e := all[name]
		out = append(out, model.Env{Name: name, Value: e.Value, Origin: byUser(e.Pos, e.Why)})
	}
	return out
}
