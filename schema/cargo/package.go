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
	var shared struct{ version, edition, rust string }
	if root.Workspace != nil {
		w := root.Workspace.Package
		shared.version, shared.edition, shared.rust = w.Version, w.Edition, w.RustVersion
	}
	bins, err := m.bins(fsys, dir, inherited(m.Package.Edition, shared.edition))
	p := Package{Name: m.Package.Name, Dir: dir, Bins: bins, Features: m.features(), Needs: m.needs(root)}
	p.Version = inherited(m.Package.Version, shared.version)
	p.RustVersion = inherited(m.Package.RustVersion, shared.rust)
	p.DefaultRun = m.Package.DefaultRun
	p.Sources = m.sources(fsys)
	if err == nil {
		err = m.checkDefaultRun(bins)
	}
	return p, err
}

// checkDefaultRun refuses what cargo refuses: the name of no binary.
func (m *manifestFile) checkDefaultRun(bins []Bin) error {
	name := m.Package.DefaultRun
	if name == "" || slices.ContainsFunc(bins, func(b Bin) bool { return b.Name == name }) {
		return nil
	}
	var names []string
	for _, b := range bins {
		names = append(names, b.Name)
	}
	line, col := Place(m.data, "package", "default-run")
	return faultAt(m.file, line, col, "default-run is %q, and the package has no such binary, which cargo refuses: write one of those that it has (%s), or remove it", name, strings.Join(names, ", "))
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
// (the Cargo book, "Target auto-discovery"). In edition 2015, which is that of a
// manifest that names none, it finds none where one is declared.
func (m *manifestFile) bins(fsys fs.FS, dir, edition string) ([]Bin, error) {
	var bins []Bin
	for _, b := range m.Bin {
		bins = append(bins, Bin{Name: b.Name, Package: m.Package.Name, Required: b.RequiredFeatures})
	}
	discovers := len(m.Bin) == 0 || edition != "" && edition != "2015"
	if m.Package.Autobins != nil {
		discovers = *m.Package.Autobins
	}
	if discovers {
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
	take := func(name, file string) {
		if !strings.HasPrefix(name, ".") && !m.declares(dir, file) {
			names = append(names, name)
		}
	}
	main, err := userfile.Exists(fsys, path.Join(dir, "src/main.rs"))
	if main {
		take(m.Package.Name, path.Join(dir, "src/main.rs"))
	}
	files, errFiles := userfile.Glob(fsys, path.Join(dir, "src/bin/*.rs"))
	for _, f := range files {
		take(strings.TrimSuffix(path.Base(f), ".rs"), f)
	}
	dirs, errDirs := userfile.Glob(fsys, path.Join(dir, "src/bin/*/main.rs"))
	for _, f := range dirs {
		take(path.Base(path.Dir(f)), f)
	}
	return names, cmp.Or(err, errFiles, errDirs)
}

// declares reports whether a [[bin]] takes a file under a name of its own.
func (m *manifestFile) declares(dir, file string) bool {
	return slices.ContainsFunc(m.Bin, func(b binTable) bool { return path.Join(dir, b.Path) == file })
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
