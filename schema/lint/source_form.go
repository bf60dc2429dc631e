package lint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// sourceForm finds a source that has nothing for the kind of library that it is built as.
var sourceForm = check{
	rule.Error("source-form", "a source without the script that its kind of library calls ends the build, after the toolchain is made"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, l := range t.Libraries {
			from, _ := in.Catalog.PackageOf(l.Source)
			if !l.Built() || l.Folder.V != "" || l.Kind == model.LibraryOpenSSL {
				continue
			}
			for _, form := range in.Catalog.SourceForms {
				if lazyregexp.Of(form.Match).MatchString(from) && releasedSince(l.Source, form.Since) && !slices.Contains(form.Kinds, string(l.Kind)) {
					write := form.Write
					if write == "" {
						write = "write kind: " + strconv.Quote(form.Kinds[0])
					}
					f.at(in.kindOf(t, l), "libraries.%s is built from %s, %s: %s", l.Name, from, form.Is, write)
				}
			}
		}
	}),
}

// kindOf is where the kind of a library is written; where a recipe says it, the place of
// its source.
func (in *Input) kindOf(t *model.Target, l model.Library) model.Pos {
	return either(input.OrZero(in.writtenLibrary(t, l.Name).Kind).Pos, l.Source.Pos)
}

// number matches the number at the beginning of a version, without what Debian or a day
// says behind it.
var number = lazyregexp.New(`^[0-9]+([.][0-9]+){0,2}`)

// releasedSince reports whether a source is known to be a release, or one behind it; of
// every source where that is "".
func releasedSince(s model.Source, since string) bool {
	if since == "" {
		return true
	}
	versions := catalog.VersionsOf(s)
	first := semver.MustParse(since)
	return len(versions) > 0 && !slices.ContainsFunc(versions, func(text string) bool {
		v, err := semver.NewVersion(number.FindString(strings.TrimPrefix(text, "v")))
		return err != nil || v.LessThan(first)
	})
}
