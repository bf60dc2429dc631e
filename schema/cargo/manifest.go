package cargo

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/xgen-build/xgen/schema/userfile"
)

// manifestFile is the part of a Cargo.toml that matters here.
type manifestFile struct {
	file string
	data []byte

	Package *struct {
		Name        string `toml:"name"`
		Version     any    `toml:"version"`      // a string, or {workspace = true}
		RustVersion any    `toml:"rust-version"` // likewise
		Autobins    *bool  `toml:"autobins"`
		Workspace   string `toml:"workspace"` // folder of the workspace's root, from this one
	} `toml:"package"`
	Bin       []binTable          `toml:"bin"`
	Features  map[string][]string `toml:"features"`
	Workspace *struct {
		Members        []string              `toml:"members"`
		DefaultMembers []string              `toml:"default-members"`
		Exclude        []string              `toml:"exclude"`
		Dependencies   map[string]dependency `toml:"dependencies"`
		Package        struct {
			Version     string `toml:"version"`
			RustVersion string `toml:"rust-version"`
		} `toml:"package"`
	} `toml:"workspace"`
	Dependencies      map[string]dependency   `toml:"dependencies"`
	BuildDependencies map[string]dependency   `toml:"build-dependencies"`
	DevDependencies   map[string]dependency   `toml:"dev-dependencies"`
	Target            map[string]targetTables `toml:"target"`
	// Before edition 2024 cargo also takes these names.
	OldBuild map[string]dependency            `toml:"build_dependencies"`
	OldDev   map[string]dependency            `toml:"dev_dependencies"`
	Patch    map[string]map[string]dependency `toml:"patch"`
	Profile  map[string]Profile               `toml:"profile"`
}

type binTable struct {
	Name             string   `toml:"name"`
	Path             string   `toml:"path"`
	RequiredFeatures []string `toml:"required-features"`
}

type targetTables struct {
	Dependencies      map[string]dependency `toml:"dependencies"`
	BuildDependencies map[string]dependency `toml:"build-dependencies"`
	DevDependencies   map[string]dependency `toml:"dev-dependencies"`
	OldBuild          map[string]dependency `toml:"build_dependencies"`
	OldDev            map[string]dependency `toml:"dev_dependencies"`
}

// dependency is `"1.0"` or a table; only the table can hold a path.
type dependency any

func readManifest(fsys fs.FS, file string) (m *manifestFile, err error) {
	m = &manifestFile{file: file}
	if m.data, err = readTOML(fsys, file, userfile.Manifest, m); err != nil {
		return nil, err
	}
	return m, nil
}

// readTOML decodes a file of at most limit bytes and returns them; a syntax
// error carries its place.
func readTOML(fsys fs.FS, file string, limit int64, into any) ([]byte, error) {
	data, err := userfile.Read(fsys, file, limit)
	if err != nil {
		return nil, unreadable(file, err)
	}
	return data, decodeTOML(file, data, into)
}

func decodeTOML(file string, data []byte, into any) error {
	if err := checkBounds(file, data); err != nil {
		return err
	}
	err := toml.Unmarshal(data, into)
	var at *toml.DecodeError
	if errors.As(err, &at) {
		row, col := at.Position()
		return faultAt(file, row, col, "%v", at)
	}
	if err != nil {
		return unreadable(file, err)
	}
	return nil
}

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
