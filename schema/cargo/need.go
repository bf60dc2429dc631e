package cargo

import (
	"cmp"
	"slices"
	"strings"
)

// Need is one dependency that a package declares, of whatever table.
type Need struct {
	Name        string   // the package's own, where the dependency is renamed too
	Requirement string   // on the version of a crate of a registry; "" for all else
	Keys        []string // where it stands in the manifest: "dependencies", "itoa"
	Optional    bool
	From        Origin // "" where the manifest does not say it
}

// Unconditional reports whether the package or its build script is built with it,
// whatever the target and the features are.
func (n Need) Unconditional() bool {
	return len(n.Keys) == 2 && !n.OfTests() && !n.Optional
}

// always reports whether whatever is built of the package is built with it.
func (n Need) always() bool { return n.Keys[0] == "dependencies" && !n.Optional }

// ofTarget reports whether the target's own code may use it: what build
// scripts and tests use is another matter.
func (n Need) ofTarget() bool { return n.Keys[len(n.Keys)-2] == "dependencies" }

// OfTests reports whether tests alone may use it.
func (n Need) OfTests() bool {
	return strings.HasPrefix(n.Keys[len(n.Keys)-2], "dev")
}

// needs returns the dependencies of a package, sorted by their places; root is the
// manifest of the workspace that it takes some from.
func (m *manifestFile) needs(root *manifestFile) []Need {
	var out []Need
	for _, u := range m.uses() {
		keys := append(slices.Clone(u.table), u.name)
		if u.inherits {
			if root.Workspace == nil || root.Workspace.Dependencies[u.name] == nil {
				continue
			}
			optional := u.optional // only the member can say that
			u.read(root.Workspace.Dependencies[u.name])
			u.optional = optional
		}
		from := OfRegistry
		switch {
		case u.path != "":
			from, u.version = OfFolder, ""
		case u.git:
			from, u.version = OfGit, ""
		case u.version == "":
			from = "" // cargo refuses it
		}
		out = append(out, Need{Name: cmp.Or(u.crate, u.name), Requirement: u.version, Keys: keys, Optional: u.optional, From: from})
	}
	slices.SortFunc(out, func(a, b Need) int { return slices.Compare(a.Keys, b.Keys) })
	return out
}
