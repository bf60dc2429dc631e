package model

import (
	"cmp"
	"strings"
)

// SourceKind names a place that pinned bytes come from.
type SourceKind string

// The places.
const (
	SourceURL    SourceKind = "url"    // https, with mirrors
	SourcePyPI   SourceKind = "pypi"   // a wheel, by pip
	SourceNPM    SourceKind = "npm"    // a package's .tgz, by npm
	SourceCrate  SourceKind = "crate"  // a .crate file, by cargo
	SourceDebian SourceKind = "debian" // a tarball of a source package, by apt
	SourceUbuntu SourceKind = "ubuntu" // the same of Ubuntu's
	SourceFile   SourceKind = "file"   // a file of the project's own
)

// Source says where some bytes come from and what they must be.
type Source struct {
	Kind    SourceKind
	URLs    []string // of kind url: the address, then its mirrors
	Package string   // of the kinds pypi, npm, crate, debian and ubuntu
	Version string   // of these
	Suite   string   // of kind ubuntu: a release's code name
	Path    string   // of kind file: from the project's root
	SHA256  string   // of what is fetched, 64 hex digits
	Origin
}

// String names what is fetched as a reader knows it: "libmnl 1.0.5 (debian)".
func (p Source) String() string {
	if p.Package != "" {
		return p.Package + " " + p.Version + " (" + string(p.Kind) + ")"
	}
	return cmp.Or(p.Path, strings.Join(p.URLs, " or "))
}
