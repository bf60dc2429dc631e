package resolve

import (
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var sourceFile = rule.Error("source-file", "a file of the project's own can be held against its checksum before anything is built")

// source returns a source as the model has it. field is where it stands:
// "libraries.libmnl.source".
func (r *resolver) source(field string, s input.Source) model.Source {
	p := model.Source{
		Kind: model.SourceKind(s.Kind.V), SHA256: s.SHA256.V,
		Package: input.OrZero(input.First(s.Package, s.Crate)).V, Version: input.OrZero(s.Version).V,
		Suite:  s.Suite,
		Origin: s.Kind.Origin,
	}
	if s.URL != nil {
		p.URLs = []string{s.URL.V}
		for _, m := range s.Mirrors {
			p.URLs = append(p.URLs, m.V)
		}
	}
	if s.Path != nil {
		p.Path = r.pinnedFile(field, s)
	}
	return p
}

// pinnedFile holds a file of the project's own against its checksum, which needs
// no build to be seen, and returns its path.
func (r *resolver) pinnedFile(field string, s input.Source) string {
	name, ok := r.belowRoot(field+".path", *s.Path)
	if !ok {
		return name
	}
	f, err := r.Files.Pinned(name)
	switch {
	case err != nil:
		r.refuse(sourceFile, s.Path.Pos, "%s.path: %v", field, err)
	case f.SHA256 != s.SHA256.V:
		r.refuse(sourceFile, s.SHA256.Pos, "%s: %s has the sha256 %s: write that, if the file is the one that you mean", field, s.Path.V, f.SHA256)
	}
	return name
}

// pinnedPaths are the files of the project's own that a target's sources are.
func pinnedPaths(t *model.Target) (paths []string) {
	for _, s := range t.Sources() {
		if s.Path != "" {
			paths = append(paths, s.Path)
		}
	}
	return paths
}
