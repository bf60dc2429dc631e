package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// libraryBefore finds a library that would be built before one that its configure
// script asks for.
var libraryBefore = check{
	rule.Error("library-before", "a configure script that does not find the library below it ends the build, after the toolchain is made"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, l := range t.Libraries {
			from, _ := in.Catalog.PackageOf(l.Source)
			need, known := in.Catalog.SourceNeeds[from]
			if !known || !asksFor(t, l, need) || below(t, l.Name, in.mayBe(need)) != nil {
				continue
			}
			pos := either(l.Needs.Pos, either(input.OrZero(in.writtenLibrary(t, l.Name).Kind).Pos, l.Pos))
			f.at(pos, "libraries.%s is built from %s, which needs %s below it, as %s: %s",
				l.Name, from, strings.Join(need.Any, " or "), need.Because, in.toBuildFirst(t, l, need))
		}
	}),
}

// asksFor reports whether the configure script of a library ends without what it needs, as
// it is configured for a target.
func asksFor(t *model.Target, l model.Library, need catalog.SourceNeed) bool {
	lifts := func(arg string) bool { return need.Unless != "" && lazyregexp.Of(need.Unless).MatchString(arg) }
	configured := l.Kind == model.LibraryAutotools || l.Kind == model.LibraryConfigure
	return configured && (need.OS == "" || need.OS == t.Triple.OS) && !slices.ContainsFunc(l.Arguments(), lifts)
}

// mayBe reports whether a library may be one of those that do: what is fetched by
// an address or is a file may be anything, unless its checksum is known.
func (in *Input) mayBe(need catalog.SourceNeed) func(model.Library) bool {
	return func(l model.Library) bool {
		from, sure := in.Catalog.PackageOf(l.Source)
		return !l.Built() || !sure || slices.Contains(need.Any, from)
	}
}

// below returns a library that is built before another because that one, or what it
// needs, needs it; nil where none of them is as wanted.
func below(t *model.Target, name string, wanted func(model.Library) bool) *model.Library {
	for i, l := range t.Libraries {
		if !slices.Contains(needs(t, name), l.Name) {
			continue
		}
		if wanted(l) {
			return &t.Libraries[i]
		}
		if found := below(t, l.Name, wanted); found != nil {
			return found
		}
	}
	return nil
}

func needs(t *model.Target, name string) []string {
	i := slices.IndexFunc(t.Libraries, func(l model.Library) bool { return l.Name == name })
	return t.Libraries[i].Needs.V
}

// withArgs says what a library is to be told so that it looks for the first that does.
func withArgs(l model.Library, need catalog.SourceNeed) string {
	missing := slices.DeleteFunc(slices.Clone(need.Args), func(arg string) bool { return slices.Contains(l.Arguments(), arg) })
	if len(missing) == 0 {
		return ""
	}
	return ", and args: " + input.List(missing)
}

// toBuildFirst says what to write so that a library finds what it needs.
func (in *Input) toBuildFirst(t *model.Target, l model.Library, need catalog.SourceNeed) string {
	i := slices.IndexFunc(t.Libraries, func(other model.Library) bool {
		from, _ := in.Catalog.PackageOf(other.Source)
		return other.Built() && slices.Contains(need.Any, from)
	})
	if i < 0 {
		return fmt.Sprintf("write needs: [%q], which comes along%s", need.Any[0], withArgs(l, need))
	}
	first := t.Libraries[i].Name
	if below(t, first, func(other model.Library) bool { return other.Name == l.Name }) != nil {
		return fmt.Sprintf("libraries.%s needs %q, and it is the other way round: write needs: [%q] here, and take %q out there", first, l.Name, first, l.Name)
	}
	if from, _ := in.Catalog.PackageOf(t.Libraries[i].Source); from == need.Any[0] {
		return fmt.Sprintf("write needs: [%q]%s", first, withArgs(l, need))
	}
	return fmt.Sprintf("write needs: [%q]", first)
}
