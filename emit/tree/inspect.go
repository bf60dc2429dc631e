package tree

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"runtime"

	"github.com/xgen-build/xgen/schema/userfile"
)

// found is what stands at a path.
type found struct {
	exists  bool // a regular file stands there
	blocked string
	bytes   []byte
	mode    fs.FileMode // 0o644 or 0o755
}

// inspect returns what stands at a path. It follows no links, neither there nor in a
// folder above, and opens nothing but regular files.
func inspect(root *os.Root, name string) (found, error) {
	why, ok, err := inspectDirs(root, parents(name))
	if err != nil || !ok {
		return found{blocked: why}, ioError(name, err)
	}
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return found{}, nil
	case err != nil:
		return found{}, ioError(name, err)
	case !info.Mode().IsRegular():
		return found{blocked: "it is " + userfile.TypeName(info.Mode()) + ", not a file"}, nil
	}
	text, err := root.ReadFile(name)
	return found{exists: true, bytes: text, mode: gitMode(info.Mode())}, ioError(name, err)
}

// inspectDirs reports whether all of these folders exist, each in the one
// before it. Where something else stands in the place of one, it returns what.
func inspectDirs(root *os.Root, dirs []string) (why string, ok bool, err error) {
	for _, dir := range dirs {
		info, err := root.Lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return "", false, nil
		case err != nil:
			return "", false, err
		case !info.IsDir():
			return dir + " is " + userfile.TypeName(info.Mode()) + ", not a folder", false, nil
		}
	}
	return "", true, nil
}

// isFolder reports whether dir and all above it are folders, and no links to
// any.
func isFolder(root *os.Root, dir string) (bool, error) {
	if dir == "." {
		return true, nil
	}
	_, ok, err := inspectDirs(root, append(parents(dir), dir))
	return ok, ioError(dir, err)
}

// names returns the names in a folder, sorted; none where there is no such
// folder.
func names(root *os.Root, dir string) ([]string, error) {
	if ok, err := isFolder(root, dir); !ok {
		return nil, err
	}
	entries, err := fs.ReadDir(root.FS(), path.Clean(dir))
	if err != nil {
		return nil, ioError(dir, err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all, nil
}

// gitMode returns what git keeps of a mode: whether the owner may execute the
// file.
func gitMode(m fs.FileMode) fs.FileMode {
	if m&0o100 != 0 {
		return 0o755
	}
	return 0o644
}

// hasExecutableBit is true where the system's files have an executable bit.
const hasExecutableBit = runtime.GOOS != "windows"
