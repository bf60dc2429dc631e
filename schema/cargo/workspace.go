package cargo

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/userfile"
)

// Workspace is what Cargo.toml and the files beside it say.
type Workspace struct {
	Manifest string          // the manifest that was asked for, from the project's root
	Root     string          // folder of the workspace's own manifest; "." is the project's root
	Declared bool            // there is a [workspace], not only one package
	Packages []Package       // the members and their path dependencies, by name
	Default  []string        // the packages that cargo takes where none is named, by name
	Lock     string          // path of Cargo.lock, "" where there is none
	Locked   []LockedPackage // what it holds, in its order
	Outside  []string        // folders of path dependencies and of vendored crates that lie outside Root, sorted
	Vendored []string        // folders of vendored crates that cargo's configuration names, there or not, sorted
	// Profiles are those of the workspace's manifest and of cargo's configuration.
	Profiles map[string]Profile
	// Toolchain is what rustup's file asks for; the zero value where there is none.
	Toolchain Toolchain

	places  map[string][]int     // of the crates in Locked, by name
	reached map[string][]Reached // by the packages asked for
}

// Package is a member of a workspace, or one that a member depends on by path.
type Package struct {
	Name        string
	Version     string // "" where the package names none
	Dir         string
	Member      bool
	Bins        []Bin               // by name
	Features    map[string][]string // what each turns on
	RustVersion string              // "" where the package names none
	Uses        []string            // folders of the path dependencies that its binaries are built from
	Needs       []Need              // what of other packages Cargo.lock must hold for it
}

// Bin is one binary of a package.
type Bin struct {
	Name     string
	Package  string
	Required []string // features without which cargo does not build it
	Missing  []string // those of them that a choice does not turn on
}

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
	w := &Workspace{Manifest: manifest, Root: path.Dir(root.file), Declared: root.Workspace != nil, Profiles: root.Profile}
	r := &reader{fsys: fsys, root: root, seen: map[string]*Package{}}
	if err := r.readAll(own); err != nil {
		return nil, err
	}
	if err := w.take(r, own); err != nil {
		return nil, err
	}
	for _, beside := range []func(fs.FS) error{w.readConfigs, w.readLock, w.readToolchain} {
		if err := beside(fsys); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (w *Workspace) readLock(fsys fs.FS) error {
	lock := path.Join(w.Root, "Cargo.lock")
	if there, err := userfile.Exists(fsys, lock); err != nil {
		return unreadable(lock, err)
	} else if there {
		w.Lock = lock
		w.Locked, err = readLock(fsys, lock)
		return err
	}
	return nil
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
	dirs, err := r.defaults(own)
	for _, p := range w.Packages {
		if p.Member && (dirs == nil || slices.Contains(dirs, p.Dir)) {
			w.Default = append(w.Default, p.Name)
		}
	}
	return err
}

// Selected returns the members that are named, or those that cargo itself takes.
func (w *Workspace) Selected(names []string) []Package {
	if len(names) == 0 {
		names = w.Default
	}
	var out []Package
	for _, p := range w.Packages {
		if p.Member && slices.Contains(names, p.Name) {
			out = append(out, p)
		}
	}
	return out
}

// Built returns the packages of the project that are compiled for the named
// ones: themselves and what they use by path.
func (w *Workspace) Built(names []string) []Package {
	var dirs []string
	for _, p := range w.Selected(names) {
		dirs = append(dirs, p.Dir)
	}
	var out []Package
	for i := 0; i < len(dirs); i++ {
		for _, p := range w.Packages {
			if p.Dir == dirs[i] && !slices.Contains(dirs[:i], p.Dir) {
				out = append(out, p)
				dirs = append(dirs, p.Uses...)
			}
		}
	}
	return out
}

// Names lists the members.
func (w *Workspace) Names() []string {
	var names []string
	for _, p := range w.Packages {
		if p.Member {
			names = append(names, p.Name)
		}
	}
	return names
}

func below(root, dir string) bool {
	return root == "." || dir == root || strings.HasPrefix(dir, root+"/")
}
