package cargo

import (
	"path"
	"slices"
	"strings"
)

// inherited lists the keys by which a manifest takes something from its workspace:
// each of [package], of a dependency, and of [lints] and [badges] that is
// {workspace = true} (the Cargo book, "The package table", "The lints section").
func (m *manifestFile) inherited() (out []Key) {
	if m.Package == nil {
		return nil
	}
	for _, k := range m.allKeys() {
		n := len(k.Path)
		if n < 2 || k.Path[n-1] != "workspace" {
			continue
		}
		table, own := k.Path[0], k.Path[:n-1]
		switch {
		case n == 3 && table == "package" && slices.Contains(inheritable, k.Path[1]),
			n == 2 && (table == "lints" || table == "badges"),
			n > 2 && isDependencies(k.Path[n-3]) && (n == 3 || n == 5 && table == "target"):
			out = append(out, Key{Path: own, Line: k.Line, Col: k.Col})
		}
	}
	return out
}

// allKeys returns Keys of the manifest. Each member asks those of its root.
func (m *manifestFile) allKeys() []Key {
	if m.keys == nil {
		m.keys = Keys(m.data)
	}
	return m.keys
}

// inheritable are the keys of [package] that a workspace may have
// (the Cargo book, "The package table" of workspaces).
var inheritable = []string{
	"authors", "categories", "description", "documentation", "edition", "exclude", "homepage", "include", "keywords",
	"license", "license-file", "publish", "readme", "repository", "rust-version", "version",
}

// isDependencies reports whether a table of a manifest lists dependencies.
func isDependencies(table string) bool {
	return strings.HasSuffix(table, "dependencies") && slices.Contains([]string{"", "build-", "dev-", "build_", "dev_"}, strings.TrimSuffix(table, "dependencies"))
}

// lacks returns what a workspace has nowhere of a key that a package takes from it, as
// its own manifest would write it; "" where it has it.
func (m *manifestFile) lacks(key []string) string {
	last := key[len(key)-1]
	switch {
	case key[0] == "lints":
		if m.Workspace.Lints == nil {
			return "workspace.lints"
		}
		return ""
	case key[0] == "package", key[0] == "badges":
		key = []string{"workspace", "package", last}
	default:
		if m.Workspace.Dependencies[last] != nil {
			return ""
		}
		return KeyName([]string{"workspace", "dependencies", last})
	}
	if slices.ContainsFunc(m.allKeys(), func(k Key) bool { return len(k.Path) >= 3 && slices.Equal(k.Path[:3], key) }) {
		return ""
	}
	return KeyName(key)
}

// checkInherited returns an error for the first key that a manifest takes from a
// workspace which does not have it; root has no [workspace] where none was found.
func (m *manifestFile) checkInherited(keys []Key, root *manifestFile) error {
	for _, k := range keys {
		name := KeyName(k.Path)
		if root.Workspace == nil {
			return faultAt(m.file, k.Line, k.Col, "%s is taken from a workspace, and none is found: no folder from %s up to the project's root has a Cargo.toml with [workspace]: write it here; where the workspace's root lies above, %s",
				name, path.Dir(m.file), raiseRoot)
		}
		if lacking := root.lacks(k.Path); lacking != "" {
			return faultAt(m.file, k.Line, k.Col, "%s is taken from the workspace, and %s has no %s: add it there, or write it here", name, root.file, lacking)
		}
	}
	return nil
}
