package resolve

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/plaintext"
	"github.com/xgen-build/xgen/schema/rule"
)

var contextRule = rule.Error("context", "what a build is sent is the same on every machine: files of the repository, and neither its history nor what a build has made")

// plainFolder is what stands as it is in every file that is emitted.
var plainFolder = lazyregexp.New(`^[A-Za-z0-9_.][A-Za-z0-9_.-]*(/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*$`)

// context adds to the project what the user says of its context.
func (r *resolver) context(p *model.Project) {
	asked := r.Written.Context
	if asked == nil {
		return
	}
	if !plainFolder.MatchString(p.Dir) {
		r.refuse(contextRule, asked.Root.Pos, "targets.cue lies in %q of context.root: rename the folder: letters, digits and any of _.-", p.Dir)
	}
	for _, v := range asked.Include {
		name, ok := r.contextPath("context.include", v)
		p.Named = append(p.Named, v.V)
		switch {
		case !ok:
		case r.isPackage(name):
			p.Context = append(p.Context, name)
		default:
			p.Included = append(p.Included, name)
		}
	}
	for _, v := range asked.Exclude {
		if name, ok := r.contextPath("context.exclude", v); ok && r.spares(p, v, name) {
			p.Excluded = append(p.Excluded, name)
		}
	}
}

// contextPath returns a path of include or exclude from the root.
func (r *resolver) contextPath(field string, v model.Value[string]) (string, bool) {
	name, ok := r.belowRoot(field, model.Value[string]{V: strings.TrimRight(v.V, "/"), Origin: v.Origin})
	if !ok {
		return "", false
	}
	refuse := func(format string, args ...any) (string, bool) {
		r.refuse(contextRule, v.Pos, "%s has %q: %s", field, v.V, fmt.Sprintf(format, args...))
		return "", false
	}
	if path.IsAbs(v.V) || v.V == "" {
		return refuse("it is no path from targets.cue: write one such as \"../proto\"")
	}
	if why := plaintext.Pattern(name); why != "" {
		return refuse("%s: name the file or the folder itself", why)
	}
	if field == "context.exclude" {
		return name, true
	}
	if slices.Contains(strings.Split(name, "/"), ".git") {
		return refuse("the repository's history is another in each clone: give what is wanted of it by an input, such as inputs: GIT_VERSION: {}")
	}
	for _, own := range []string{path.Join(r.Dir, "dist"), path.Join(r.Dir, valueOr(r.Written.Output, "xgen").V)} {
		if name == own || strings.HasPrefix(name, own+"/") {
			return refuse("xgen itself writes in %s: put what the build reads in another folder", own)
		}
	}
	there, err := r.Files.Exists(name)
	switch {
	case err != nil:
		return refuse("%v", err)
	case !there:
		return refuse("there is no %s: write its path from the folder of targets.cue", name)
	}
	return name, true
}

// isPackage reports whether a folder is a crate, in which cargo makes a target folder.
func (r *resolver) isPackage(name string) bool {
	there, err := r.Files.Exists(path.Join(name, "Cargo.toml"))
	return there && err == nil
}

// spares reports whether the build has what it needs without a file or a folder, and
// refuses one that it does not do without.
func (r *resolver) spares(p *model.Project, v model.Value[string], name string) bool {
	for _, other := range r.neededBy(p) {
		if other != "." && other != "" && (name == "." || other == name || strings.HasPrefix(other, name+"/")) {
			r.refuse(contextRule, v.Pos, "context.exclude has %q, and the build needs %s: leave it", v.V, other)
			return false
		}
	}
	return true
}

// neededBy returns the files and folders that no build of a project does without: of
// its crates the folders, since cargo reads the manifest of each member.
func (r *resolver) neededBy(p *model.Project) []string {
	needed := slices.Concat(p.Context, p.Included, p.SourceFiles)
	for _, t := range p.Targets {
		if ws, err := r.Files.Workspace(t.Cargo.Manifest); err == nil {
			needed = append(needed, ws.Lock, t.Cargo.Manifest)
			for _, crate := range ws.Packages {
				needed = append(needed, crate.Dir, path.Join(crate.Dir, "Cargo.toml"))
			}
		}
	}
	return needed
}
