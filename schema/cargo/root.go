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
// names, or the nearest above that does not exclude it; itself where there is none.
func findRoot(fsys fs.FS, manifest string) (own, root *manifestFile, err error) {
	if own, err = readManifest(fsys, manifest); err == nil {
		root, err = own.findRoot(fsys)
	}
	return own, root, err
}

func (m *manifestFile) findRoot(fsys fs.FS) (root *manifestFile, err error) {
	switch {
	case m.Workspace != nil:
		return m, nil
	case m.Package != nil && m.Package.Workspace != "":
		return m.pointed(fsys)
	}
	for dir := path.Dir(m.file); dir != "."; {
		dir = path.Dir(dir)
		above, err := readManifest(fsys, path.Join(dir, "Cargo.toml"))
		if userfile.Is(err, userfile.Unreadable) {
			return nil, err
		}
		if err == nil && above.Workspace != nil && !above.excludes(path.Dir(m.file)) {
			return above, nil
		}
	}
	return m, nil
}

// pointed returns the workspace that package.workspace names.
func (m *manifestFile) pointed(fsys fs.FS) (*manifestFile, error) {
	dir := path.Join(path.Dir(m.file), m.Package.Workspace)
	if escapes(dir) {
		return nil, fault(m.file, "package.workspace is %q: the workspace's root lies above the project's root: %s", m.Package.Workspace, raiseRoot)
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

// WorkspaceIn returns the file in a folder by which a package further down belongs to a
// workspace; "" where nothing there says so.
func WorkspaceIn(fsys fs.FS, dir string) string {
	m, err := readManifest(fsys, "Cargo.toml")
	if err != nil || m.Workspace == nil || m.excludes(dir) {
		return ""
	}
	return m.file
}
