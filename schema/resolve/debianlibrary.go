package resolve

import (
	"fmt"
	"slices"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// debianLibrary is a library of Debian's own for the target's architecture. It
// is refused where Debian's GCC does not link the program with Debian's glibc.
func (r *resolver) debianLibrary(t *model.Target, name string, l input.Library) model.Library {
	if why := r.noDebianLibrary(t); why != "" {
		r.refuse("debian-library", l.Kind.Pos, "libraries.%s: %s", name, why)
	}
	if len(l.Packages) == 0 {
		r.refuse("no-package", l.Pos, "libraries.%s.packages is empty, so nothing would be installed: write the package's name, such as packages: [\"lib%s-dev\"], or remove the library", name, name)
	}
	return model.Library{
		Name: name, Kind: model.LibraryDebian, Origin: libraryOrigin(l),
		Packages: slices.Compact(slices.Sorted(slices.Values(l.Packages))), Needed: l.Needed, Provides: l.Provides,
	}
}

// noDebianLibrary says why a target cannot have one, and what to write; "" where
// it can.
func (r *resolver) noDebianLibrary(t *model.Target) string {
	const build = `build it from source, such as kind: "autotools"`
	can := t.Toolchain.DebianLibraries
	instead := fmt.Sprintf("or write toolchain: kind: %q", can.Instead)
	switch {
	case t.Triple.Libc != "gnu":
		return fmt.Sprintf("Debian's packages are for glibc, and %s has %s: %s", t.Triple.Name, t.Triple.Libc, build)
	case can.OK():
		return ""
	case t.Contract.Glibc.V != "" && older(t.Contract.Glibc.V, can.Glibc):
		return fmt.Sprintf("Debian's packages ask for symbols of glibc %s, and %s may ask for none beyond %s (%s): %s, %s",
			can.Glibc, t.Name, t.Contract.Glibc.V, t.Contract.Glibc.Origin, build, instead)
	}
	return fmt.Sprintf("%s: %s, %s", can.WhyNot, build, instead)
}
