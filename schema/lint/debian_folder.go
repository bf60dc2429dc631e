package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/toolchain"
)

var debianFolder = check{
	rule.Error("debian-folder", "libraries for another machine fail only where they are linked, and those for a newer one only where the program runs"),
	func(in *Input, f *findings) {
		const instead = "remove it, and write libraries: … for what is meant"
		eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
			for _, path := range libraryPaths(a) {
				if folder, why := in.foreign(t, path); why != "" {
					f.at(g.pos, "%s: %q leads to %s, which %s, and %s is another machine: %s", g.field, a.Text(), folder, why, t.Triple.Name, instead)
					return
				}
			}
		})(in, f)
		eachTarget(func(in *Input, t *model.Target, f *findings) {
			for _, v := range in.variablesOfBuild(t) {
				if folder, why := in.foreign(t, v.value); why != "" && in.leadsToLibrary(t, v.name) {
					f.at(v.pos, "%s: %s leads to %s, which %s, and %s is another machine: %s", v.field, v.name, folder, why, t.Triple.Name, instead)
				}
			}
		})(in, f)
	},
}

// libraryPaths are the folders and files of libraries that an argument names. Where a
// program looks for them when it runs is another matter.
func libraryPaths(a arguments.Argument) (out []string) {
	for _, o := range a.Link {
		if o.Name == arguments.LibraryPath {
			out = append(out, o.Value)
		}
	}
	for _, part := range a.Parts {
		if strings.HasPrefix(part, "/") && (strings.HasSuffix(part, ".a") || strings.HasSuffix(part, ".o")) {
			out = append(out, part)
		}
		for _, option := range []string{"-I", "-isystem", "-idirafter"} {
			if folder, ok := strings.CutPrefix(part, option); ok {
				out = append(out, folder)
			}
		}
		if _, folder, ok := strings.Cut(part, "="); ok && strings.HasPrefix(part, "--with-") {
			out = append(out, folder)
		}
	}
	return out
}

// inDebian matches a path to one of Debian's folders for an architecture, or of its
// cross compilers', on the machine that builds.
var inDebian = lazyregexp.New(`^/(?:(?:usr/(?:local/)?)?(?:lib|include)|usr)/([a-z0-9_]+-linux-(?:gnu|musl)[a-z0-9_]*)(?:/|$)`)

// foreign returns which of Debian's folders a value leads to, one path or several with
// colons, and what is in there where the target cannot run it.
func (in *Input) foreign(t *model.Target, value string) (folder, why string) {
	for _, path := range strings.Split(value, ":") {
		if m := inDebian.FindStringSubmatch(path); m != nil {
			if why := toolchain.OtherLibraries(in.Catalog, m[1], in.facts(t)); why != "" {
				return strings.TrimSuffix(m[0], "/"), why
			}
		}
	}
	return "", ""
}

// namesLibrary matches how crates name a variable that leads them to a library.
var namesLibrary = lazyregexp.New(`(^|_)(LIB|LIBRARY|INCLUDE|SEARCH_NATIVE)_?(DIR|DIRS|PATH|PATHS)?$`)

// leadsToLibrary reports whether a variable leads crates to a library for the target, and
// not for another triple or for the machine that builds.
func (in *Input) leadsToLibrary(t *model.Target, variable string) bool {
	name := ofTarget(t, variable)
	forOther := strings.HasPrefix(name, "HOST_") || slices.ContainsFunc(in.Catalog.Names(), func(triple string) bool {
		return strings.HasPrefix(name, inVariable(triple)+"_") || strings.HasSuffix(name, "_"+inVariable(triple))
	})
	if forOther {
		return false
	}
	for _, sys := range in.Catalog.SysCrates {
		if slices.Contains(sys.Env, name) {
			return true
		}
	}
	return namesLibrary.MatchString(name)
}
