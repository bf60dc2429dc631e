package snapshot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"

	"golang.org/x/sys/unix"

	"github.com/xgen-build/xgen/schema/panics"
	"github.com/xgen-build/xgen/schema/userfile"
)

// small is the size up to which a file is read at once, and compared and
// written from memory.
const small = 1 << 20

// copier makes a tree equal to the listed files of a project.
type copier struct {
	from, to *os.Root
	salt     []byte
}

// all removes from the tree what does not belong there, and copies what is
// missing. Files that vanished since they were listed are removed from the
// list.
func (c *copier) all(w *walker) error {
	if err := c.sweep(w); err != nil {
		return err
	}
	for _, dir := range w.dirs {
		if err := c.folder(dir); err != nil {
			return err
		}
	}
	gone := make([]bool, len(w.entries))
	var g panics.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range w.entries {
		g.Go(func() (err error) {
			gone[i], err = c.one(w, e)
			return err
		})
	}
	err := g.Wait()
	w.entries = without(w.entries, gone)
	return err
}

// folder makes a folder, with the same mode whatever the umask is.
func (c *copier) folder(name string) error {
	if err := c.to.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if info, err := c.to.Lstat(name); err == nil && info.Mode().Perm() == 0o755 {
		return nil
	}
	return c.to.Chmod(name, 0o755)
}

func without(entries []*entry, gone []bool) []*entry {
	kept := entries[:0]
	for i, e := range entries {
		if !gone[i] {
			kept = append(kept, e)
		}
	}
	return kept
}

// sweep removes from the tree what is not listed, and what is listed as
// something else, such as a folder where a file stands.
func (c *copier) sweep(w *walker) error {
	kinds := map[string]fs.FileMode{".": fs.ModeDir}
	for _, dir := range w.dirs {
		kinds[dir] = fs.ModeDir
	}
	for _, e := range w.entries {
		kinds[e.path] = 0
		if e.link {
			kinds[e.path] = fs.ModeSymlink
		}
	}
	return fs.WalkDir(c.to.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if kind, wanted := kinds[name]; wanted && kind == d.Type() {
			return nil
		}
		if err := c.to.RemoveAll(name); err != nil || !d.IsDir() {
			return err
		}
		return fs.SkipDir
	})
}

// one copies a file or a link and records its digest. It reports whether the
// file is gone.
func (c *copier) one(w *walker, e *entry) (gone bool, err error) {
	if err := context.Cause(w.ctx); err != nil {
		return false, err
	}
	if e.link {
		err = c.symlink(e)
	} else {
		err = c.file(w.ctx, e)
	}
	if err == nil {
		return false, nil
	}
	if _, err := c.from.Lstat(e.path); errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return false, err
}

func (c *copier) symlink(e *entry) error {
	target, err := c.from.Readlink(e.path)
	if err != nil {
		return err
	}
	e.to, e.sum = target, sha256.Sum256([]byte(target))
	if c.fits(e, int64(len(target))) {
		return nil
	}
	if err := c.to.RemoveAll(e.path); err != nil {
		return err
	}
	if err := c.to.Symlink(target, e.path); err != nil {
		return err
	}
	return c.lutimes(e)
}

// lutimes sets the time of a link, and not of what it leads to.
func (c *copier) lutimes(e *entry) error {
	dir, err := c.to.Open(path.Dir(e.path))
	if err != nil {
		return err
	}
	defer dir.Close()
	t := unix.NsecToTimespec(stamp(c.salt, e.sum).UnixNano())
	return unix.UtimesNanoAt(int(dir.Fd()), path.Base(e.path), []unix.Timespec{t, t}, unix.AT_SYMLINK_NOFOLLOW)
}

// fits reports whether the tree has the entry with that size, mode and time,
// and so with that digest.
func (c *copier) fits(e *entry, size int64) bool {
	info, err := c.to.Lstat(e.path)
	if err != nil || info.Size() != size || !info.ModTime().Equal(stamp(c.salt, e.sum)) {
		return false
	}
	return e.link || info.Mode() == e.mode()
}

// mode returns the mode of the copy, which is the same whatever the umask is.
func (e *entry) mode() fs.FileMode {
	if e.exec {
		return 0o755
	}
	return 0o644
}

func (c *copier) file(ctx context.Context, e *entry) error {
	f, info, err := userfile.OpenRegular(c.from.OpenFile, e.path)
	if userfile.Is(err, userfile.NotRegular) { // it was one when its folder was listed
		err = &fs.PathError{Op: "read", Path: e.path, Err: errors.New("it is no longer a regular file")}
	}
	if err != nil {
		return err
	}
	defer f.Close()
	e.exec = info.Mode()&0o100 != 0
	var head bytes.Buffer
	if _, err := io.CopyN(&head, f, small+1); err == nil {
		return c.large(ctx, e, f)
	} else if err != io.EOF {
		return err
	}
	e.sum = sha256.Sum256(head.Bytes())
	if c.fits(e, int64(head.Len())) {
		return nil
	}
	return c.write(ctx, e, &head)
}

// large hashes a file first and copies it only where the tree has other bytes:
// reading it twice is cheaper than writing it for nothing.
func (c *copier) large(ctx context.Context, e *entry, f *os.File) error {
	size, err := hash(ctx, e, f)
	if err != nil || c.fits(e, size) {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return c.write(ctx, e, f)
}

// interruptible is a reader that fails when its context ends.
type interruptible struct {
	ctx context.Context
	io.Reader
}

func (r interruptible) Read(p []byte) (int, error) {
	if err := context.Cause(r.ctx); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

func hash(ctx context.Context, e *entry, f *os.File) (int64, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	h := sha256.New()
	size, err := io.Copy(h, interruptible{ctx, f})
	h.Sum(e.sum[:0])
	return size, err
}

// write makes the copy, and takes the digest of the bytes that it writes: the
// file may have changed since it was hashed.
func (c *copier) write(ctx context.Context, e *entry, r io.Reader) error {
	if err := c.to.RemoveAll(e.path); err != nil {
		return err
	}
	f, err := c.to.OpenFile(e.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, e.mode())
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), interruptible{ctx, r})
	h.Sum(e.sum[:0])
	if err = errors.Join(err, f.Chmod(e.mode()), f.Close()); err != nil {
		return err
	}
	t := stamp(c.salt, e.sum)
	return c.to.Chtimes(e.path, t, t)
}
