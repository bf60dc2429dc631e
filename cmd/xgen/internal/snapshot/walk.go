package snapshot

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// entry is a file or a link of the project.
type entry struct {
	path string
	exec bool   // its owner may execute it
	link bool   // a symbolic link …
	to   string // … and the path that it holds
	sum  digest // of its contents, or of that path
	in   []bool // by the number of the ignore file: it is sent
}

// walker lists the files that at least one of the ignore files lets through.
type walker struct {
	ctx     context.Context
	root    *os.Root
	ignores []*ignore
	not     string // a folder that is no part of the project
	entries []*entry
	dirs    []string // in an order in which they can be made
}

// walk lists the project. It leaves out sockets, pipes and devices.
func (w *walker) walk() error { return w.folder(".", make([]place, len(w.ignores))) }

func (w *walker) folder(dir string, at []place) error {
	if err := context.Cause(w.ctx); err != nil {
		return err
	}
	names, err := readDir(w.root, dir)
	if unseen := !slices.ContainsFunc(at, func(p place) bool { return !p.ignored }); unseen && errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range names {
		if err := w.name(dir, e, at); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) name(dir string, e fs.DirEntry, at []place) error {
	places, in := make([]place, len(at)), make([]bool, len(at))
	for i, ignore := range w.ignores {
		var err error
		if places[i], err = ignore.at(at[i], dir, e.Name()); err != nil {
			return err
		}
		in[i] = !places[i].ignored
	}
	full, sent := path.Join(dir, e.Name()), slices.Contains(in, true)
	switch t := e.Type(); {
	case t.IsDir():
		return w.subfolder(full, places, sent)
	case sent && t.IsRegular(), sent && t == fs.ModeSymlink:
		w.entries = append(w.entries, &entry{path: full, link: t == fs.ModeSymlink, in: in})
	}
	return nil
}

// subfolder lists a folder unless everything in it is ignored. A folder that
// is ignored itself is listed only with files that an exception brings back.
func (w *walker) subfolder(dir string, at []place, sent bool) error {
	if dir == w.not || !slices.ContainsFunc(at, func(p place) bool { return !p.closed }) {
		return nil
	}
	before := len(w.dirs)
	w.dirs = append(w.dirs, dir)
	files := len(w.entries)
	if err := w.folder(dir, at); err != nil {
		return err
	}
	if !sent && len(w.entries) == files && len(w.dirs) == before+1 {
		w.dirs = w.dirs[:before]
	}
	return nil
}

// readDir lists a folder, sorted by names. One that vanished meanwhile is
// empty.
func readDir(root *os.Root, dir string) ([]fs.DirEntry, error) {
	f, err := root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.ReadDir(-1)
	slices.SortFunc(names, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return names, err
}
