package emit

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// libraryView is one library of the stage libraries.
type libraryView struct {
	Stage    string // what fetched it
	Why      string
	Folder   string
	Provides []string
	Args     []string
}

// libraryRole names the stage that fetches a library's source.
func libraryRole(l model.Library) string { return "library-" + stageName(l.Name) }

// stageName makes a name fit for a stage, which BuildKit allows no + in. No two
// names become one: an underscore of the name's own is always doubled.
func stageName(name string) string {
	return strings.NewReplacer("_", "__", "+", "_plus_").Replace(name)
}

// built are the libraries that come from a source.
func built(t *model.Target) []model.Library {
	return slices.DeleteFunc(slices.Clone(t.Libraries), func(l model.Library) bool { return !l.Built() })
}

func libraryViews(t *model.Target) []libraryView {
	var out []libraryView
	for _, l := range built(t) {
		v := libraryView{Stage: pulledPrefix + libraryRole(l), Why: l.Why, Folder: l.Folder, Provides: l.Provides}
		v.Args = []string{string(l.Kind), l.Name}
		if l.Platform != "" {
			v.Args = append(v.Args, l.Platform)
		}
		v.Args = append(v.Args, l.Args...)
		out = append(out, v)
	}
	return out
}

// libraryPackages are what the build machine needs to build the libraries.
func libraryPackages(t *model.Target) []string {
	var out []string
	for _, l := range t.Libraries {
		switch l.Kind {
		case model.LibraryAutotools:
			out = append(out, "autotools-dev", "bison", "flex")
		case model.LibraryOpenSSL:
			out = append(out, "perl")
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(out)))
}

// ldFlags are linkFlags for links alone: the objects of libraries are position-
// independent for all, and a program that is not wants another libc of zig's.
func ldFlags(t *model.Target) string {
	if t.Contract.PIE.V {
		return ""
	}
	return "-fno-PIC"
}

// linkFlags link a program as zig.sh does: whether symbols are stripped decides
// which libc zig needs, and it has built one.
func linkFlags(t *model.Target) string {
	if t.Cargo.Strip == "symbols" {
		return "-s"
	}
	return ""
}
