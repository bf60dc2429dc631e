package snapshot

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/xgen-build/xgen/emit/flock"
)

// Store keeps trees in the user's cache, so that a later run copies only what
// has changed. A project has as many trees as there are runs of it at the same
// time. Several processes may use a store at once.
//
//	Cache/contexts/<digest of the project's path>/0/lock   held while a run uses the tree
//	Cache/contexts/<digest of the project's path>/0/salt   see stamp
//	Cache/contexts/<digest of the project's path>/0/tree/
type Store struct {
	// Cache is xgen's folder in the user's cache. Where it lies in a project,
	// nothing in it is a source.
	Cache string
}

func (s Store) dir() string { return filepath.Join(s.Cache, "contexts") }

// unused is the age at which a tree is removed that no run has used since.
const unused = 30 * 24 * time.Hour

// Tree is a copy of a project's build context. It does not change until Close.
type Tree struct {
	slot    string
	lock    *os.File
	entries []*entry
	taken   time.Time
	id      string
}

// Taken returns when the copying began. What was written to the project after
// that may or may not be in the tree.
func (t *Tree) Taken() time.Time { return t.taken }

// Dir returns the absolute path of the copy.
func (t *Tree) Dir() string { return filepath.Join(t.slot, "tree") }

// ID returns a word that no other project has, of this user or of another, and
// that nobody can guess.
func (t *Tree) ID() string { return t.id }

// Has reports whether an ignore file, by its number, lets a file through, or one below it.
func (t *Tree) Has(ignore int, name string) bool {
	return slices.ContainsFunc(t.entries, func(e *entry) bool { return e.in[ignore] && (e.path == name || strings.HasPrefix(e.path, name+"/")) })
}

// Folders returns the folders that hold a file of that name, "." for the root.
func (t *Tree) Folders(file string) (out []string) {
	for _, e := range t.entries {
		if path.Base(e.path) == file {
			out = append(out, path.Dir(e.path))
		}
	}
	return out
}

// Close lets another run use the tree's folder.
func (t *Tree) Close() error { return t.lock.Close() }

// Distrust makes the next run copy everything anew, with other times, so that
// a daemon that served other bytes for the tree's files is sent all of them
// again.
func (t *Tree) Distrust() error {
	err := os.Remove(filepath.Join(t.slot, "salt"))
	if errors.Is(err, fs.ErrNotExist) { // another target's build has done so
		return nil
	}
	return err
}

// Take copies the files that at least one of the ignore files lets through,
// which are .dockerignore files of one project. Compare checks what each of
// them lets through.
func (s Store) Take(ctx context.Context, project string, ignores ...[]byte) (*Tree, error) {
	return s.TakeOf(ctx, project, project, ignores...)
}

// TakeOf is Take for a project whose files lie below a root above its folder. What it
// keeps is the project's own: several may have one root.
func (s Store) TakeOf(ctx context.Context, root, project string, ignores ...[]byte) (*Tree, error) {
	begun := time.Now()
	var read []*ignore
	for _, data := range ignores {
		i, err := readIgnore(data)
		if err != nil {
			return nil, err
		}
		read = append(read, i)
	}
	from, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	w := &walker{ctx: ctx, root: from, ignores: read, not: s.within(root)}
	if err := w.walk(); err != nil {
		return nil, readable(err)
	}
	t, err := s.fill(project, from, w)
	if err != nil {
		return nil, readable(err)
	}
	t.taken = begun
	t.id, err = s.id(project)
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

// readable returns an error that begins with the file's path and not with the
// name of a system call.
func readable(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", path.Path, path.Err)
	}
	return err
}

// within returns the path of the cache from the project, "" where the cache is
// not in the project.
func (s Store) within(project string) string {
	dir, err1 := filepath.EvalSymlinks(s.Cache)
	root, err2 := filepath.EvalSymlinks(project)
	rel, err3 := filepath.Rel(root, dir)
	if err := errors.Join(err1, err2, err3); err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

func (s Store) fill(project string, from *os.Root, w *walker) (*Tree, error) {
	s.sweep()
	t, err := s.slot(project)
	if err != nil {
		return nil, err
	}
	if err := t.copy(from, w); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	t.entries = w.entries
	return t, nil
}

// slot returns the first of the project's trees that no other run uses.
func (s Store) slot(project string) (*Tree, error) {
	full, err := filepath.Abs(project)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(full))
	for n := 0; ; n++ {
		t := &Tree{slot: filepath.Join(s.dir(), hex.EncodeToString(sum[:8]), fmt.Sprint(n))}
		if err := os.MkdirAll(t.Dir(), 0o700); err != nil {
			return nil, err
		}
		ok, err := t.acquire(filepath.Join(t.slot, "lock"))
		if ok || err != nil {
			return t, err
		}
	}
}

func (t *Tree) acquire(name string) (ok bool, err error) {
	if t.lock, err = os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600); err != nil {
		return false, err
	}
	ok, err = flock.Try(t.lock, flock.Exclusive)
	if ok && !names(name, t.lock) { // it was swept after it was opened
		ok, err = false, os.MkdirAll(t.Dir(), 0o700)
	}
	if !ok {
		return false, errors.Join(err, t.lock.Close())
	}
	now := time.Now()
	return true, os.Chtimes(name, now, now)
}

// names reports whether an open file still stands at its path.
func names(path string, f *os.File) bool {
	there, err := os.Lstat(path)
	if err != nil {
		return false
	}
	open, err := f.Stat()
	return err == nil && os.SameFile(there, open)
}

func (t *Tree) copy(from *os.Root, w *walker) error {
	salt, err := t.salt()
	if err != nil {
		return err
	}
	to, err := os.OpenRoot(t.Dir())
	if err != nil {
		return err
	}
	defer to.Close()
	return (&copier{from: from, to: to, salt: salt}).all(w)
}

// salt reads the tree's salt, or makes one for a new tree.
func (t *Tree) salt() ([]byte, error) { return random(filepath.Join(t.slot, "salt")) }

// id returns a project's ID, made from its path and a secret of the store.
func (s Store) id(project string) (string, error) {
	path, err := filepath.Abs(project)
	if err != nil {
		return "", err
	}
	secret, err := random(filepath.Join(s.dir(), "secret"))
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append(secret, path...))
	return hex.EncodeToString(sum[:8]), nil
}

// random returns 16 bytes that nobody can guess. It reads them from the file,
// or makes them and writes them there.
func random(name string) ([]byte, error) {
	salt, err := os.ReadFile(name)
	if err == nil && len(salt) == 16 {
		return salt, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	salt = make([]byte, 16)
	rand.Read(salt) // it never fails
	f, err := os.CreateTemp(filepath.Dir(name), ".new-")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(salt); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Close(), os.Link(f.Name(), name)); errors.Is(err, fs.ErrExist) {
		return os.ReadFile(name) // another run was first
	} else if err != nil {
		return nil, err
	}
	return salt, nil
}

// sweep removes the trees that have not been used for long. What cannot be
// removed now is left for the next run.
func (s Store) sweep() {
	locks, _ := filepath.Glob(filepath.Join(s.dir(), "*", "*", "lock"))
	for _, name := range locks {
		info, err := os.Lstat(name)
		if err != nil || time.Since(info.ModTime()) < unused {
			continue
		}
		t := &Tree{slot: filepath.Dir(name)}
		if f, err := os.OpenFile(name, os.O_RDWR, 0); err == nil {
			if ok, _ := flock.Try(f, flock.Exclusive); ok {
				t.remove()
			}
			f.Close()
		}
	}
}

// remove removes a tree whose lock is held. It renames it first: whoever asks
// for the tree now must find all of it or nothing.
func (t *Tree) remove() {
	gone := strings.TrimSuffix(t.slot, sweptSuffix) + sweptSuffix
	if !strings.HasSuffix(t.slot, sweptSuffix) && os.Rename(t.slot, gone) != nil {
		return // another one is on its way out
	}
	_ = os.RemoveAll(gone)
	_ = os.Remove(filepath.Dir(t.slot)) // where it was the last
}

// sweptSuffix marks a tree that is being removed.
const sweptSuffix = ".swept"

// Of makes a tree of the given files, by their paths, without a project.
func (s Store) Of(files map[string]string) (*Tree, error) {
	dir, err := os.MkdirTemp(s.Cache, "files-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	return s.Take(context.Background(), dir, nil)
}
