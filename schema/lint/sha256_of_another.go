package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// otherSHA256 finds a checksum that belongs to another release: two of them cannot
// have the same bytes, and those of some the catalog knows. A file of the project's
// own is held against its bytes instead.
var otherSHA256 = check{
	rule.Error("sha256-of-another", "of two releases one checksum is wrong, and the build would say so only after it has fetched it"),
	func(in *Input, f *findings) {
		r := releases{Input: in, findings: f, seen: map[string]model.NamedSource{}}
		for _, t := range in.Project.Targets {
			for _, s := range t.Sources() {
				if s.From == model.FromCatalog {
					continue
				}
				written := in.source(t, s)
				r.checkMirrors(s.Field, written)
				if s.Kind != model.SourceFile {
					_ = r.checkKnownSum(s, written.SHA256.Pos) && r.checkKnownRelease(s, written.SHA256.Pos) && r.checkTwin(s, written.SHA256.Pos)
				}
			}
		}
	},
}

// releases holds the sources of a project against each other and the catalog.
type releases struct {
	*Input
	*findings
	seen map[string]model.NamedSource // by checksum, where it is written first and not known to be wrong
}

const ownSum = "write its own, the sha256sum of what is fetched"

// checkTwin holds it against the project's other sources.
func (r releases) checkTwin(s model.NamedSource, pos model.Pos) bool {
	other, seen := r.seen[s.SHA256]
	if !seen {
		r.seen[s.SHA256] = s
		return true
	}
	if catalog.SameRelease(s.Source, other.Source) {
		return true
	}
	r.at(pos, "%s.sha256 is also that of %s, which is %s, and this is %s: %s", s.Field, other.Field, other.Source, s.Source, ownSum)
	return false
}

// checkKnownSum refuses the checksum of a release that the catalog knows where
// another one is meant, whatever it is fetched by.
func (r releases) checkKnownSum(s model.NamedSource, pos model.Pos) bool {
	for _, k := range r.Catalog.Releases {
		if k.SHA256 == s.SHA256 && !catalog.SameRelease(s.Source, k.Source()) {
			r.at(pos, "%s.sha256 is that of %s %s, and this is %s: %s", s.Field, k.Package, k.Version, s.Source, ownSum)
			return false
		}
	}
	return true
}

// checkKnownRelease refuses another checksum for a release that the catalog
// knows. Other clients may have another archive of it.
func (r releases) checkKnownRelease(s model.NamedSource, pos model.Pos) bool {
	if known := r.Catalog.KnownSums(s.Source, ""); slices.ContainsFunc(known, func(k catalog.Release) bool { return k.SHA256 == s.SHA256 }) {
		return true
	}
	sums := catalog.SumList(r.Catalog.KnownSums(s.Source, catalog.HostOf(s.Field)))
	if sums == "" {
		return true
	}
	r.at(pos, "%s.sha256 is not that of %s, which is %s: write that", s.Field, s.Source, sums)
	return false
}

// checkMirrors refuses addresses of other releases than the first: one checksum
// cannot fit both.
func (r releases) checkMirrors(field string, s input.Source) {
	if s.URL == nil {
		return
	}
	one := model.Source{URLs: []string{s.URL.V}}
	for _, m := range s.Mirrors {
		other := model.Source{URLs: []string{m.V}}
		if !catalog.SameRelease(one, other) {
			r.at(m.Pos, "%s.mirrors: %s is version %s and %s is version %s, and one sha256 cannot be that of both: write an address of the same file",
				field, m.V, strings.Join(catalog.VersionsOf(other), ", "), s.URL.V, strings.Join(catalog.VersionsOf(one), ", "))
		}
	}
}
