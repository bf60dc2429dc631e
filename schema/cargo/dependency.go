package cargo

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// use is one dependency of a package.
type use struct {
	name     string   // the key
	table    []string // where that stands
	crate    string   // the package's own name, where the key is another; else ""
	version  string   // as written; "" where it says none
	path     string   // as written; "" for a crate of a registry
	git      bool
	dev      bool
	optional bool
	inherits bool // from [workspace.dependencies]
}

// uses lists all dependencies of a package, those of other targets too.
func (m *manifestFile) uses() []use {
	out := m.tables().uses()
	for cfg, t := range m.Target {
		out = append(out, t.uses("target", cfg)...)
	}
	return out
}

func (m *manifestFile) tables() targetTables {
	return targetTables{m.Dependencies, m.BuildDependencies, m.DevDependencies, m.OldBuild, m.OldDev}
}

func (t targetTables) uses(in ...string) []use {
	out := usesOf(t.Dependencies, false, slices.Concat(in, []string{"dependencies"})...)
	out = append(out, usesOf(t.BuildDependencies, false, slices.Concat(in, []string{"build-dependencies"})...)...)
	out = append(out, usesOf(t.OldBuild, false, slices.Concat(in, []string{"build_dependencies"})...)...)
	out = append(out, usesOf(t.OldDev, true, slices.Concat(in, []string{"dev_dependencies"})...)...)
	return append(out, usesOf(t.DevDependencies, true, slices.Concat(in, []string{"dev-dependencies"})...)...)
}

func usesOf(table map[string]dependency, dev bool, in ...string) []use {
	var out []use
	for name, d := range table {
		u := use{name: name, table: in, dev: dev}
		u.read(d)
		out = append(out, u)
	}
	return out
}

func (u *use) read(d dependency) {
	u.version, _ = d.(string)
	if t, ok := d.(map[string]any); ok {
		u.crate, _ = t["package"].(string)
		u.version, _ = t["version"].(string)
		u.path, _ = t["path"].(string)
		_, u.git = t["git"]
		u.optional, _ = t["optional"].(bool)
		u.inherits, _ = t["workspace"].(bool)
	}
}

// patches lists what [patch] takes from folders, by its place.
func (m *manifestFile) patches() (out []use) {
	for _, source := range slices.Sorted(maps.Keys(m.Patch)) {
		of := usesOf(m.Patch[source], false, "patch", source)
		slices.SortFunc(of, func(a, b use) int { return strings.Compare(a.name, b.name) })
		out = append(out, of...)
	}
	return slices.DeleteFunc(out, func(u use) bool { return u.path == "" })
}

// patched lists the crates that [patch] and [replace] put others in the place of.
func (m *manifestFile) patched() (out []string) {
	for _, table := range m.Patch {
		for _, u := range usesOf(table, false) {
			out = append(out, cmp.Or(u.crate, u.name))
		}
	}
	for name := range m.Replace { // NAME:VERSION, or with its source before it
		name, _, _ = strings.Cut(name[strings.LastIndexAny(name, "/#")+1:], ":")
		out = append(out, name)
	}
	return out
}
