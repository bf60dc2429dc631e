package resolve

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var unknownTool = rule.Error("unknown-tool", "a tool without hosts is the one of its name that xgen knows")

// tools are the programs that build scripts may run, and Debian's packages of the others
// with the place of the first.
func (r *resolver) tools(asked input.Target) (out []model.Tool, packages model.Value[[]string]) {
	all := input.Joined(asked.Tools, r.Written.Tools)
	for _, name := range names(all) {
		written := all[name]
		if written.Hosts != nil {
			out = append(out, r.tool(name, written, ""))
			continue
		}
		known, is := r.Catalog.KnownTools[name]
		switch {
		case !is:
			r.refuse(unknownTool, written.Pos, "tools.%s: there is no tool called %q: %s", input.Label(name), name, r.insteadOfTool(name))
		case known.Hosts == nil && (written.Program != nil || written.Env != nil || len(written.Paths) > 0):
			r.refuse(unknownTool, written.Pos, "tools.%s is Debian's package %s, of which build scripts find the programs by themselves: remove what stands beside why, or write hosts: x86_64: {…}", input.Label(name), known.Packages[0])
		case known.Hosts == nil:
			if len(packages.V) == 0 {
				packages.Origin = byUser(written.Pos, written.Why)
			}
			packages.V = append(packages.V, known.Packages...)
		default:
			out = append(out, r.tool(name, known.With(written), known.Clang))
		}
	}
	return out, packages
}

// insteadOfTool says what to write where no tool has a name.
func (r *resolver) insteadOfTool(name string) string {
	const own = "write hosts: x86_64: {…} for a source of your own, or host: packages for a package of Debian's (xgen list --tools shows the tools)"
	if near := suggest.Name(name, slices.Collect(maps.Keys(r.Catalog.KnownTools))); near != "" {
		return "did you mean \"" + near + "\"? Otherwise " + own
	}
	return own
}

// tool is one that comes from a source. The variable clang is for what Clang has to be
// told, "" for none.
func (r *resolver) tool(name string, asked input.Tool, clang string) model.Tool {
	t := model.Tool{
		Name: name, Program: input.OrZero(asked.Program).V, Env: input.OrZero(asked.Env).V, Clang: clang,
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
