package cargo

import (
	"io/fs"
	"maps"
	"path"
	"slices"
)

// ConfigFiles lists cargo's configuration from a package's folder upwards
// (the Cargo book, "Configuration": hierarchical structure).
func ConfigFiles(fsys fs.FS, dir string) []string {
	var out []string
	for ; ; dir = path.Dir(dir) {
		for _, name := range []string{"config", "config.toml"} {
			if file := path.Join(dir, ".cargo", name); exists(fsys, file) {
				out = append(out, file)
			}
		}
		if dir == "." {
			return out
		}
	}
}

// configProfiles names the profiles of these files; one that cannot be read is
// reported where its keys are (rule cargo-config).
func configProfiles(fsys fs.FS, dir string) []string {
	names := map[string]bool{}
	for _, file := range ConfigFiles(fsys, dir) {
		var f struct {
			Profile map[string]any `toml:"profile"`
		}
		if readTOML(fsys, file, &f) == nil {
			for name := range f.Profile {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}
