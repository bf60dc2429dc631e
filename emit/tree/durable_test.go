package tree

import (
	"errors"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// synced is one call of fsync: of what, and what stood in the tree by then.
type synced struct {
	name string // from the root
	tree map[string]string
}

// watched returns a writer that records its calls of fsync.
func watched(t *testing.T, root *os.Root) (*writer, *[]synced) {
	var all []synced
	var mu sync.Mutex
	w := newWriter(root)
	w.sync = func(f *os.File) error {
		mu.Lock()
		defer mu.Unlock()
		name, err := filepath.Rel(root.Name(), f.Name())
		must(t, err)
		all = append(all, synced{name, snapshot(t, root)})
		return f.Sync()
	}
	return w, &all
}

// next is wanted("2") with a target gone and another come.
func next() []emit.Artifact {
	return append(without(wanted("2"), "xgen/mips"),
		emit.Artifact{Path: "xgen/new/deep/x", Mode: 0o755, Bytes: []byte("x\n")})
}

// whatStands is a snapshot without temporary files, and without the folders
// that were made for them.
func whatStands(tree, before map[string]string) map[string]string {
	left := maps.Clone(tree)
	maps.DeleteFunc(left, func(name, entry string) bool {
		return isTemp(path.Base(name)) || before[name] == "" && strings.HasPrefix(entry, "d")
	})
	return left
}

// After a loss of power a file is old or new: the new bytes are on the disk
// before the first name leads to them.
func TestRow74BytesAreSyncedBeforeTheFirstRename(t *testing.T) {
	root := emitted(t, wanted("1"))
	before := snapshot(t, root)
	w, all := watched(t, root)
	done, err := w.apply(diffOf(t, root, next()), Options{})
	must(t, err)
	var bytesOf []string
	for _, s := range *all {
		if !isTemp(path.Base(s.name)) {
			continue
		}
		wantSame(t, before, whatStands(s.tree, before))
		bytesOf = append(bytesOf, s.tree[s.name])
	}
	after := snapshot(t, root)
	for _, name := range done.Written {
		if !slices.Contains(bytesOf, after[name]) {
			t.Errorf("%s: its bytes were not synced before it was renamed", name)
		}
	}
	if len(bytesOf) != len(done.Written)+1 {
		t.Errorf("%d temporary files were synced, want %d and the manifest that stands meanwhile", len(bytesOf), len(done.Written))
	}
}

// changedFolders are the folders that have other entries than before, other
// inodes included, and still stand.
func changedFolders(before, after map[string]string) []string {
	dirs := map[string]bool{}
	for name, entry := range before {
		if after[name] != entry {
			dirs[path.Dir(name)] = true
		}
	}
	for name, entry := range after {
		if before[name] != entry {
			dirs[path.Dir(name)] = true
		}
	}
	maps.DeleteFunc(dirs, func(dir string, _ bool) bool { return dir != "." && after[dir] == "" })
	return slices.Sorted(maps.Keys(dirs))
}

func TestRow74FoldersAreSyncedAfterTheLastRename(t *testing.T) {
	bare := openRoot(t, t.TempDir())
	for _, root := range []*os.Root{emitted(t, wanted("1")), bare} {
		before := snapshot(t, root)
		w, all := watched(t, root)
		_, err := w.apply(diffOf(t, root, next()), Options{})
		must(t, err)
		after := snapshot(t, root)
		var dirs []string
		for _, s := range *all {
			if !isTemp(path.Base(s.name)) {
				dirs = append(dirs, s.name)
				wantSame(t, after, s.tree)
			}
		}
		slices.Sort(dirs)
		if want := changedFolders(before, after); !slices.Equal(dirs, want) {
			t.Errorf("synced %q\nwant %q", dirs, want)
		}
	}
}

// failing returns a writer whose fsync fails for temporary files, or for folders.
func failing(root *os.Root, files bool, cause error) *writer {
	w := newWriter(root)
	w.sync = func(f *os.File) error {
		if isTemp(filepath.Base(f.Name())) == files {
			return &os.PathError{Op: "sync", Path: f.Name(), Err: cause}
		}
		return nil
	}
	return w
}

func TestRow74BytesThatCannotBeSynced(t *testing.T) {
	root := emitted(t, wanted("1"))
	before, changes := snapshot(t, root), diffOf(t, root, next())
	_, err := failing(root, true, syscall.EIO).apply(changes, Options{})
	var ioErr *IOError
	if !errors.As(err, &ioErr) || !errors.Is(err, syscall.EIO) || isTemp(path.Base(ioErr.Path)) {
		t.Errorf("got %v, want an IOError at a wanted path", err)
	}
	wantSame(t, before, snapshot(t, root))
}

// Some file systems cannot sync a folder and say so; any other failure is one.
func TestRow74FoldersThatCannotBeSynced(t *testing.T) {
	for cause, fails := range map[syscall.Errno]bool{syscall.EIO: true, syscall.EINVAL: false, syscall.ENOTSUP: false} {
		root := emitted(t, wanted("1"))
		_, err := failing(root, false, cause).apply(diffOf(t, root, next()), Options{})
		var ioErr *IOError
		if errors.As(err, &ioErr) != fails || fails != errors.Is(err, cause) {
			t.Errorf("%v: got %v", cause, err)
		}
		wantSame(t, snapshot(t, emitted(t, next())), snapshot(t, root))
	}
}

// A writer that nobody watches calls the system's fsync, which alone refuses a
// closed file.
func TestRow74FsyncIsTheSystems(t *testing.T) {
	root := emitted(t, wanted("1"))
	f, err := root.Open("xgen/manifest")
	must(t, err)
	w := newWriter(root)
	must(t, w.sync(f))
	must(t, f.Close())
	if err := w.sync(f); !errors.Is(err, os.ErrClosed) {
		t.Errorf("got %v", err)
	}
}
