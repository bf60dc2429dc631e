package userfile

import (
	"io/fs"
	"path"
	"strings"
)

// mostLinks is how many links one path may lead through.
const mostLinks = 40

// Real returns the path that a path leads to through links, with the links that it
// leads through; false where it leads nowhere, and where it leads out of the file system,
// with where to.
func Real(fsys fs.FS, name string) (real string, links []string, ok bool) {
	rest, real := strings.Split(path.Clean(name), "/"), "."
	for len(rest) > 0 {
		next := path.Join(real, rest[0])
		if rest = rest[1:]; next == ".." || strings.HasPrefix(next, "../") {
			return path.Join(append([]string{next}, rest...)...), links, false
		}
		info, err := fs.Lstat(fsys, next)
		if err != nil {
			return "", links, false
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			real = next
			continue
		}
		to, err := fs.ReadLink(fsys, next)
		if links = append(links, next); err != nil || path.IsAbs(to) || len(links) > mostLinks {
			return "", links, false
		}
		rest = append(strings.Split(path.Clean(to), "/"), rest...)
	}
	return real, links, true
}
