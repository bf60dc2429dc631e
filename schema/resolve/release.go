package resolve

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// written is where a checksum was written first, and of what.
type written struct {
	field  string
	source model.Pinned
}

const ownSum = "write its own, the sha256sum of what is fetched"

// checkRelease refuses a checksum that belongs to another release: two of them
// cannot have the same bytes, and those of some the catalog knows. A file of the
// project's own is held against its bytes instead.
func (r *resolver) checkRelease(field string, p model.Pinned, pos model.Pos) {
	if p.Kind == model.SourceFile {
		return
	}
	_ = r.checkTwin(field, p, pos) && r.checkKnownSum(field, p, pos) && r.checkKnownRelease(field, p, pos)
}

// checkTwin holds it against the project's other sources.
func (r *resolver) checkTwin(field string, p model.Pinned, pos model.Pos) bool {
	other, seen := r.releases[p.SHA256]
	if !seen {
		r.releases[p.SHA256] = written{field, p}
		return true
	}
	if catalog.SameRelease(p, other.source) {
		return true
	}
	r.refuse("sha256-of-another", pos, "%s.sha256 is also that of %s, which is %s, and this is %s: %s", field, other.field, other.source, p, ownSum)
	return false
}

// checkKnownSum refuses the checksum of a release that the catalog knows where
// another one is meant, whatever it is fetched by.
func (r *resolver) checkKnownSum(field string, p model.Pinned, pos model.Pos) bool {
	for _, k := range r.catalog.Releases {
		if k.SHA256 == p.SHA256 && !catalog.SameRelease(p, k.Pinned()) {
			r.refuse("sha256-of-another", pos, "%s.sha256 is that of %s %s, and this is %s: %s", field, k.Package, k.Version, p, ownSum)
			return false
		}
	}
	return true
}

// checkKnownRelease refuses another checksum for a release that the catalog
// knows. Other clients may have another archive of it.
func (r *resolver) checkKnownRelease(field string, p model.Pinned, pos model.Pos) bool {
	if known := r.catalog.KnownSums(p, ""); slices.ContainsFunc(known, func(k catalog.Release) bool { return k.SHA256 == p.SHA256 }) {
		return true
	}
	sums := catalog.SumList(r.catalog.KnownSums(p, catalog.HostOf(field)))
	if sums == "" {
		return true
	}
	r.refuse("sha256-of-another", pos, "%s.sha256 is not that of %s, which is %s: write that", field, p, sums)
	return false
}

// checkMirrors refuses addresses of other releases than the first: one checksum
// cannot fit both.
func (r *resolver) checkMirrors(field string, s input.Source) {
	one := model.Pinned{URLs: []string{s.URL.V}}
	for _, m := range s.Mirrors {
		other := model.Pinned{URLs: []string{m.V}}
		if !catalog.SameRelease(one, other) {
			r.refuse("sha256-of-another", m.Pos, "%s.mirrors: %s is version %s and %s is version %s, and one sha256 cannot be that of both: write an address of the same file",
				field, m.V, strings.Join(catalog.VersionsOf(other), ", "), s.URL.V, strings.Join(catalog.VersionsOf(one), ", "))
		}
	}
}
