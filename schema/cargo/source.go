package cargo

import (
	"io/fs"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// Source is a file that a manifest names as the first of what a part of the package is
// compiled of.
type Source struct {
	Key  string // "package.build", "lib.path", "bin.path", "test.path", "example.path" or "bench.path"
	Name string // of a binary
	Text string // the path as the manifest has it
	Path string // from the project's root, which it may lead out of
	Pos  model.Pos
	// Gone says why a file in the project cannot be compiled, "" where it can.
	Gone string
}

// sources lists those of a manifest.
func (m *manifestFile) sources(fsys fs.FS) (all []Source) {
	take := func(name, file string, key ...string) {
		if file == "" {
			return
		}
		s := Source{Key: KeyName(key), Name: name, Text: file, Path: path.Join(path.Dir(m.file), file), Pos: model.Pos{File: m.file, Line: 1, Col: 1}}
		if path.IsAbs(file) {
			s.Path = file
		} else if !escapes(s.Path) {
			s.Gone = gone(fsys, s.Path)
		}
		for _, k := range m.allKeys() {
			if slices.Equal(k.Path, key) && slices.Contains(k.Words, file) {
				s.Pos.Line, s.Pos.Col = k.Line, k.Col
				break
			}
		}
		all = append(all, s)
	}
	scripts, list := m.Package.Build.([]any)
	if !list {
		scripts = []any{m.Package.Build}
	}
	for _, script := range scripts {
		file, _ := script.(string)
		take("", file, "package", "build")
	}
	take("", m.Lib.Path, "lib", "path")
	for _, of := range []struct {
		key    string
		tables []binTable
	}{{"bin", m.Bin}, {"test", m.Test}, {"example", m.Example}, {"bench", m.Bench}} {
		for _, b := range of.tables {
			take(b.Name, b.Path, of.key, "path")
		}
	}
	return all
}

// gone says why there is nothing to compile at a path, "" where there is, or where that is
// not known.
func gone(fsys fs.FS, name string) string {
	if there, err := userfile.Exists(fsys, name); err == nil && !there {
		return "there is no " + name
	}
	if info, err := fs.Stat(fsys, name); err == nil && info.IsDir() {
		return name + " is a folder"
	}
	return ""
}
