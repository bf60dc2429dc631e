package resolve

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// tools settles which programs build scripts may run.
func (r *resolver) tools(t *model.Target, row Target) []model.Tool {
	var out []model.Tool
	sets := map[string]string{} // what sets a variable
	for _, e := range t.Env {
		sets[e.Name] = "env"
	}
	for _, name := range mergedKeys(r.user.Tools, row.Tools) {
		tool, own := row.Tools[name]
		if !own {
			tool = r.user.Tools[name]
		}
		resolved := r.tool(name, tool)
		for _, env := range resolved.variables() {
			r.checkEnvName(env, tool.Pos)
			if other := sets[env]; other != "" {
				r.refuse("tool-env", tool.Pos, "tools.%s sets %s, and so does %s: give one of them another variable", name, env, other)
			}
			sets[env] = "tools." + name
		}
		out = append(out, resolved.Tool)
	}
	return out
}

type tool struct{ model.Tool }

func (t tool) variables() []string {
	var out []string
	if t.Env != "" {
		out = append(out, t.Env)
	}
	for _, p := range t.Paths {
		out = append(out, p.Env)
	}
	return out
}

func (r *resolver) tool(name string, asked Tool) tool {
	t := tool{model.Tool{
		Name: name, Program: asked.Program, Env: asked.Env,
		Origin: model.Origin{Source: model.FromUser, Pos: asked.Pos, Why: asked.Why},
	}}
	if len(asked.Hosts) == 0 {
		r.refuse("no-host", asked.Pos, "tools.%s has no source: write hosts: x86_64: {kind: …} for the machines that build", name)
	}
	for _, host := range slices.Sorted(maps.Keys(asked.Hosts)) {
		field := "tools." + name + ".hosts." + host
		s := asked.Hosts[host]
		r.checkHost(field, host, s)
		t.Hosts = append(t.Hosts, model.HostSource{Host: host, Source: r.pinned(field, s)})
	}
	for _, env := range slices.Sorted(maps.Keys(asked.Paths)) {
		t.Paths = append(t.Paths, model.ToolPath{Env: env, Path: asked.Paths[env]})
	}
	for _, p := range append(t.Paths, model.ToolPath{Path: t.Program}) {
		if strings.HasPrefix(path.Clean(p.Path), "..") {
			r.refuse("outside", asked.Pos, "tools.%s: %q lies outside of the archive", name, p.Path)
		}
	}
	return t
}

// Words in names of files that tell whom a program is for.
var hostWords = map[string]*regexp.Regexp{
	"x86_64":  regexp.MustCompile(`(?i)(^|[^a-z0-9])(x86[_-]64|x64|amd64)([^a-z0-9]|$)`),
	"aarch64": regexp.MustCompile(`(?i)(^|[^a-z0-9])(aarch[_-]?64|arm64)([^a-z0-9]|$)`),
}

// checkHost refuses a program for another machine where that can be seen: in
// the file itself, or in the name of the file.
func (r *resolver) checkHost(field, host string, s Source) {
	if s.Path != nil {
		f, err := r.files.Pinned(path.Clean(s.Path.V))
		for _, h := range model.Hosts {
			if err == nil && f.Machine != "" && h.Name == host && f.Machine != h.Machine {
				r.refuse("wrong-host", s.Path.Pos, "%s: %s is a program for %s: %s", field, s.Path.V, machineName(f.Machine), otherHost(field, host, f.Machine))
				return
			}
		}
	}
	where := first(s.Path, s.URL)
	if where == nil || hostWords[host].MatchString(where.V) {
		return
	}
	for other, word := range hostWords {
		if other != host && word.MatchString(path.Base(where.V)) {
			r.refuse("wrong-host", where.Pos, "%s: %s is for %s by its name: write the file for %s, or hosts: %s", field, path.Base(where.V), other, host, other)
		}
	}
}

func machineName(machine string) string {
	for _, h := range model.Hosts {
		if h.Machine == machine {
			return h.Name
		}
	}
	return machine
}

func otherHost(field, host, machine string) string {
	if name := machineName(machine); name != machine {
		return fmt.Sprintf("write the file for %s, or hosts: %s", host, name)
	}
	return "write the file for " + host
}
