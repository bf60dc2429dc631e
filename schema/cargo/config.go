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

// configFile is the part of a .cargo/config.toml that matters here.
type configFile struct {
	Profile map[string]any `toml:"profile"`
	Source  map[string]struct {
		Directory string `toml:"directory"`
	} `toml:"source"`
}

// readConfigs takes the profiles and the folders of vendored crates that
// cargo's configuration names; a file that cannot be read is reported where
// its keys are (rule cargo-config).
func (w *Workspace) readConfigs(fsys fs.FS) {
	profiles := map[string]bool{}
	for _, file := range ConfigFiles(fsys, path.Dir(w.Manifest)) {
		var f configFile
		if readTOML(fsys, file, &f) != nil {
			continue
		}
		for name := range f.Profile {
			profiles[name] = true
		}
		for _, source := range f.Source {
			// From the folder that holds .cargo.
			dir := path.Join(path.Dir(path.Dir(file)), source.Directory)
			if source.Directory != "" && !path.IsAbs(source.Directory) && !escapes(dir) && exists(fsys, dir) && !below(w.Root, dir) {
				w.Outside = append(w.Outside, dir)
			}
		}
	}
	w.ConfigProfiles = slices.Sorted(maps.Keys(profiles))
	slices.Sort(w.Outside)
	w.Outside = slices.Compact(w.Outside)
}
