package resolve

import (
	"path"
	"regexp"
	"slices"
	"strings"

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
	if sameRelease(p, other.source) {
		return true
	}
	r.refuse("sha256-of-another", pos, "%s.sha256 is also that of %s, which is %s, and this is %s: %s", field, other.field, other.source, p, ownSum)
	return false
}

// checkKnownSum refuses the checksum of a release that the catalog knows where
// another one is meant, whatever it is fetched by.
func (r *resolver) checkKnownSum(field string, p model.Pinned, pos model.Pos) bool {
	for _, k := range r.catalog.Releases {
		if k.SHA256 == p.SHA256 && !sameRelease(p, k.pinned()) {
			r.refuse("sha256-of-another", pos, "%s.sha256 is that of %s %s, and this is %s: %s", field, k.Package, k.Version, p, ownSum)
			return false
		}
	}
	return true
}

// checkKnownRelease refuses another checksum for a release that the catalog
// knows. Other clients may have another archive of it.
func (r *resolver) checkKnownRelease(field string, p model.Pinned, pos model.Pos) bool {
	if known := r.catalog.KnownSums(p, ""); slices.ContainsFunc(known, func(k Release) bool { return k.SHA256 == p.SHA256 }) {
		return true
	}
	sums := SumList(r.catalog.KnownSums(p, HostOf(field)))
	if sums == "" {
		return true
	}
	r.refuse("sha256-of-another", pos, "%s.sha256 is not that of %s, which is %s: write that", field, p, sums)
	return false
}

// KnownSums gives what the catalog knows of a release for a host, "" for all: a
// wheel has one file for each kind of machine.
func (c *Catalog) KnownSums(p model.Pinned, host string) (known []Release) {
	for _, k := range c.Releases {
		if k.Kind == string(p.Kind) && sameRelease(p, k.pinned()) && (host == "" || k.Host == "" || k.Host == host) {
			known = append(known, k)
		}
	}
	return known
}

// SumList writes the checksums of releases, of several with what each is for.
func SumList(known []Release) string {
	var out []string
	for _, k := range known {
		sum := k.SHA256
		if len(known) > 1 && k.Host != "" {
			sum += " (" + k.Host + ")"
		}
		out = append(out, sum)
	}
	return strings.Join(out, " or ")
}

// HostOf is the machine that a source is for by its field's name,
// tools.protoc.hosts.x86_64; "" for one that is for every machine.
func HostOf(field string) string {
	if _, host, ok := strings.Cut(field, ".hosts."); ok && strings.Contains("."+field, ".tools.") {
		return host
	}
	return ""
}

func (k Release) pinned() model.Pinned {
	return model.Pinned{Kind: model.SourceKind(k.Kind), Package: k.Package, Version: k.Version}
}

// checkMirrors refuses addresses of other releases than the first: one checksum
// cannot fit both.
func (r *resolver) checkMirrors(field string, s Source) {
	one := model.Pinned{URLs: []string{s.URL.V}}
	for _, m := range s.Mirrors {
		other := model.Pinned{URLs: []string{m.V}}
		if !sameRelease(one, other) {
			r.refuse("sha256-of-another", m.Pos, "%s.mirrors: %s is version %s and %s is version %s, and one sha256 cannot be that of both: write an address of the same file",
				field, m.V, strings.Join(versionsOf(other), ", "), s.URL.V, strings.Join(versionsOf(one), ", "))
		}
	}
}

// sameRelease reports whether two sources may be the same bytes. Of an address
// only the versions in the name of its file are known, if there are any.
func sameRelease(a, b model.Pinned) bool {
	if a.Package != "" && b.Package != "" {
		return a.Package == b.Package && upstream(a) == upstream(b)
	}
	one, two := versionsOf(a), versionsOf(b)
	return len(one) == 0 || len(two) == 0 || slices.ContainsFunc(one, func(v string) bool { return slices.Contains(two, v) })
}

// upstream is a version without Debian's epoch and revision: the tarball is the
// same one with them and without.
func upstream(p model.Pinned) string {
	v := p.Version
	if p.Kind != model.SourceDebian && p.Kind != model.SourceUbuntu {
		return v
	}
	if _, rest, epoch := strings.Cut(v, ":"); epoch {
		v = rest
	}
	if i := strings.LastIndex(v, "-"); i > 0 {
		v = v[:i]
	}
	return v
}

var versionWord = regexp.MustCompile(`(?:^|[^0-9A-Za-z.])v?([0-9]+(?:[.][0-9]+)+)`)

// versionsOf is what a source says of its version, which may be nothing.
func versionsOf(p model.Pinned) []string {
	if p.Package != "" {
		return []string{upstream(p)}
	}
	var out []string
	for _, u := range p.URLs[:min(1, len(p.URLs))] {
		for _, m := range versionWord.FindAllStringSubmatch(path.Base(u), -1) {
			out = append(out, m[1])
		}
	}
	return out
}
