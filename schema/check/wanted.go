package check

import (
	"cmp"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// wanted says what to write for the field name of v that is missing: of a
// source's checksum, what the catalog knows or how to come by it.
func wanted(v cue.Value, path, name string, f *Field) string {
	p, source := sourceOf(v)
	if name != "sha256" || !source {
		return "want " + f.Want
	}
	if sums := knownSums(p, catalog.HostOf(path)); sums != "" {
		return "that of " + p.String() + " is " + sums + ": write that"
	}
	if p.Kind == model.SourceFile {
		return "want " + f.Want + ": write what sha256sum prints of the file"
	}
	return "want " + f.Want + ": write any, and the run prints those of what it fetches and keeps nothing"
}

// knownSums returns what the catalog knows of a release that is wholly named.
func knownSums(p model.Source, host string) string {
	if p.Package == "" || p.Version == "" {
		return ""
	}
	return catalog.SumList(catalog.Load().KnownSums(p, host))
}

// sourceOf returns a #Source as far as it is written; no other struct has a kind
// and a checksum.
func sourceOf(v cue.Value) (p model.Source, ok bool) {
	text := func(name string) string {
		s, _ := v.LookupPath(cue.MakePath(cue.Str(name))).String()
		return s
	}
	p = model.Source{Kind: model.SourceKind(text("kind")), Package: cmp.Or(text("package"), text("crate")), Version: text("version")}
	if p.Kind == model.SourceURL {
		p.URLs = []string{text("url")}
	}
	return p, p.Kind != ""
}
