package dockerfile

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// libraryRole returns the name, behind pulledPrefix, of the stage that fetches a library's source.
func libraryRole(l model.Library) string { return "library-" + stageName(l.Name) }

// built returns the libraries that come from a source.
func built(t *model.Target) []model.Library {
	return slices.DeleteFunc(slices.Clone(t.Libraries), func(l model.Library) bool { return !l.Built() })
}

// hostPackages installs those that the user asks for on the machine that builds, and
// others that are known to be needed there. It is nil where there are none.
func hostPackages(b *stage.Builder, t *model.Target, known []string) *stage.Packages {
	names := slices.Compact(slices.Sorted(slices.Values(slices.Concat(known, t.HostPackages.V))))
	if len(names) == 0 {
		return nil
	}
	out := b.Packages(names...)
	if out.Asked = t.HostPackages.V; len(out.Asked) > 0 {
		out.Run.Mounts = append(out.Run.Mounts, b.Script("known-packages.sh"))
	}
	return &out
}

// librariesView is what libraries.tmpl shows.
type librariesView struct {
	Dir, GCC, Link, LinkArgs string // Link and LinkArgs are how a library's own tests link
	CMake                    bool
	Packages                 *stage.Packages // of the build machine
	Libraries                []libraryView
}

type libraryView struct {
	Why     string
	Build   stage.Run
	Params  []parameter
	Args    []string
	Patched []model.SourcePatch // changes to its source
}

// libraries builds the target's C libraries.
func (m maker) libraries() stage.Stage {
	b := m.new("libraries", "std")
	compile, link := m.toolchain.LibraryFlags()
	v := librariesView{Dir: m.dir(), GCC: m.t.Triple.GCC, Link: compile, LinkArgs: link, CMake: layout.BuildsWithCMake(m.t)}
	v.Packages = hostPackages(b, m.t, libraryPackages(m.t))
	for _, l := range built(m.t) {
		run := stage.Offline(b.Script("library.sh"), b.Script("quietly.sh"), b.From(pulledPrefix+libraryRole(l), pulledTree, "/xgen/source"))
		if len(l.Patches) > 0 {
			run.Mounts = append(run.Mounts, b.Script("patch-source.sh"), stage.Bind(layout.LibraryDiffs(m.p, m.t, l.Name), "/xgen/diffs"))
		}
		v.Libraries = append(v.Libraries, libraryView{l.Why, run, libraryParams(l), libraryArgs(l), l.Patches})
	}
	return b.Stage("dockerfile/libraries.tmpl", v)
}

// parameter is a variable that library.sh reads, with words that hold no white space.
type parameter struct {
	Name  string
	Words []string
}

// libraryParams returns those of a library.
func libraryParams(l model.Library) []parameter {
	params := []parameter{{"XGEN_FOLDER", strings.Fields(l.Folder.V)}, {"XGEN_PROVIDES", l.Provides.V}}
	add := func(name string, words []string) {
		if len(words) > 0 {
			params = append(params, parameter{name, words})
		}
	}
	var calls, files, modules []string
	for _, m := range l.Make {
		calls = append(calls, joined(m.Folder, m.Targets, m.Install))
	}
	for _, f := range l.Files {
		files = append(files, joined(f.Folder, f.Files))
	}
	for _, pc := range l.PkgConfig {
		modules = append(modules, joined(pc.Module+":"+pc.Version, pc.Libs, pc.Requires))
	}
	add("XGEN_MAKE", calls)
	add("XGEN_FILES", files)
	add("XGEN_PKGCONFIG", modules)
	return params
}

// joined is a word of library.sh's: a name and lists, none of which holds a colon or a comma.
func joined(name string, lists ...[]string) string {
	for _, list := range lists {
		name += ":" + strings.Join(list, ",")
	}
	return name
}

// libraryArgs returns the arguments of library.sh.
func libraryArgs(l model.Library) []string {
	args := []string{string(l.Kind), l.Name}
	if l.Platform != "" {
		args = append(args, l.Platform)
	}
	return append(args, l.Arguments()...)
}

// libraryPackages returns what the build machine needs to build the libraries.
func libraryPackages(t *model.Target) []string {
	var out []string
	for _, l := range t.Libraries {
		switch l.Kind {
		case model.LibraryAutotools:
			out = append(out, "autotools-dev", "bison", "flex")
		case model.LibraryOpenSSL:
			out = append(out, "perl")
		}
		out = append(out, l.HostPackages...)
	}
	return out
}
