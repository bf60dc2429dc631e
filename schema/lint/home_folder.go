package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var homeFolder = check{
	rule.Warning("home-folder", "a compiler passes over a folder that is not there, and the build fails later, where what should lie in it is missed"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		if t.Image.From == model.FromUser || strings.HasPrefix(g.field, "libraries.") {
			return // what lies there is the user's to know
		}
		for _, folder := range libraryPaths(a) {
			if atHome(folder) {
				f.at(g.pos, "%s: %q leads to %s of the machine at home, which no build has: put what is there into the repository and write its path from there, or write libraries: … for what is meant",
					g.field, a.Text(), path.Clean(folder))
				return
			}
		}
	}),
}

// atHome reports whether a path is one that the images of builds certainly do not have: none
// of the system's own folders.
func atHome(name string) bool {
	if !path.IsAbs(name) {
		return false
	}
	for _, system := range []string{"/usr", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/dev"} {
		if model.Below(system, path.Clean(name)) {
			return model.Below("/usr/local", path.Clean(name))
		}
	}
	return true
}

var vendoredFolder = check{
	rule.Warning("vendored-folder", "cargo takes all crates of a source from the folder that its configuration puts in the place of it, and builds bring that along as it lies there"),
	func(in *Input, f *findings) {
		done := map[model.Pos]bool{}
		for _, t := range in.Project.Targets {
			ws := in.Workspaces[t.Cargo.Manifest]
			if ws == nil {
				continue
			}
			for _, s := range ws.Config.Below("source") {
				at := s.Last()
				dir := path.Clean(at.From(s.Text()))
				if last := s.Key[len(s.Key)-1]; last != "directory" && last != "local-registry" || done[at.Pos] || !slices.Contains(ws.Vendored, dir) || path.IsAbs(dir) {
					continue
				}
				done[at.Pos] = true
				switch there, err := in.Files.Exists(dir); {
				case dir == ".." || strings.HasPrefix(dir, "../"):
					f.at(at.Pos, "%s is %q, which lies above the project's root, of which builds are sent nothing: name the folder above both in targets.cue, such as context: root: \"..\"", s.Name(), s.Text())
				case err == nil && !there:
					f.at(at.Pos, "%s is %q, and there is no %s, from which cargo takes all crates here and in builds: make it before, as with cargo vendor", s.Name(), s.Text(), dir)
				}
			}
		}
	},
}
