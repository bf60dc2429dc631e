package tree

import (
	"io/fs"
	"os"
	"path"
	"slices"
)

// Sweep removes the temporary files that killed runs left in the folders that
// xgen emits to, and the folders there that are empty. The caller holds the
// Lock.
func Sweep(root *os.Root, output string) error {
	if err := CheckOutput(output); err != nil {
		return err
	}
	for _, dir := range append([]string{output}, shared...) {
		if err := sweepTree(root, dir); err != nil {
			return err
		}
	}
	return nil
}

func sweepTree(root *os.Root, top string) error {
	if ok, err := isFolder(root, top); !ok {
		return err
	}
	var dirs []string
	err := fs.WalkDir(root.FS(), top, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			dirs = append(dirs, name)
		}
		return ioError(name, err)
	})
	for _, dir := range slices.Backward(dirs) {
		if err == nil {
			err = sweepFolder(root, dir)
		}
		if dir != top {
			removeEmpty(root, dir)
		}
	}
	return err
}

// sweepFolder removes the temporary files in a folder, and then the folder if
// it is empty.
func sweepFolder(root *os.Root, dir string) error {
	all, err := names(root, dir)
	if err != nil {
		return err
	}
	for _, base := range all {
		name := path.Join(dir, base)
		if !isTemp(base) {
			continue
		}
		if info, err := root.Lstat(name); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if err := root.Remove(name); err != nil {
			return ioError(name, err)
		}
		removeEmpty(root, dir)
	}
	return nil
}
