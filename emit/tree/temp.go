package tree

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// tempPattern matches the names of temporary files and no others.
var tempPattern = lazyregexp.New(`^\..+\.xgen-[0-9a-f]{8}\.tmp$`)

func isTemp(base string) bool { return tempPattern.MatchString(base) }

// tempName returns the name of the n-th temporary file, in the folder of the
// file that it becomes. It needs no randomness: only the holder of the lock
// writes, after it has removed those of earlier runs.
func tempName(name string, n int) string {
	dir, base := path.Split(name)
	return fmt.Sprintf("%s.%s.xgen-%08x.tmp", dir, base, n)
}

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
