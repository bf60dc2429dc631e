package main

import (
	"os"
	"path"
	"path/filepath"

	"github.com/xgen-build/xgen/schema/model"
)

// fromRepository names the files of diagnostics by their paths from the root of the git
// repository that a folder lies in, as code scanners and GitHub's annotations want them.
// Without a repository they keep the folder's own.
func fromRepository(folder string, found model.Diagnostics) model.Diagnostics {
	dir := inRepository(folder)
	out := make(model.Diagnostics, len(found))
	for i, d := range found {
		if d.Pos.File != "" && !path.IsAbs(d.Pos.File) {
			d.Pos.File = path.Join(dir, d.Pos.File)
		}
		out[i] = d
	}
	return out
}

// inRepository returns the path of a folder from the root of its git repository, which is
// the nearest folder from there up that has a .git: a folder, or in a submodule a file.
func inRepository(folder string) string {
	real, err := filepath.EvalSymlinks(folder)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return "."
	}
	for root := real; ; root = filepath.Dir(root) {
		if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil {
			if dir, err := filepath.Rel(root, real); err == nil {
				return filepath.ToSlash(dir)
			}
		}
		if root == filepath.Dir(root) {
			return "."
		}
	}
}
