package tree

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"

	"github.com/xgen-build/xgen/schema/panics"
)

// writer writes files, and keeps a record of what it has made, so that
// everything can be undone until the first rename.
type writer struct {
	root    *os.Root
	temps   map[string]string // temporary files that stand, and the paths that they become
	made    []string          // folders that were not there, outermost first
	touched map[string]bool   // folders whose entries change

	// sync is fsync. It is a field because nothing else lets a test see that it
	// is called, and when: only a loss of power shows what it is for.
	sync func(*os.File) error
}

func newWriter(root *os.Root) *writer {
	return &writer{root: root, temps: map[string]string{}, touched: map[string]bool{}, sync: (*os.File).Sync}
}

// put writes the text to a temporary file beside the change's path.
func (w *writer) put(c Change, text []byte) (temp string, err error) {
	if err := w.makeFolders(path.Dir(c.Path)); err != nil {
		return "", ioError(c.Path, err)
	}
	temp = tempName(c.Path, len(w.temps))
	f, err := w.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", ioError(c.Path, err)
	}
	w.temps[temp] = c.Path
	_, errWrite := f.Write(text)
	// Not in OpenFile: there the umask has its say.
	errs := []error{errWrite, f.Chmod(c.NewMode), f.Close()}
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return "", ioError(c.Path, errs[i])
	}
	return temp, nil
}

// syncFiles flushes the temporary files to the disk. It flushes several at
// once, which takes no longer than one.
func (w *writer) syncFiles() error {
	var group panics.Group
	group.SetLimit(16)
	for temp, name := range w.temps {
		group.Go(func() error {
			f, err := w.root.OpenFile(temp, os.O_RDWR, 0)
			if err == nil {
				err = cmp.Or(w.sync(f), f.Close())
			}
			return ioError(name, err)
		})
	}
	return group.Wait()
}

// probe returns an error where files cannot be removed from the folder of a
// path. It tries with a file of its own, before anything changes.
func (w *writer) probe(name string) error {
	dir := path.Dir(name)
	if w.touched[dir] {
		return nil
	}
	w.touch(dir)
	temp := tempName(name, len(w.temps))
	f, err := w.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		f.Close()
		err = w.root.Remove(temp)
	}
	return ioError(name, err)
}

// makeFolders makes a folder and those above it, with the mode 0755 whatever
// the umask is.
func (w *writer) makeFolders(dir string) error {
	w.touch(dir)
	for _, d := range append(parents(dir), dir) {
		err := w.root.Mkdir(d, 0o755)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		w.made = append(w.made, d)
		w.touch(path.Dir(d))
		if err := w.openUp(d); err != nil {
			return err
		}
	}
	return nil
}

// openUp sets a folder's mode to 0755. It keeps other bits, such as the setgid
// bit of the parent.
func (w *writer) openUp(dir string) error {
	info, err := w.root.Lstat(dir)
	if err != nil || info.Mode().Perm() == 0o755 {
		return err
	}
	return w.root.Chmod(dir, info.Mode()&^fs.ModePerm|0o755)
}

func (w *writer) touch(dir string) {
	w.touched[dir] = true
}

// do renames or removes one file, as the step says.
func (w *writer) do(s step) error {
	if s.temp == "" {
		return ioError(s.path, w.root.Remove(s.path))
	}
	if err := w.root.Rename(s.temp, s.path); err != nil {
		return ioError(s.path, err)
	}
	delete(w.temps, s.temp)
	return nil
}

// prune removes the folders that the removed paths have left empty.
func (w *writer) prune(removed []string) {
	for _, name := range removed {
		for _, dir := range removeEmpty(w.root, path.Dir(name)) {
			w.touch(path.Dir(dir))
		}
	}
}

// removeEmpty removes a folder if it is empty, then the one above it, and so
// on, and returns the removed ones.
func removeEmpty(root *os.Root, dir string) (removed []string) {
	for ; dir != "." && root.Remove(dir) == nil; dir = path.Dir(dir) {
		removed = append(removed, dir)
	}
	return removed
}

// discard removes the temporary files that are left, and the folders that
// hold nothing else.
func (w *writer) discard() {
	for temp := range w.temps {
		_ = w.root.Remove(temp)
	}
	for _, dir := range slices.Backward(w.made) {
		_ = w.root.Remove(dir)
	}
}

// syncFolders flushes the renames to the disk.
func (w *writer) syncFolders() error {
	for dir := range w.touched {
		f, err := w.root.Open(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return ioError(dir, err)
		}
		err = w.sync(f)
		f.Close()
		// Some file systems cannot sync a folder, and say so.
		if err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
			return ioError(dir, err)
		}
	}
	return nil
}
