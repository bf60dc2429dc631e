package lint

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var debianLibrary = check{
	rule.Error("debian-library", "Debian's libraries were built with Debian's glibc, and only its GCC links with that"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, l := range t.Libraries {
			if why := noDebianLibrary(t); why != "" && !l.Built() {
				f.at(in.writtenLibrary(t, l.Name).Kind.Pos, "libraries.%s: %s", l.Name, why)
			}
		}
	}),
}

// noDebianLibrary says why a target cannot have one, and what to write; "" where
// it can.
func noDebianLibrary(t *model.Target) string {
	const build = `build it from source, such as kind: "autotools"`
	can, glibc := t.Toolchain.DebianLibraries, t.Contract.Glibc
	instead := fmt.Sprintf("%s, or write toolchain: kind: %q", build, can.Instead)
	switch {
	case t.Triple.Libc != "gnu":
		return fmt.Sprintf("Debian's packages are for glibc, and %s has %s: %s", t.Triple.Name, t.Triple.Libc, build)
	case can.OK():
		return ""
	case glibc.V != "" && older(glibc.V, can.Glibc):
		return fmt.Sprintf("Debian's packages ask for symbols of glibc %s, and %s may ask for none beyond %s (%s): %s",
			can.Glibc, t.Name, glibc.V, glibc.Origin, instead)
	}
	return fmt.Sprintf("%s: %s", can.WhyNot, instead)
}
