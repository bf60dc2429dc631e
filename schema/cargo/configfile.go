package cargo

import (
	"io/fs"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// readSettings returns what cargo's configuration says to whom builds a package in a
// folder: the files from there up to the project's root, the nearer before the other
// (the Cargo book, "Configuration": hierarchical structure). What lies above the root
// or in a home is a machine's own.
func readSettings(fsys fs.FS, dir string) (all Settings, err error) {
	for ; ; dir = path.Dir(dir) {
		file, err := configIn(fsys, dir)
		if err != nil {
			return nil, err
		}
		if file != "" {
			further, err := (&configReader{fsys: fsys}).read(file)
			if err == nil {
				all, err = further.under(all)
			}
			if err != nil {
				return nil, err
			}
		}
		if dir == "." {
			return all, nil
		}
	}
}

// ConfigIn returns what the file of cargo's configuration in a folder says by itself, none
// where there is no such file.
func ConfigIn(fsys fs.FS, dir string) (file string, all Settings, err error) {
	if file, err = configIn(fsys, dir); file != "" && err == nil {
		all, err = ReadSettings(fsys, file)
	}
	return file, all, err
}

// configIn returns the configuration in a folder, "" where there is none. Of two the
// one without an ending is read, and the other is not.
func configIn(fsys fs.FS, dir string) (string, error) {
	for _, name := range []string{"config", "config.toml"} {
		file := path.Join(dir, ".cargo", name)
		there, err := userfile.Exists(fsys, file)
		if err != nil {
			return "", unreadable(file, err)
		}
		if there {
			return file, nil
		}
	}
	return "", nil
}

// configReader reads a file and what it includes.
type configReader struct {
	fsys fs.FS
	in   []string // the files that include this one
	done int      // how many were read
}

// mostIncluded is how many files one configuration may be made of.
const mostIncluded = 100

func (r *configReader) read(file string) (Settings, error) {
	var tree map[string]any
	data, err := readTOML(r.fsys, file, userfile.Manifest, &tree)
	if err != nil {
		return nil, err
	}
	r.in = append(r.in, file)
	r.done++
	defer func() { r.in = r.in[:len(r.in)-1] }()
	own, included := settingsOf(file, data, tree), Settings(nil)
	for _, s := range own {
		if s.Key[0] == "include" {
			if included, err = r.include(file, s); err != nil {
				return nil, err
			}
		}
	}
	own = slices.DeleteFunc(own, func(s Setting) bool { return s.Key[0] == "include" && isInclude(s.Last().Value) })
	return included.under(own)
}

// ReadSettings returns what a file of TOML says, key by key and in its order: one of
// another tool's that is written like cargo's configuration.
func ReadSettings(fsys fs.FS, file string) (Settings, error) {
	var tree map[string]any
	data, err := readTOML(fsys, file, userfile.Manifest, &tree)
	if err != nil {
		return nil, err
	}
	return settingsOf(file, data, tree), nil
}

// include returns what the files say that a configuration includes, the later ones
// before the others (the Cargo book, "Configuration": including extra files).
func (r *configReader) include(file string, s Setting) (all Settings, err error) {
	pos := s.Last().Pos
	refuse := func(format string, args ...any) (Settings, error) {
		return nil, faultAt(pos.File, pos.Line, pos.Col, format, args...)
	}
	for _, in := range includes(s.Last().Value) {
		name := path.Join(path.Dir(file), in.path)
		outside := path.IsAbs(in.path) || escapes(name)
		switch {
		case in.path == "":
			return refuse("include holds what names no file: write include = [\"other.toml\"]")
		case outside && in.optional:
			continue // a machine's own
		case outside:
			return refuse("include names %q, which lies outside the project's root: "+raiseRoot+", or write {path = %q, optional = true}", in.path, in.path)
		case r.done >= mostIncluded:
			return refuse("this configuration is made of more than %d files: include fewer", mostIncluded)
		case slices.Contains(r.in, name):
			return refuse("include names %q, which includes this file: remove one of the two", in.path)
		}
		there, err := userfile.Exists(r.fsys, name)
		switch {
		case err != nil:
			return nil, unreadable(name, err)
		case !there && in.optional:
			continue
		case !there:
			return refuse("include names %q, and there is no %s: write its path from the folder of this file", in.path, name)
		}
		further, err := r.read(name)
		if err == nil {
			all, err = all.under(further)
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// isInclude reports whether a release of cargo takes a value of include. One that it does
// not take stays among the settings, since a nightly may have taken it.
func isInclude(value any) bool {
	_, list := value.([]any)
	return list && !slices.ContainsFunc(includes(value), func(in includedFile) bool { return path.Ext(in.path) != ".toml" })
}

type includedFile struct {
	path     string
	optional bool
}

// includes returns the files of an include in each of its forms: cargo took a string
// alone before a list.
func includes(value any) (out []includedFile) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	for _, v := range list {
		var in includedFile
		in.path, _ = v.(string)
		if table, ok := v.(map[string]any); ok {
			in.path, _ = table["path"].(string)
			in.optional, _ = table["optional"].(bool)
		}
		out = append(out, in)
	}
	return out
}

// settingsOf returns the settings of one file, in its order.
func settingsOf(file string, data []byte, tree map[string]any) (all Settings) {
	for _, k := range Keys(data) {
		value, ok := valueAt(tree, k.Path)
		if _, table := value.(map[string]any); table || !ok {
			continue
		}
		all = append(all, Setting{Key: k.Path, Parts: []Part{{
			Value: value, Pos: model.Pos{File: file, Line: k.Line, Col: k.Col}, Root: path.Join(path.Dir(file), ".."),
		}}})
	}
	return all
}

func valueAt(tree map[string]any, key []string) (any, bool) {
	var value any = tree
	for _, word := range key {
		table, ok := value.(map[string]any)
		if !ok {
			return nil, false
		}
		if value, ok = table[word]; !ok {
			return nil, false
		}
	}
	return value, true
}
