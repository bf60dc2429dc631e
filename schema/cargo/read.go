package cargo

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/userfile"
)

// Read returns the workspace of a manifest. Paths are relative to the root of fsys.
// An error is a model.Diagnostic; it has a line where a part of a file is at fault,
// and a cause where a file cannot be read.
func Read(fsys fs.FS, manifest string) (*Workspace, error) {
	manifest = path.Clean(manifest)
	own, root, err := findRoot(fsys, manifest)
	if err != nil {
		return nil, err
	}
	if err := checkStrips(root.file, root.data, root.Profile); err != nil {
		return nil, err
	}
	w := &Workspace{Manifest: manifest, Root: path.Dir(root.file), Declared: root.Workspace != nil, Profiles: root.Profile, patched: root.patched()}
	config, err := readSettings(fsys, path.Dir(manifest))
	if err != nil {
		return nil, err
	}
	r := &reader{fsys: fsys, root: root, seen: map[string]*Package{}, text: map[string][]byte{}, others: map[string]*manifestFile{}}
	for _, step := range []func() error{
		func() error { return r.readAll(own) },
		func() error { return r.readLocal(config) },
		func() error { return w.take(r, own) },
		func() error { return w.takeConfig(config) },
		func() error { return r.readLock(w)(fsys) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	w.State, w.Said = r.state(w), r.said(w.Lock)
	if w.Toolchain, err = readToolchain(fsys, path.Dir(manifest)); err != nil {
		return nil, err
	}
	return w, nil
}

// readLock reads Cargo.lock, where there is one.
func (r *reader) readLock(w *Workspace) func(fs.FS) error {
	return func(fsys fs.FS) error {
		lock := path.Join(w.Root, "Cargo.lock")
		if there, err := userfile.Exists(fsys, lock); err != nil {
			return unreadable(lock, err)
		} else if there {
			w.Lock = lock
			w.Locked, r.text[lock], err = readLock(fsys, lock)
			return err
		}
		return nil
	}
}

// state returns the workspace's State.
func (r *reader) state(w *Workspace) string {
	parts := [][]byte{fmt.Append(nil, w.Packages)}
	for _, file := range slices.Sorted(maps.Keys(r.text)) {
		parts = append(parts, []byte(file), r.text[file])
	}
	return state(parts...)
}

// further lists what is read outside of some folders: the roots of other workspaces, sources
// that a manifest names, and what the links lead to by which a package or its manifest is
// reached.
func (r *reader) further(dirs []string) (out []string) {
	take := func(name string) {
		if !slices.ContainsFunc(dirs, func(dir string) bool { return below(dir, name) }) {
			out = append(out, name)
		}
	}
	for file := range r.others {
		take(file)
	}
	for file := range r.text {
		for _, name := range []string{path.Dir(file), file} {
			if real, links, ok := userfile.Real(r.fsys, name); ok && len(links) > 0 {
				take(real)
			}
		}
	}
	for _, p := range r.seen {
		for _, s := range p.Sources {
			if real, _, ok := userfile.Real(r.fsys, s.Path); ok {
				take(along(p.Dir, s.Path))
				take(along(p.Dir, real))
			}
		}
	}
	return sorted(out)
}

// along returns what comes along with a source that stands at a path: the folder around it,
// in which its modules stand, unless that holds the package itself.
func along(dir, name string) string {
	if around := path.Dir(name); !below(around, dir) {
		return around
	}
	return name
}

// said returns the keys of the manifests that cargo reads of a project, and of Cargo.lock
// its version. What a package has of its workspace is said of the package too.
func (r *reader) said(lock string) (all []Said) {
	shared := map[string]Key{}
	for _, k := range Keys(r.root.data) {
		if len(k.Path) == 3 && k.Path[0] == "workspace" && k.Path[1] == "package" {
			shared[k.Path[2]] = k
		}
	}
	for _, file := range slices.Sorted(maps.Keys(r.text)) {
		data := r.text[file]
		if file == lock {
			data, _, _ = bytes.Cut(data, []byte("\n["))
		} else {
			for _, k := range spread(data) {
				all = append(all, Said{k, file, file})
			}
		}
		for _, k := range Keys(data) {
			all = append(all, Said{k, file, file})
			if len(k.Path) == 3 && k.Path[0] == "package" && k.Path[2] == "workspace" {
				if of, ok := shared[k.Path[1]]; ok {
					of.Path = k.Path[:2]
					all = append(all, Said{of, r.root.file, file})
				}
			}
		}
	}
	return all
}

// take keeps what was read, in an order that no file system changes.
func (w *Workspace) take(r *reader, own *manifestFile) error {
	for dir, p := range r.seen {
		if p.Name != "" { // a virtual manifest has no package
			w.Packages = append(w.Packages, *p)
		}
		if !below(w.Root, dir) {
			w.Outside = append(w.Outside, dir)
		}
	}
	slices.SortFunc(w.Packages, func(a, b Package) int { return strings.Compare(a.Name+"\x00"+a.Dir, b.Name+"\x00"+b.Dir) })
	slices.Sort(w.Outside)
	w.Further = r.further(append(w.Outside, w.Root))
	dirs, err := r.defaults(own)
	for _, p := range w.Packages {
		if p.Member && (dirs == nil || slices.Contains(dirs, p.Dir)) {
			w.Default = append(w.Default, p.Name)
		}
	}
	return err
}
