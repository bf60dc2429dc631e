package catalog

import (
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// KnownSums returns what the catalog knows of a release for a host, "" for all: a
// wheel has one file for each kind of machine.
func (c *Catalog) KnownSums(p model.Source, host string) (known []Release) {
	for _, k := range c.Releases {
		if k.Kind == string(p.Kind) && SameRelease(p, k.Source()) && (host == "" || k.Host == "" || k.Host == host) {
			known = append(known, k)
		}
	}
	return known
}

// SumList returns the checksums of releases, of several with what each is for.
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

// HostOf returns the machine that a source is for by its field's name,
// tools.protoc.hosts.x86_64; "" for one that is for every machine.
func HostOf(field string) string {
	if _, host, ok := strings.Cut(field, ".hosts."); ok && strings.Contains("."+field, ".tools.") {
		return host
	}
	return ""
}

// PackageOf returns what a source is by the names of source packages, "" where nothing
// says it. Its own package says so for sure, as the checksum of a known release does;
// the name of its file, before the version, only may.
func (c *Catalog) PackageOf(s model.Source) (name string, sure bool) {
	if s.Package != "" {
		return s.Package, true
	}
	for _, k := range c.Releases {
		if k.SHA256 == s.SHA256 {
			return k.Package, true
		}
	}
	if m := namedBefore.FindStringSubmatch(FileOf(s)); m != nil {
		name = m[1]
	}
	return name, false
}

// FileOf returns the name of the file that a source is fetched as, or is.
func FileOf(s model.Source) string {
	if len(s.URLs) > 0 {
		return path.Base(s.URLs[0])
	}
	return path.Base(s.Path)
}

// namedBefore matches a name and the version behind it: libedit-20250104-3.1.tar.gz,
// libedit_3.1-20250104.orig.tar.gz.
var namedBefore = lazyregexp.New(`^([A-Za-z][A-Za-z0-9+.-]*?)[-_]v?[0-9]`)

// Source returns the release as a source that somebody may name.
func (k Release) Source() model.Source {
	return model.Source{Kind: model.SourceKind(k.Kind), Package: k.Package, Version: k.Version}
}

// SameRelease reports whether two sources may be the same bytes. Of an address
// only the versions in the name of its file are known, if there are any.
func SameRelease(a, b model.Source) bool {
	if a.Package != "" && b.Package != "" {
		return a.Package == b.Package && Upstream(a) == Upstream(b)
	}
	one, two := VersionsOf(a), VersionsOf(b)
	return len(one) == 0 || len(two) == 0 || slices.ContainsFunc(one, func(v string) bool { return slices.Contains(two, v) })
}

// Upstream is a version without Debian's epoch and revision: the tarball is the
// same one with them and without.
func Upstream(p model.Source) string {
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

var versionWord = lazyregexp.New(`(?:^|[^0-9A-Za-z.])v?([0-9]+(?:[.][0-9]+)+)`)

// VersionsOf returns what a source says of its version, which may be nothing.
func VersionsOf(p model.Source) []string {
	if p.Package != "" {
		return []string{Upstream(p)}
	}
	var out []string
	for _, u := range p.URLs[:min(1, len(p.URLs))] {
		for _, m := range versionWord.FindAllStringSubmatch(path.Base(u), -1) {
			out = append(out, m[1])
		}
	}
	return out
}
