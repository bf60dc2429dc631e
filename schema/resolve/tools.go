package resolve

import (
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// tools are the programs that build scripts may run.
func (r *resolver) tools(asked input.Target) (out []model.Tool) {
	all := input.Joined(asked.Tools, r.Written.Tools)
	for _, name := range names(all) {
		out = append(out, r.tool(name, all[name]))
	}
	return out
}

func (r *resolver) tool(name string, asked input.Tool) model.Tool {
	t := model.Tool{
		Name: name, Program: input.OrZero(asked.Program).V, Env: input.OrZero(asked.Env).V,
		Origin: byUser(asked.Pos, asked.Why),
	}
	for _, host := range names(asked.Hosts) {
		source := r.source("tools."+name+".hosts."+host, asked.Hosts[host])
		t.Hosts = append(t.Hosts, model.HostSource{Host: host, Source: source})
	}
	r.inArchive("tools."+name+".program", asked.Program)
	for _, env := range names(asked.Paths) {
		p := asked.Paths[env]
		r.inArchive("tools."+name+".paths."+env, &p)
		t.Paths = append(t.Paths, model.ToolPath{Env: env, Path: p.V})
	}
	return t
}
