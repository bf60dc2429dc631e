package cargo

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/userfile"
)

// findRoot returns a manifest and that of the workspace that it belongs to, as
// cargo finds it: its own [workspace], the folder that package.workspace
// names, or the nearest above that does not exclude it.
func findRoot(fsys fs.FS, manifest string) (own, root *manifestFile, err error) {
	own, err = readManifest(fsys, manifest)
	if err != nil || own.Workspace != nil {
		return own, own, err
	}
	if own.Package != nil && own.Package.Workspace != "" {
		root, err = own.pointed(fsys)
		return own, root, err
	}
	for dir := path.Dir(manifest); dir != "."; {
		dir = path.Dir(dir)
		above, err := readManifest(fsys, path.Join(dir, "Cargo.toml"))
		if userfile.Is(err, userfile.Unreadable) {
			return nil, nil, err
		}
		if err == nil && above.Workspace != nil && !above.excludes(path.Dir(manifest)) {
			return own, above, nil
		}
	}
	if own.inherits() {
		return nil, nil, fault(manifest, "it inherits from a workspace and none is found: %s", rootAbove)
	}
	return own, own, nil
}

const rootAbove = "the workspace's root lies above targets.cue: put targets.cue in the root's folder, and name this file with cargo: manifest"

// pointed returns the workspace that package.workspace names.
func (m *manifestFile) pointed(fsys fs.FS) (*manifestFile, error) {
	dir := path.Join(path.Dir(m.file), m.Package.Workspace)
	if escapes(dir) {
		return nil, fault(m.file, "package.workspace is %q: %s", m.Package.Workspace, rootAbove)
	}
	root, err := readManifest(fsys, path.Join(dir, "Cargo.toml"))
	if err == nil && root.Workspace == nil {
		err = fault(m.file, "package.workspace is %q: %s has no [workspace]", m.Package.Workspace, root.file)
	}
	return root, err
}

// excludes reports whether dir, from the project's root, is none of the
// workspace's: below an excluded folder and not below a member's.
func (m *manifestFile) excludes(dir string) bool {
	in := func(folder string) bool { return below(path.Join(path.Dir(m.file), folder), dir) }
	return slices.ContainsFunc(m.Workspace.Exclude, in) && !slices.ContainsFunc(m.Workspace.Members, in)
}

// escapes reports whether a folder lies outside the project's root.
func escapes(dir string) bool { return dir == ".." || strings.HasPrefix(dir, "../") }
