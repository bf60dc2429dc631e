package cargo

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// manifestFile is the part of a Cargo.toml that matters here.
type manifestFile struct {
	file string

	Package *struct {
		Name        string `toml:"name"`
		RustVersion any    `toml:"rust-version"` // a string, or {workspace = true}
		Autobins    *bool  `toml:"autobins"`
	} `toml:"package"`
	Bin       []binTable          `toml:"bin"`
	Features  map[string][]string `toml:"features"`
	Workspace *struct {
		Members      []string              `toml:"members"`
		Exclude      []string              `toml:"exclude"`
		Dependencies map[string]dependency `toml:"dependencies"`
	} `toml:"workspace"`
	Dependencies      map[string]dependency            `toml:"dependencies"`
	BuildDependencies map[string]dependency            `toml:"build-dependencies"`
	DevDependencies   map[string]dependency            `toml:"dev-dependencies"`
	Target            map[string]targetTables          `toml:"target"`
	Patch             map[string]map[string]dependency `toml:"patch"`
	Profile           map[string]Profile               `toml:"profile"`
}

type binTable struct {
	Name string `toml:"name"`
	Path string `toml:"path"`
}

type targetTables struct {
	Dependencies      map[string]dependency `toml:"dependencies"`
	BuildDependencies map[string]dependency `toml:"build-dependencies"`
	DevDependencies   map[string]dependency `toml:"dev-dependencies"`
}

// dependency is `"1.0"` or a table; only the table can hold a path.
type dependency any

func readManifest(fsys fs.FS, file string) (*manifestFile, error) {
	m := &manifestFile{file: file}
	if err := readTOML(fsys, file, m); err != nil {
		return nil, err
	}
	return m, nil
}

// readTOML decodes a file; a syntax error carries its place.
func readTOML(fsys fs.FS, file string, into any) error {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return problem(file, err)
	}
	err = toml.Unmarshal(data, into)
	var at *toml.DecodeError
	if errors.As(err, &at) {
		row, col := at.Position()
		return &Problem{File: file, Line: row, Col: col, Message: at.Error()}
	}
	if err != nil {
		return problem(file, err)
	}
	return nil
}

func (m *manifestFile) pack(fsys fs.FS, dir string) Package {
	p := Package{Name: m.Package.Name, Dir: dir, Bins: m.bins(fsys, dir)}
	p.RustVersion, _ = m.Package.RustVersion.(string)
	for f := range m.Features {
		p.Features = append(p.Features, f)
	}
	slices.Sort(p.Features)
	return p
}

// bins lists the declared binaries and those that cargo finds by itself:
// src/main.rs, src/bin/*.rs and src/bin/*/main.rs
// (the Cargo book, "Target auto-discovery").
func (m *manifestFile) bins(fsys fs.FS, dir string) []string {
	var bins []string
	for _, b := range m.Bin {
		bins = append(bins, b.Name)
	}
	if m.Package.Autobins == nil || *m.Package.Autobins {
		if exists(fsys, path.Join(dir, "src/main.rs")) && !m.declaresMain() {
			bins = append(bins, m.Package.Name)
		}
		files, _ := fs.Glob(fsys, path.Join(dir, "src/bin/*.rs"))
		for _, f := range files {
			bins = append(bins, strings.TrimSuffix(path.Base(f), ".rs"))
		}
		dirs, _ := fs.Glob(fsys, path.Join(dir, "src/bin/*/main.rs"))
		for _, f := range dirs {
			bins = append(bins, path.Base(path.Dir(f)))
		}
	}
	slices.Sort(bins)
	return slices.Compact(bins)
}

// declaresMain reports whether a [[bin]] takes src/main.rs under a name of its own.
func (m *manifestFile) declaresMain() bool {
	return slices.ContainsFunc(m.Bin, func(b binTable) bool { return path.Clean(b.Path) == "src/main.rs" })
}

// paths lists the folders of all path dependencies, as written.
func (m *manifestFile) paths() []string {
	tables := []map[string]dependency{m.Dependencies, m.BuildDependencies, m.DevDependencies}
	for _, t := range m.Target {
		tables = append(tables, t.Dependencies, t.BuildDependencies, t.DevDependencies)
	}
	for _, t := range m.Patch {
		tables = append(tables, t)
	}
	if m.Workspace != nil {
		tables = append(tables, m.Workspace.Dependencies)
	}
	var out []string
	for _, t := range tables {
		for _, d := range t {
			if p, ok := pathOf(d); ok {
				out = append(out, p)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func pathOf(d dependency) (string, bool) {
	table, ok := d.(map[string]any)
	if !ok {
		return "", false
	}
	p, ok := table["path"].(string)
	return p, ok
}
