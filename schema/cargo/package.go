package cargo

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/userfile"
)

// pack returns the package of a manifest; root is the manifest of its workspace.
func (m *manifestFile) pack(fsys fs.FS, root *manifestFile) (Package, error) {
	dir := path.Dir(m.file)
	bins, err := m.bins(fsys, dir)
	p := Package{Name: m.Package.Name, Dir: dir, Bins: bins, Features: m.features(), Needs: m.needs(root)}
	var shared struct{ version, rust string }
	if root.Workspace != nil {
		shared.version, shared.rust = root.Workspace.Package.Version, root.Workspace.Package.RustVersion
	}
	p.Version = inherited(m.Package.Version, shared.version)
	p.RustVersion = inherited(m.Package.RustVersion, shared.rust)
	return p, err
}

// inherited returns a field of [package]: a string, or {workspace = true}.
func inherited(own any, shared string) string {
	if _, ok := own.(map[string]any); ok {
		return shared
	}
	s, _ := own.(string)
	return s
}

// bins lists the declared binaries and those that cargo finds by itself:
// src/main.rs, src/bin/*.rs and src/bin/*/main.rs
// (the Cargo book, "Target auto-discovery").
func (m *manifestFile) bins(fsys fs.FS, dir string) ([]Bin, error) {
	var bins []Bin
	for _, b := range m.Bin {
		bins = append(bins, Bin{Name: b.Name, Package: m.Package.Name, Required: b.RequiredFeatures})
	}
	if m.Package.Autobins == nil || *m.Package.Autobins {
		found, err := m.foundBins(fsys, dir)
		if err != nil {
			return nil, unreadable(dir, err)
		}
		for _, name := range found {
			if !slices.ContainsFunc(bins, func(b Bin) bool { return b.Name == name }) {
				bins = append(bins, Bin{Name: name, Package: m.Package.Name})
			}
		}
	}
	slices.SortFunc(bins, func(a, b Bin) int { return strings.Compare(a.Name, b.Name) })
	return bins, nil
}

func (m *manifestFile) foundBins(fsys fs.FS, dir string) ([]string, error) {
	var names []string
	main, err := userfile.Exists(fsys, path.Join(dir, "src/main.rs"))
	if main && !m.declaresMain() {
		names = append(names, m.Package.Name)
	}
	files, errFiles := userfile.Glob(fsys, path.Join(dir, "src/bin/*.rs"))
	for _, f := range files {
		names = append(names, strings.TrimSuffix(path.Base(f), ".rs"))
	}
	dirs, errDirs := userfile.Glob(fsys, path.Join(dir, "src/bin/*/main.rs"))
	for _, f := range dirs {
		names = append(names, path.Base(path.Dir(f)))
	}
	return names, cmp.Or(err, errFiles, errDirs)
}

// declaresMain reports whether a [[bin]] takes src/main.rs under a name of its own.
func (m *manifestFile) declaresMain() bool {
	return slices.ContainsFunc(m.Bin, func(b binTable) bool { return path.Clean(b.Path) == "src/main.rs" })
}

// features returns the declared features and those that optional dependencies
// are by themselves: each that no feature names as dep:NAME
// (the Cargo book, "Optional dependencies").
func (m *manifestFile) features() map[string][]string {
	out := map[string][]string{}
	named := map[string]bool{}
	for name, enables := range m.Features {
		out[name] = enables
		for _, e := range enables {
			named[e] = true
		}
	}
	for _, u := range m.uses() {
		if _, declared := out[u.name]; u.optional && !declared && !named["dep:"+u.name] {
			out[u.name] = nil
		}
	}
	return out
}
