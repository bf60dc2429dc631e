package cargo

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/gitmodules"
	"github.com/xgen-build/xgen/schema/userfile"
)

// reader collects the packages of one workspace.
type reader struct {
	fsys fs.FS
	root *manifestFile
	seen map[string]*Package // by folder
	text map[string][]byte   // of the manifests, by file
	// others are the roots of other workspaces that packages take something from, by file.
	others map[string]*manifestFile
}

// readAll reads the members, as cargo defines them, and then what lies
// outside the workspace and is built with it.
func (r *reader) readAll(own *manifestFile) error {
	if err := r.read(r.root.file, true); err != nil {
		return err
	}
	if r.root.Workspace != nil {
		dirs, err := r.expand(r.root.Workspace.Members)
		if err != nil {
			return err
		}
		for _, dir := range dirs {
			if err := r.read(path.Join(dir, "Cargo.toml"), true); err != nil {
				return err
			}
		}
	}
	if p := r.seen[path.Dir(own.file)]; own.Package != nil && (p == nil || !p.Member) {
		return fault(own.file,
			"it lies in the workspace of %s and is no member: add it to members or to exclude there", r.root.file)
	}
	return r.readPatches()
}

// readPatches reads what [patch] names, which cargo does though nothing uses it. Of
// [workspace.dependencies] it reads only what a package takes from there.
func (r *reader) readPatches() error {
	for _, u := range r.root.patches() {
		to, err := r.folder(r.root, r.root.file, u.path)
		if err != nil {
			return err
		}
		if err := r.read(path.Join(to, "Cargo.toml"), false); err != nil {
			return r.usedBy(r.root, u, to, err)
		}
	}
	return nil
}

// expand returns the folders of member patterns, without those that are excluded, in
// which cargo reads nothing. A pattern that is a plain path stands for itself, whether it
// is there or not.
func (r *reader) expand(patterns []string) ([]string, error) {
	var dirs []string
	for _, pattern := range patterns {
		full := path.Join(path.Dir(r.root.file), pattern)
		if escapes(full) {
			return nil, fault(r.root.file,
				"workspace member %q lies outside the project's root: %s", pattern, raiseRoot)
		}
		if !strings.ContainsAny(full, "*?[") {
			dirs = append(dirs, full)
			continue
		}
		found, err := userfile.Glob(r.fsys, full)
		if userfile.Is(err, userfile.Unreadable) {
			return nil, unreadable(full, err)
		}
		if err != nil {
			return nil, fault(r.root.file, "workspace member %q: %v", pattern, err)
		}
		for _, dir := range found {
			if r.root.excludes(dir) {
				continue
			}
			is, err := r.isMember(pattern, dir)
			if err != nil {
				return nil, err
			}
			if is {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs, nil
}

// isMember reports whether what a pattern matches is a package. cargo passes over files,
// and over no folder.
func (r *reader) isMember(pattern, dir string) (bool, error) {
	manifest := path.Join(dir, "Cargo.toml")
	if there, err := userfile.Exists(r.fsys, manifest); err != nil {
		return false, unreadable(manifest, err)
	} else if there {
		return true, nil
	}
	if info, err := fs.Stat(r.fsys, dir); err != nil || !info.IsDir() {
		return false, nil
	}
	return false, fault(r.root.file, "workspace member %q: %s has no Cargo.toml, which cargo refuses: add the folder to exclude, or remove it", pattern, dir)
}

// read reads a package and everything that it depends on by path. A member's
// path dependencies inside the root's folder are members too
// (the Cargo book, "The members and exclude fields").
func (r *reader) read(file string, member bool) error {
	dir := path.Dir(file)
	if p := r.seen[dir]; p != nil && (p.Member || !member) {
		return nil
	}
	m, err := readManifest(r.fsys, file)
	if err != nil {
		return err
	}
	r.text[file] = m.data
	root, err := r.rootOf(m, member)
	if err != nil {
		return err
	}
	p := &Package{}
	if m.Package != nil {
		if *p, err = m.pack(r.fsys, root); err != nil {
			return err
		}
		p.Member = member
	}
	r.seen[dir] = p
	for _, u := range m.uses() {
		to, err := r.pathOf(m, root, u)
		if err != nil {
			return err
		}
		if to == "" {
			continue
		}
		if !u.dev {
			p.Uses = append(p.Uses, to)
		}
		if err := r.read(path.Join(to, "Cargo.toml"), member && r.adopts(to)); err != nil {
			return r.usedBy(m, u, to, err)
		}
	}
	slices.Sort(p.Uses)
	return nil
}

// usedBy places an error where a manifest names the folder in which there is none.
func (r *reader) usedBy(m *manifestFile, u use, to string, err error) error {
	var missing *userfile.Error
	if !errors.As(err, &missing) || missing.Kind != userfile.Missing || missing.Name != path.Join(to, "Cargo.toml") {
		return err
	}
	line, col := Place(m.data, append(slices.Clone(u.table), u.name)...)
	if dir := r.submodule(to); dir != "" {
		return faultAt(m.file, line, col, "dependency %s lies in %s, a submodule of git that is not checked out here: run git submodule update --init %s", u.name, to, dir)
	}
	return faultAt(m.file, line, col, "dependency %s lies in %s, and there is no %s: correct its path, which is from the folder of the manifest", u.name, to, missing.Name)
}

// submodule returns the submodule of git that a folder lies in, "" where it lies in none.
func (r *reader) submodule(dir string) string {
	src, err := userfile.Read(r.fsys, ".gitmodules", userfile.Manifest)
	if err != nil {
		return ""
	}
	for _, sub := range gitmodules.Paths(src) {
		if below(sub, dir) {
			return sub
		}
	}
	return ""
}

// adopts reports whether the workspace takes a path dependency of a member's
// as a member.
func (r *reader) adopts(dir string) bool {
	if r.root.Workspace == nil || r.root.excludes(dir) {
		return false
	}
	if below(path.Dir(r.root.file), dir) {
		return true
	}
	m, err := readManifest(r.fsys, path.Join(dir, "Cargo.toml"))
	return err == nil && m.Package != nil && m.Package.Workspace != "" &&
		path.Join(dir, m.Package.Workspace) == path.Dir(r.root.file)
}

// rootOf returns the manifest of the workspace that a package takes something from.
// That of a path dependency may belong to another workspace than the member which uses
// it, and cargo looks for its root only where something is taken from there.
func (r *reader) rootOf(m *manifestFile, member bool) (root *manifestFile, err error) {
	keys := m.inherited()
	if member || len(keys) == 0 {
		return r.root, m.checkInherited(keys, r.root)
	}
	if root, err = m.findRoot(r.fsys); err != nil {
		return nil, err
	}
	if root.file != r.root.file && root.Workspace != nil {
		r.others[root.file], r.text[root.file] = root, root.data
	}
	return root, m.checkInherited(keys, root)
}

// pathOf returns the folder of a path dependency, "" for any other; root is the
// manifest of the workspace that m belongs to.
func (r *reader) pathOf(m, root *manifestFile, u use) (string, error) {
	if u.inherits && root.Workspace != nil {
		d, _ := root.Workspace.Dependencies[u.name].(map[string]any)
		p, _ := d["path"].(string)
		return r.folder(root, m.file, p)
	}
	return r.folder(m, m.file, u.path)
}

// folder returns a path that a manifest writes from the project's root.
func (r *reader) folder(in *manifestFile, speaker, p string) (string, error) {
	if p == "" {
		return "", nil
	}
	to := path.Join(path.Dir(in.file), p)
	if escapes(to) || path.IsAbs(p) {
		return "", fault(speaker,
			"path dependency %q lies outside the project's root: %s", p, raiseRoot)
	}
	return to, nil
}

// defaults returns the folders of the packages that cargo takes where none is
// named, nil for all members: default-members counts only where cargo starts
// from the root's manifest (the Cargo book, "The default-members field").
func (r *reader) defaults(own *manifestFile) ([]string, error) {
	switch {
	case own.file == r.root.file && r.root.Workspace != nil && r.root.Workspace.DefaultMembers != nil:
		return r.expand(r.root.Workspace.DefaultMembers)
	case own.Package != nil:
		return []string{path.Dir(own.file)}, nil
	}
	return nil, nil
}
