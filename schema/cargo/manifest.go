package cargo

import (
	"io/fs"

	"github.com/xgen-build/xgen/schema/userfile"
)

// manifestFile is the part of a Cargo.toml that matters here.
type manifestFile struct {
	file string
	data []byte
	keys []Key // see allKeys

	Package *struct {
		Name        string `toml:"name"`
		Version     any    `toml:"version"`      // a string, or {workspace = true}
		RustVersion any    `toml:"rust-version"` // likewise
		Autobins    *bool  `toml:"autobins"`
		DefaultRun  string `toml:"default-run"`
		Edition     any    `toml:"edition"`   // likewise
		Workspace   string `toml:"workspace"` // folder of the workspace's root, from this one
		Build       any    `toml:"build"`     // a path, a list of them, or whether there is one
	} `toml:"package"`
	Lib       struct{ Path string } `toml:"lib"`
	Bin       []binTable            `toml:"bin"`
	Test      []binTable            `toml:"test"`
	Example   []binTable            `toml:"example"`
	Bench     []binTable            `toml:"bench"`
	Features  map[string][]string   `toml:"features"`
	Workspace *struct {
		Members        []string              `toml:"members"`
		DefaultMembers []string              `toml:"default-members"`
		Exclude        []string              `toml:"exclude"`
		Dependencies   map[string]dependency `toml:"dependencies"`
		Lints          any                   `toml:"lints"`
		Package        struct {
			Version     string `toml:"version"`
			Edition     string `toml:"edition"`
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
	Replace  map[string]any                   `toml:"replace"`
	Profile  Profiles                         `toml:"profile"`
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

// readManifest reads a Cargo.toml.
func readManifest(fsys fs.FS, file string) (m *manifestFile, err error) {
	m = &manifestFile{file: file}
	if m.data, err = readTOML(fsys, file, userfile.Manifest, m); err != nil {
		return nil, err
	}
	return m, nil
}
