package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// libraryKind finds a library that is built by another script than it has.
var libraryKind = check{
	rule.Error("library-kind", "each kind of library is built by a script of another form, and one that is not there ends the build, after the toolchain is made"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, l := range t.Libraries {
			from, known := in.Catalog.PackageOf(l.Source)
			if !l.Built() || !known {
				continue
			}
			pos := l.Source.Pos
			if kind := in.writtenLibrary(t, l.Name).Kind; kind != nil {
				pos = kind.Pos
			}
			switch {
			case l.Kind != model.LibraryOpenSSL && from == string(model.LibraryOpenSSL):
				f.at(pos, "libraries.%s is built from %s, whose configure script is of no other library's form: write libraries: openssl: {}, or kind: %q", l.Name, from, from)
			case l.Kind == model.LibraryOpenSSL && from != "openssl" && slices.ContainsFunc(in.Catalog.Releases, func(r catalog.Release) bool { return r.Package == from }):
				f.at(pos, "libraries.%s is built from %s, which is not OpenSSL: write kind: \"autotools\" or \"cmake\"", l.Name, from)
			}
		}
	}),
}
