package schema

import (
	"io/fs"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/diff"
	"github.com/xgen-build/xgen/schema/gitmodules"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/spec"
	"github.com/xgen-build/xgen/schema/userfile"
)

// projectFiles reads a project's own files, each once, however many targets name
// it. It is resolve.Files.
type projectFiles struct {
	root       fs.FS
	workspaces map[string]once[*cargo.Workspace] // by manifest
	diffs      map[string]once[*diff.Diff]
	pinned     map[string]once[resolve.PinnedFile]
	specs      map[string]once[*spec.Spec]
}

// once is what reading a file came to.
type once[V any] struct {
	value V
	err   error
}

func newProjectFiles(root fs.FS) *projectFiles {
	return &projectFiles{
		root: root, workspaces: map[string]once[*cargo.Workspace]{},
		diffs: map[string]once[*diff.Diff]{}, pinned: map[string]once[resolve.PinnedFile]{},
		specs: map[string]once[*spec.Spec]{},
	}
}

// readOnce returns what is in the map under a name, and reads it where there is nothing.
func readOnce[V any](in map[string]once[V], name string, read func() (V, error)) (V, error) {
	r, done := in[name]
	if !done {
		r.value, r.err = read()
		in[name] = r
	}
	return r.value, r.err
}

// Workspace returns the cargo workspace of a manifest.
func (f *projectFiles) Workspace(manifest string) (*cargo.Workspace, error) {
	return readOnce(f.workspaces, manifest, func() (*cargo.Workspace, error) {
		return cargo.Read(f.root, manifest)
	})
}

// read returns the workspaces that could be read, by manifest.
func (f *projectFiles) read() map[string]*cargo.Workspace {
	out := map[string]*cargo.Workspace{}
	for manifest, r := range f.workspaces {
		if r.err == nil {
			out[manifest] = r.value
		}
	}
	return out
}

// Diff returns the diff of a patch.
func (f *projectFiles) Diff(name string) (*diff.Diff, error) {
	return readOnce(f.diffs, name, func() (*diff.Diff, error) {
		src, err := userfile.Read(f.root, name, userfile.Patch)
		if err != nil {
			return nil, err
		}
		return diff.Parse(name, src)
	})
}

// Pinned returns what is seen of a file that a source names.
func (f *projectFiles) Pinned(name string) (resolve.PinnedFile, error) {
	return readOnce(f.pinned, name, func() (resolve.PinnedFile, error) { return readPinned(f.root, name) })
}

// Spec returns the target specification in a file.
func (f *projectFiles) Spec(name string) (*spec.Spec, error) {
	return readOnce(f.specs, name, func() (*spec.Spec, error) {
		src, err := userfile.Read(f.root, name, userfile.Spec)
		if err != nil {
			return nil, err
		}
		return spec.Parse(name, src)
	})
}

// Submodules returns the folders that are other repositories', by .gitmodules.
func (f *projectFiles) Submodules() ([]string, error) {
	src, err := userfile.Read(f.root, ".gitmodules", userfile.Manifest)
	if userfile.Is(err, userfile.Missing) {
		return nil, nil
	}
	return gitmodules.Paths(src), err
}

// Exists reports whether anything stands at a path.
func (f *projectFiles) Exists(name string) (bool, error) { return userfile.Exists(f.root, name) }

// Place returns where a key stands in a manifest, or the first of its table.
func (f *projectFiles) Place(file string, key ...string) model.Pos {
	data, _ := userfile.Read(f.root, file, userfile.Manifest) // it was read before
	line, col := cargo.Place(data, key...)
	return model.Pos{File: file, Line: line, Col: col}
}
