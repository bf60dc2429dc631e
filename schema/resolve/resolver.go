package resolve

import (
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/diff"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
	"github.com/xgen-build/xgen/schema/suggest"
	"github.com/xgen-build/xgen/schema/userfile"
)

// Input is what a project is resolved from.
type Input struct {
	Written *input.Project // has been held against the definitions
	Catalog *catalog.Catalog
	Files   Files
	// Root is the project's root from the folder of targets.cue, and Dir that folder
	// from the root.
	Root, Dir string
	// IsChannel reports whether a name has the form of rust.channel.
	IsChannel func(name string) bool
}

// Files answers what resolve must know of the project's own files. An error that
// has a place is a model.Diagnostic.
type Files interface {
	// Workspace returns the cargo workspace of a manifest.
	Workspace(manifest string) (*cargo.Workspace, error)
	// Diff returns the diff of a patch.
	Diff(name string) (*diff.Diff, error)
	// Pinned returns what is seen of a file that a source names.
	Pinned(name string) (PinnedFile, error)
	// Spec returns the target specification in a file.
	Spec(name string) (*spec.Spec, error)
	// Submodules returns the folders that are other repositories', by .gitmodules.
	Submodules() ([]string, error)
	// Exists reports whether anything stands at a path.
	Exists(name string) (bool, error)
	// Place returns where a key stands in a manifest, or the first of its table.
	Place(file string, key ...string) model.Pos
}

// PinnedFile is what is seen of a file of the project's own without a build.
type PinnedFile struct {
	SHA256  string
	Machine string // debug/elf's name of the machine that a program is for, "" for other files
}

// resolver carries what the steps read, and what they refuse.
type resolver struct {
	Input
	found model.Diagnostics
}

var outside = rule.Error("outside", "only the project's own folder reaches the build")

// refuse reports what breaks a rule.
func (r *resolver) refuse(of rule.Rule, pos model.Pos, format string, args ...any) {
	d := of.At(pos, format, args...)
	if !pos.IsValid() {
		d.Pos = model.Pos{File: r.Written.Pos.File, Line: 1, Col: 1}
	}
	for _, arg := range args {
		if err, ok := arg.(error); ok && userfile.Is(err, userfile.Unreadable) {
			d.Rule = model.Unreadable // whatever it was wanted for
		}
	}
	r.found = append(r.found, d)
}

// allKnown reports whether all names are known, and refuses those that are not.
func (r *resolver) allKnown(of rule.Rule, what string, asked *model.Value[[]string], known []string) bool {
	ok := true
	for _, name := range asked.V {
		if slices.Contains(known, name) {
			continue
		}
		ok = false
		hint := "there are none"
		if near := suggest.Name(name, known); near != "" {
			hint = "did you mean \"" + near + "\"?"
		} else if len(known) > 0 {
			hint = "there are " + strings.Join(known, ", ")
		}
		r.refuse(of, asked.Pos, "no %s %q in the workspace: %s", what, name, hint)
	}
	return ok
}

// fromRoot returns a path that is counted from targets.cue as it is from the root.
func (r *resolver) fromRoot(name string) string { return path.Join(r.Dir, name) }

// belowRoot returns a path of the project's own from its root, and refuses one that
// leads out of that.
func (r *resolver) belowRoot(field string, p model.Value[string]) (string, bool) {
	name := r.fromRoot(p.V)
	if leadsOut(name) {
		r.refuse(outside, p.Pos, "%s is %q: it must lie below the project's root, %s: write a path from targets.cue that does, or context: root: %q",
			field, p.V, r.rootName(), r.raised(name))
		return "", false
	}
	return name, true
}

// rootName says which folder the root is.
func (r *resolver) rootName() string {
	if path.Clean(r.Root) == "." {
		return "the folder of targets.cue"
	}
	return "which context.root has as " + r.Root
}

// raised returns the root that a path which leads out of this one would lie below.
func (r *resolver) raised(name string) string {
	root := r.Root
	for leadsOut(name) {
		root, name = path.Join(root, ".."), strings.TrimPrefix(strings.TrimPrefix(name, ".."), "/")
	}
	return root
}

// inArchive refuses a path that leads out of the archive that it is for.
func (r *resolver) inArchive(field string, p *model.Value[string]) {
	if p != nil && leadsOut(p.V) {
		r.refuse(outside, p.Pos, "%s is %q, which lies outside of the archive: write the path as it is in there, without ..", field, p.V)
	}
}

// leadsOut reports whether a path leaves the folder that it begins in.
func leadsOut(name string) bool {
	name = path.Clean(name)
	return name == ".." || strings.HasPrefix(name, "../")
}
