package tree

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Kind is what has to be done with a path, or why nothing can be.
type Kind string

// The first five are done by Apply; the next three need force; nothing is ever
// done about the last.
const (
	Create   Kind = "create"
	Update   Kind = "update"
	Delete   Kind = "delete"
	Chmod    Kind = "chmod"    // only the executable bit differs
	Reorder  Kind = "reorder"  // git joined the lines of both sides of a merge: no drift
	Unmerged Kind = "unmerged" // git left a conflict in it
	Conflict Kind = "conflict" // edited by hand since it was emitted
	Foreign  Kind = "foreign"  // never emitted by xgen, and different
	Blocked  Kind = "blocked"  // no regular file, or reached through a link
)

// Change is a path at which the repository differs from what is wanted.
type Change struct {
	Path     string // from the root, with slashes
	Kind     Kind
	Old, New []byte      // the bytes on disk and the wanted ones
	OldMode  fs.FileMode // 0o644 or 0o755; 0 where there is no file
	NewMode  fs.FileMode // the same; 0 where none is wanted
	Reason   string      // one line for the reader; "" where Kind says it all

	manifest bool // written before and after everything else
}

// removes reports whether Apply would remove the path.
func (c Change) removes() bool { return c.NewMode == 0 }

// refused reports whether Apply refuses the change.
func (c Change) refused(force bool) bool {
	switch c.Kind {
	case Blocked:
		return true
	case Unmerged, Conflict, Foreign:
		return !force
	}
	return false
}

// parents returns the folders above a path, outermost first, without the root.
func parents(name string) []string {
	var dirs []string
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		dirs = append(dirs, dir)
	}
	slices.Reverse(dirs)
	return dirs
}

// folders returns the folders that hold the changed paths, sorted.
func folders(changes []Change) []string {
	var dirs []string
	for _, c := range changes {
		dirs = append(dirs, path.Dir(c.Path))
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func sortByPath(changes []Change) {
	slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
}
