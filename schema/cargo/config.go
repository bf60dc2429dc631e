package cargo

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/plaintext"
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
	Profile map[string]Profile `toml:"profile"`
	Source  map[string]source  `toml:"source"`
}

// source is one from which cargo takes crates.
type source struct {
	Directory string `toml:"directory"` // of vendored crates
	Replace   string `toml:"replace-with"`
}

// readConfigs takes the profiles and the folders of vendored crates that
// cargo's configuration names; a file that cannot be read is reported where
// its keys are (rule cargo-config).
func (w *Workspace) readConfigs(fsys fs.FS) error {
	profiles := map[string]Profile{}
	sources := map[string]source{}
	for _, file := range ConfigFiles(fsys, path.Dir(w.Manifest)) {
		var f configFile
		data, err := fs.ReadFile(fsys, file)
		if err != nil || decodeTOML(file, data, &f) != nil {
			continue
		}
		if err := cmp.Or(f.checkFolders(file, data), checkStrips(fsys, file, f.Profile)); err != nil {
			return err
		}
		for name, p := range f.Profile {
			profiles[name] = profiles[name].or(p)
		}
		for name, s := range f.Source {
			sources[name] = sources[name].or(s.seenFrom(file))
		}
	}
	w.joinProfiles(profiles)
	w.takeVendored(sources)
	return nil
}

// checkFolders refuses a folder that the build could not be given.
func (f *configFile) checkFolders(file string, data []byte) error {
	for _, name := range slices.Sorted(maps.Keys(f.Source)) {
		dir := f.Source[name].seenFrom(file).Directory
		if why := plaintext.Pattern(dir); fs.ValidPath(dir) && why != "" {
			line, col := Place(data, "source", name, "directory")
			return &Problem{File: file, Line: line, Col: col, Message: fmt.Sprintf(
				"source.%s.directory is %q: %s: rename the folder", name, f.Source[name].Directory, why)}
		}
	}
	return nil
}

// seenFrom gives a source whose folder is counted from the project's root: a
// configuration counts it from the folder that holds .cargo.
func (s source) seenFrom(file string) source {
	if s.Directory != "" && !path.IsAbs(s.Directory) {
		s.Directory = path.Join(path.Dir(path.Dir(file)), s.Directory)
	}
	return s
}

// or fills in what a nearer configuration leaves open.
func (s source) or(further source) source {
	return source{Directory: cmp.Or(s.Directory, further.Directory), Replace: cmp.Or(s.Replace, further.Replace)}
}

// takeVendored keeps the folders that take the place of another source.
// Whether they are there is not asked: some are made for each build.
func (w *Workspace) takeVendored(sources map[string]source) {
	for _, s := range sources {
		dir := sources[s.Replace].Directory
		if s.Replace == "" || dir == "" {
			continue
		}
		w.Vendored = append(w.Vendored, dir)
		if fs.ValidPath(dir) && !below(w.Root, dir) {
			w.Outside = append(w.Outside, dir)
		}
	}
	w.Vendored = sorted(w.Vendored)
	w.Outside = sorted(w.Outside)
}

func sorted(dirs []string) []string { return slices.Compact(slices.Sorted(slices.Values(dirs))) }
