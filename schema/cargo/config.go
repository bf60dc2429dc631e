package cargo

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/plaintext"
	"github.com/xgen-build/xgen/schema/userfile"
)

// ConfigFiles lists cargo's configuration from a package's folder upwards
// (the Cargo book, "Configuration": hierarchical structure).
func ConfigFiles(fsys fs.FS, dir string) ([]string, error) {
	var out []string
	for ; ; dir = path.Dir(dir) {
		for _, name := range []string{"config", "config.toml"} {
			file := path.Join(dir, ".cargo", name)
			there, err := userfile.Exists(fsys, file)
			if err != nil {
				return nil, unreadable(file, err)
			}
			if there {
				out = append(out, file)
			}
		}
		if dir == "." {
			return out, nil
		}
	}
}

// ReadConfig decodes one of the files that ConfigFiles lists, and returns its
// bytes.
func ReadConfig(fsys fs.FS, file string, into any) ([]byte, error) {
	return readTOML(fsys, file, userfile.Manifest, into)
}

// configFile is the part of a .cargo/config.toml that matters here.
type configFile struct {
	Profile Profiles          `toml:"profile"`
	Source  map[string]source `toml:"source"`
}

// source is a place from which cargo takes crates.
type source struct {
	Directory string `toml:"directory"` // of vendored crates
	Replace   string `toml:"replace-with"`
}

// readConfigs takes the profiles and the folders of vendored crates that
// cargo's configuration names.
func (w *Workspace) readConfigs(fsys fs.FS) error {
	profiles := Profiles{}
	sources := map[string]source{}
	files, err := ConfigFiles(fsys, path.Dir(w.Manifest))
	if err != nil {
		return err
	}
	for _, file := range files {
		var f configFile
		data, err := ReadConfig(fsys, file, &f)
		if err != nil {
			return err
		}
		if err := cmp.Or(f.checkFolders(file, data), checkStrips(file, data, f.Profile)); err != nil {
			return err
		}
		for name, p := range f.Profile {
			profiles[name] = profiles[name].or(p)
		}
		for name, s := range f.Source {
			sources[name] = sources[name].or(s.seenFrom(file))
		}
	}
	w.Profiles = w.Profiles.under(profiles)
	w.takeVendored(sources)
	return nil
}

// checkFolders returns an error for a folder that cannot be passed to the build.
func (f *configFile) checkFolders(file string, data []byte) error {
	for _, name := range slices.Sorted(maps.Keys(f.Source)) {
		dir := f.Source[name].seenFrom(file).Directory
		if why := plaintext.Pattern(dir); fs.ValidPath(dir) && why != "" {
			line, col := Place(data, "source", name, "directory")
			return faultAt(file, line, col,
				"source.%s.directory is %q: %s: rename the folder", name, f.Source[name].Directory, why)
		}
	}
	return nil
}

// seenFrom returns a source whose folder is counted from the project's root: a
// configuration counts it from the folder that holds .cargo.
func (s source) seenFrom(file string) source {
	if s.Directory != "" && !path.IsAbs(s.Directory) {
		s.Directory = path.Join(path.Dir(path.Dir(file)), s.Directory)
	}
	return s
}

// or returns the source, with what it leaves open taken from a configuration
// further up.
func (s source) or(further source) source {
	return source{Directory: cmp.Or(s.Directory, further.Directory), Replace: cmp.Or(s.Replace, further.Replace)}
}

// takeVendored keeps the folders that take the place of another source.
// Whether they are there is not asked: some are made for each build.
func (w *Workspace) takeVendored(sources map[string]source) {
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		s := sources[name]
		dir := sources[s.Replace].Directory
		if s.Replace == "" || dir == "" {
			continue
		}
		w.replaced = append(w.replaced, replaced{name, s.Replace, dir})
		w.Vendored = append(w.Vendored, dir)
		if fs.ValidPath(dir) && !below(w.Root, dir) {
			w.Outside = append(w.Outside, dir)
		}
	}
	w.Vendored = sorted(w.Vendored)
	w.Outside = sorted(w.Outside)
}

func sorted(dirs []string) []string { return slices.Compact(slices.Sorted(slices.Values(dirs))) }
