package build

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"syscall"

	"github.com/xgen-build/xgen/schema/userfile"
)

// folder is an open folder of the project in which xgen writes. Because it is
// open, every write lands in it, whatever takes its place at the path later.
// Links are not followed, and only folders and regular files are opened.
type folder struct {
	*os.Root
	path string // from the project's root, for messages
}

// at returns the path of a name from the project's root, for messages.
func (d folder) at(name string) string { return path.Join(d.path, name) }

// kind returns the mode of what stands at a name, and reports whether there is
// anything.
func (d folder) kind(name string) (mode fs.FileMode, there bool, err error) {
	info, err := d.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, failed(d.at(name), err)
	}
	return info.Mode(), true, nil
}

// sub opens a folder in this one, and makes it with the given mode where there
// is nothing.
func (d folder) sub(name string, perm fs.FileMode) (sub folder, made bool, err error) {
	err = d.Mkdir(name, perm)
	if made = err == nil; !made && !errors.Is(err, fs.ErrExist) {
		return folder{}, false, failed(d.at(name), err)
	}
	if err := d.onlyFolder(name); err != nil {
		return folder{}, false, err
	}
	root, err := d.OpenRoot(name)
	if err != nil {
		return folder{}, false, failed(d.at(name), err)
	}
	sub = folder{root, d.at(name)}
	if err := sub.is(d, name); err != nil {
		root.Close()
		return folder{}, false, err
	}
	return sub, made, nil
}

// onlyFolder returns an error where something other than a folder stands at a
// name.
func (d folder) onlyFolder(name string) error {
	mode, there, err := d.kind(name)
	if there && !mode.IsDir() {
		return failed(d.at(name), &inTheWay{userfile.TypeName(mode), "a folder"})
	}
	return err
}

// is returns an error where the open folder is no longer the one that stands
// at a name in the folder above.
func (d folder) is(above folder, name string) error {
	opened, err := d.Stat(".")
	if err != nil {
		return failed(d.path, err)
	}
	info, err := above.Lstat(name)
	if err != nil || !os.SameFile(info, opened) {
		return failed(d.path, errReplaced)
	}
	return nil
}

// file opens one of xgen's own files, and makes it where there is nothing. Its
// bytes stay as they are. A file that has a second name is refused.
func (d folder) file(name string) (*os.File, error) {
	if info, err := d.Lstat(name); err == nil {
		if err := ownFile(info); err != nil {
			return nil, failed(d.at(name), err)
		}
	}
	// Not even a FIFO that has come by now is waited for.
	f, err := d.OpenFile(name, os.O_CREATE|os.O_RDWR|syscall.O_NONBLOCK, 0o644)
	if err != nil {
		return nil, failed(d.at(name), err)
	}
	opened, err := f.Stat()
	if err == nil {
		err = ownFile(opened)
	}
	if info, errPath := d.Lstat(name); err == nil && (errPath != nil || !os.SameFile(info, opened)) {
		err = errReplaced
	}
	if err != nil {
		f.Close()
		return nil, failed(d.at(name), err)
	}
	return f, nil
}

// ownFile refuses anything but a regular file with a single name: a second
// name may be somebody else's.
func ownFile(info fs.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return &inTheWay{userfile.TypeName(info.Mode()), "a file"}
	case links(info) > 1:
		return &inTheWay{"a hard link", "a file of its own"}
	}
	return nil
}

// sweep removes a folder with all that is in it. Anything but a folder is not
// xgen's and is refused.
func (d folder) sweep(name string) error {
	if err := d.onlyFolder(name); err != nil {
		return err
	}
	err := d.RemoveAll(name)
	if errors.Is(err, fs.ErrPermission) {
		d.unlock(name)
		err = d.RemoveAll(name)
	}
	return failed(d.at(name), err)
}

// unlock makes the folders below a name writable for their owner: a build may
// export some that are not, and then only root could empty them.
func (d folder) unlock(name string) {
	_ = d.Chmod(name, 0o700)
	entries, _ := fs.ReadDir(d.FS(), name)
	for _, e := range entries {
		if e.IsDir() {
			d.unlock(path.Join(name, e.Name()))
		}
	}
}

// sync flushes the folder's entries to the disk. That a file system cannot do
// so for folders is no error.
func (d folder) sync() error {
	f, err := d.Open(".")
	if err != nil {
		return failed(d.path, err)
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return failed(d.path, cmp.Or(err, f.Close()))
}
