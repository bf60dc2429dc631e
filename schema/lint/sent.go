package lint

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// What every build is sent of the project, as it lies there now: nothing that is emitted
// depends on it.

// mostSent is how many files are looked at.
const mostSent = 50_000

// sent returns what builds are sent; what cannot be read is left to the build.
func (in *Input) sent() []sentFile {
	if !in.walked {
		in.walked = true
		for _, name := range topmost(slices.Concat(in.Project.Context, in.Project.Included)) {
			in.walk(name)
		}
	}
	return in.files
}

// topmost leaves out what lies below another.
func topmost(names []string) (out []string) {
	for _, name := range names {
		if !slices.ContainsFunc(names, func(dir string) bool { return dir != name && model.Below(dir, name) }) {
			out = append(out, name)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(out)))
}

func (in *Input) walk(root string) {
	_ = fs.WalkDir(in.Root, root, func(name string, e fs.DirEntry, err error) error {
		switch {
		case len(in.files) >= mostSent:
			return fs.SkipAll
		case err != nil:
			return nil
		case e.IsDir():
			// What is left out may hold what is named.
			if name != "." && !in.Project.Sends(name) && !slices.ContainsFunc(in.Project.Included, func(s string) bool { return model.Below(name, s) }) {
				return fs.SkipDir
			}
			return nil
		}
		info, err := e.Info()
		if err == nil && in.Project.Sends(name) && info.Mode()&(fs.ModeDevice|fs.ModeNamedPipe|fs.ModeSocket) == 0 {
			in.files = append(in.files, sentFile{name, info.Size(), info.Mode()&fs.ModeSymlink != 0})
		}
		return nil
	})
}

// reaches reports whether a build finds what it would find at a path here. What lies
// outside of the project's root, or nowhere, is in no build.
func (in *Input) reaches(name string) (there, sent bool) {
	real, links, ok := userfile.Real(in.Root, name)
	if !ok {
		return false, false
	}
	for _, at := range append(links, real) {
		if !in.Project.Sends(at) {
			return true, false
		}
	}
	return true, true
}

// real returns what a path leads to.
func (in *Input) real(name string) string {
	if real, _, ok := userfile.Real(in.Root, name); ok {
		return real
	}
	return cmp.Or(in.leadsOut(name), name)
}

// leadsOut returns what links lead a path to above the project's root, "" where they do not.
func (in *Input) leadsOut(name string) string {
	if real, links, ok := userfile.Real(in.Root, name); !ok && len(links) > 0 && strings.HasPrefix(real, "../") {
		return real
	}
	return ""
}

// named reports whether the user wrote of a path, or of a folder around it, that builds
// are sent it.
func (in *Input) named(name string) bool {
	c := in.Written.Context
	return c != nil && slices.ContainsFunc(c.Include, func(v model.Value[string]) bool {
		return model.Below(path.Join(in.Project.Dir, strings.TrimRight(v.V, "/")), name)
	})
}
