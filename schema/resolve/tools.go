package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// tools settles which programs build scripts may run.
func (r *resolver) tools(t *model.Target, row input.Target) []model.Tool {
	var out []model.Tool
	sets := map[string]string{}     // what sets a variable
	programs := map[string]string{} // whose it is
	for _, e := range t.Env {
		sets[e.Name] = "env"
	}
	for _, name := range mergedKeys(r.user.Tools, row.Tools) {
		tool, own := row.Tools[name]
		if !own {
			tool = r.user.Tools[name]
		}
		r.checkVariables(name, tool, sets)
		resolved := r.tool(name, tool)
		program := path.Base(cmp.Or(resolved.Program, name))
		if other := programs[program]; other != "" {
			r.refuse("tool-program", placeOfProgram(tool), "tools.%s and tools.%s both have a program %s, and build scripts would find only one: keep one of them for this target",
				other, name, program)
		}
		programs[program] = name
		out = append(out, resolved)
	}
	return out
}

// placeOfProgram is where the program is named, or the tool.
func placeOfProgram(t input.Tool) model.Pos {
	if t.Program != nil {
		return t.Program.Pos
	}
	return t.Pos
}

// variable is one that a tool sets, and where that stands.
type variable struct {
	field, name string
	pos         model.Pos
}

func variables(t input.Tool) []variable {
	var out []variable
	if t.Env != nil {
		out = append(out, variable{"env", t.Env.V, t.Env.Pos})
	}
	for _, env := range slices.Sorted(maps.Keys(t.Paths)) {
		out = append(out, variable{"paths", env, t.Paths[env].Pos})
	}
	return out
}

// checkVariables refuses what a tool cannot set, or something else sets too.
func (r *resolver) checkVariables(name string, t input.Tool, sets map[string]string) {
	for _, v := range variables(t) {
		r.checkEnvName("tools."+name+"."+v.field, v.name, v.pos)
		r.checkBoth(v.name, v.pos)
		if other := sets[v.name]; other != "" {
			r.refuse("tool-env", v.pos, "tools.%s sets %s, and so does %s: give one of them another variable", name, v.name, other)
		}
		sets[v.name] = "tools." + name
	}
}

func (r *resolver) tool(name string, asked input.Tool) model.Tool {
	t := model.Tool{
		Name: name, Program: orZero(asked.Program).V, Env: orZero(asked.Env).V,
		Origin: model.Origin{Source: model.FromUser, Pos: asked.Pos, Why: asked.Why},
	}
	if len(asked.Hosts) == 0 {
		r.refuse("no-host", asked.Pos, "tools.%s has no source: write hosts: x86_64: {kind: …} for the machines that build", name)
	}
	for _, host := range slices.Sorted(maps.Keys(asked.Hosts)) {
		field := "tools." + name + ".hosts." + host
		s := asked.Hosts[host]
		r.checkHost(field, host, s)
		t.Hosts = append(t.Hosts, model.HostSource{Host: host, Source: r.pinned(field, s)})
	}
	r.checkProgram(name, asked)
	r.checkInArchive("tools."+name+".program", asked.Program)
	for _, env := range slices.Sorted(maps.Keys(asked.Paths)) {
		p := asked.Paths[env]
		r.checkInArchive("tools."+name+".paths."+env, &p)
		t.Paths = append(t.Paths, model.ToolPath{Env: env, Path: p.V})
	}
	return t
}

// checkProgram refuses a tool that would have an archive for its program, or
// paths in what is no archive: without program nothing is unpacked.
func (r *resolver) checkProgram(name string, t input.Tool) {
	if t.Program != nil {
		return
	}
	for _, host := range slices.Sorted(maps.Keys(t.Hosts)) {
		if what, pos := archive(t.Hosts[host]); what != "" {
			r.refuse("tool-archive", pos, "tools.%s.hosts.%s is an archive (%s), and tools.%s does not say which file in it is the program: write program: its path in there, such as \"bin/%s\"",
				name, host, what, name, name)
			return
		}
	}
	for _, env := range slices.Sorted(maps.Keys(t.Paths)) {
		r.refuse("tool-archive", t.Paths[env].Pos, "tools.%s.paths.%s is a path in an archive, and without program the source is no archive but the program itself: write program, or remove paths", name, env)
	}
}

// archiveName is what the files are called that hold others.
var archiveName = regexp.MustCompile(`(?i)\.(zip|whl|crate|tar|tar\.[a-z0-9]+|t[gx]z|tbz2?|tzst)$`)

// archive says what makes a source an archive, and where that stands; "" for
// one that may be a program. The ecosystems' clients fetch nothing else.
func archive(s input.Source) (what string, pos model.Pos) {
	where := first(s.Path, s.URL)
	if where == nil {
		return fmt.Sprintf("kind: %q", s.Kind.V), s.Kind.Pos
	}
	name, _, _ := strings.Cut(where.V, "?")
	if name = path.Base(name); archiveName.MatchString(name) {
		return name, where.Pos
	}
	return "", model.Pos{}
}

// checkInArchive refuses a path that leads out of the archive that it is for.
func (r *resolver) checkInArchive(field string, p *model.Value[string]) {
	if p != nil && leadsOut(p.V) {
		r.refuse("outside", p.Pos, "%s is %q, which lies outside of the archive: write the path as it is in there, without ..", field, p.V)
	}
}

// leadsOut reports whether a path leaves the folder that it begins in.
func leadsOut(name string) bool {
	name = path.Clean(name)
	return name == ".." || strings.HasPrefix(name, "../")
}
