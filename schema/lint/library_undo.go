package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// libraryUndo finds an argument that takes back what xgen or the catalog says to a
// library's configure script.
var libraryUndo = check{
	rule.Error("library-undo", "the last of two arguments counts, so that a library is no longer what the catalog has seen to be right"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, l := range t.Libraries {
			for _, args := range l.Args {
				for _, arg := range args.V {
					if args.From != model.FromUser {
						continue
					}
					if undone := in.undoes(t, l, arg); undone != "" {
						f.at(args.Pos, "libraries.%s.args: %q takes back %q, which the catalog says for %s because %s: remove it",
							l.Name, arg, undone, t.Triple.Name, in.facts(t).OpenSSL.Why).Of = arg
					} else if write := in.saysItself(l, arg); write != "" {
						f.at(args.Pos, "libraries.%s.args: %q: %s", l.Name, arg, write).Of = arg
					}
				}
			}
		}
	}),
}

// undoes returns the argument of the catalog's that another one takes back, "" where it
// takes none.
func (in *Input) undoes(t *model.Target, l model.Library, arg string) string {
	if l.Kind != model.LibraryOpenSSL {
		return ""
	}
	for _, said := range in.facts(t).OpenSSL.Args {
		for _, u := range in.Catalog.LibraryUndo {
			if u.Kind == string(l.Kind) && lazyregexp.Of(u.Match).MatchString(said) && lazyregexp.Of(u.Match).ReplaceAllString(said, u.By) == arg {
				return said
			}
		}
	}
	return ""
}

// saysItself says why an argument is xgen's own and what to write, "" where it is not.
func (in *Input) saysItself(l model.Library, arg string) string {
	from, _ := in.Catalog.PackageOf(l.Source)
	i := slices.IndexFunc(in.Catalog.LibraryWords, func(w catalog.LibraryWord) bool {
		return slices.Contains(w.Kinds, string(l.Kind)) && (w.Package == "" || w.Package == from) && lazyregexp.Of(w.Match).MatchString(arg)
	})
	if i < 0 {
		return ""
	}
	return in.Catalog.LibraryWords[i].Write
}
