package cargo

import "slices"

// use is one dependency of a package.
type use struct {
	name     string
	path     string // as written; "" for a crate of a registry
	dev      bool
	optional bool
	inherits bool // from [workspace.dependencies]
}

// uses lists all dependencies of a package, those of other targets too.
func (m *manifestFile) uses() []use {
	out := usesOf(m.Dependencies, false)
	out = append(out, usesOf(m.BuildDependencies, false)...)
	out = append(out, usesOf(m.DevDependencies, true)...)
	for _, t := range m.Target {
		out = append(out, usesOf(t.Dependencies, false)...)
		out = append(out, usesOf(t.BuildDependencies, false)...)
		out = append(out, usesOf(t.DevDependencies, true)...)
	}
	return out
}

func usesOf(table map[string]dependency, dev bool) []use {
	var out []use
	for name, d := range table {
		u := use{name: name, dev: dev}
		if t, ok := d.(map[string]any); ok {
			u.path, _ = t["path"].(string)
			u.optional, _ = t["optional"].(bool)
			u.inherits, _ = t["workspace"].(bool)
		}
		out = append(out, u)
	}
	return out
}

// inherits reports whether the package takes anything from its workspace.
func (m *manifestFile) inherits() bool {
	if m.Package == nil {
		return false
	}
	_, version := m.Package.RustVersion.(map[string]any)
	return version || slices.ContainsFunc(m.uses(), func(u use) bool { return u.inherits })
}

// sharedPaths lists the folders that [patch] and [workspace.dependencies]
// name, as written: cargo reads them even where no member uses them.
func (m *manifestFile) sharedPaths() []string {
	var out []string
	tables := []map[string]dependency{}
	for _, t := range m.Patch {
		tables = append(tables, t)
	}
	if m.Workspace != nil {
		tables = append(tables, m.Workspace.Dependencies)
	}
	for _, t := range tables {
		for _, u := range usesOf(t, false) {
			if u.path != "" {
				out = append(out, u.path)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
