package tree

import (
	"path"
	"strings"
)

// moved is how the paths of a manifest become those of today, where the project's root was
// another folder when it was written: context.root has changed since.
type moved struct {
	into string // the folder below today's root that was the root; "" for none
	from string // what the paths began with when the root lay higher; "" for nothing
}

// movedFrom finds that out by the output folder, which every manifest lists files of.
func movedFrom(output string, names []string) moved {
	var m moved
	for _, name := range names {
		if strings.HasPrefix(name, output+"/") {
			return moved{}
		}
		for dir := path.Dir(output); dir != "." && dir != "/"; dir = path.Dir(dir) {
			if strings.HasPrefix(name, strings.TrimPrefix(output, dir+"/")+"/") {
				m.into = dir
			}
		}
		if dir, _, below := strings.Cut(name, "/"+output+"/"); below {
			m.from = dir
		}
	}
	return m
}

// now returns today's path of a file, and whether it lies below today's root.
func (m moved) now(name string) (today string, reached bool) {
	switch {
	case m.into != "":
		return path.Join(m.into, name), true
	case m.from != "":
		return strings.CutPrefix(name, m.from+"/")
	}
	return name, true
}
