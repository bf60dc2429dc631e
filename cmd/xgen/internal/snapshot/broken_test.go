package snapshot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// walked is a project that was listed, and a tree that was not yet made of it.
func walked(t *testing.T, ctx context.Context, dir string) (*walker, *copier) {
	t.Helper()
	from, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	to, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { from.Close(); to.Close() })
	all, err := readIgnore(nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &walker{ctx: ctx, root: from, ignores: []*ignore{all}}
	if err := w.walk(); err != nil {
		t.Fatal(err)
	}
	return w, &copier{from: from, to: to, salt: []byte("salt")}
}

func paths(w *walker) (names []string) {
	for _, e := range w.entries {
		names = append(names, e.path)
	}
	return names
}

// TestVanished removes files and links after they were listed and before they
// are copied. The build sees nothing of them.
func TestVanished(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b", "c/d"} {
		write(t, dir, name, name)
	}
	if err := os.Symlink("a", filepath.Join(dir, "l")); err != nil {
		t.Fatal(err)
	}
	w, c := walked(t, t.Context(), dir)
	if err := errors.Join(os.Remove(filepath.Join(dir, "b")), os.Remove(filepath.Join(dir, "l"))); err != nil {
		t.Fatal(err)
	}
	if err := c.all(w); err != nil {
		t.Fatal(err)
	}
	if got := paths(w); !slices.Equal(got, []string{"a", "c/d"}) {
		t.Errorf("listed are %v", got)
	}
}

// TestExchanged replaces names by something else after they were listed.
// Copying them is an error, and does not wait for a named pipe.
func TestExchanged(t *testing.T) {
	for what, change := range map[string]func(name string) error{
		"a file becomes a pipe":                    func(name string) error { pipe(t, name); return nil },
		"a file becomes a folder":                  func(name string) error { return os.Mkdir(name, 0o755) },
		"a file becomes a link out of the project": func(name string) error { return os.Symlink("/etc/passwd", name) },
	} {
		dir := t.TempDir()
		write(t, dir, "f", "text")
		w, c := walked(t, t.Context(), dir)
		name := filepath.Join(dir, "f")
		if err := errors.Join(os.Remove(name), change(name)); err != nil {
			t.Fatal(err)
		}
		if err := c.all(w); err == nil || !strings.Contains(err.Error(), "f") {
			t.Errorf("%s: %v", what, err)
		}
	}
	dir := t.TempDir()
	if err := os.Symlink("a", filepath.Join(dir, "l")); err != nil {
		t.Fatal(err)
	}
	w, c := walked(t, t.Context(), dir)
	if err := os.Remove(filepath.Join(dir, "l")); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "l", "a")
	if err := c.all(w); err == nil {
		t.Error("a link becomes a file: no error")
	}
}

// fuse is a context that ends after it was asked a number of times.
type fuse struct {
	context.Context
	left int
}

var errBurnt = errors.New("burnt")

func (f *fuse) Err() error {
	if f.left--; f.left < 0 {
		return errBurnt
	}
	return nil
}

// TestEndsAnywhere cancels the context at each moment of the copying.
func TestEndsAnywhere(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/b/c", "d", "e/f"} {
		write(t, dir, name, name)
	}
	for left := range 100 {
		s := Store{t.TempDir()}
		tree, err := s.Take(&fuse{t.Context(), left}, dir, nil)
		if err == nil {
			if tree.Close(); left < 7 { // four folders and three files
				t.Errorf("it ended after %d questions without an error", left)
			}
			return
		}
		if !errors.Is(err, errBurnt) {
			t.Fatal(err)
		}
		take(t, s, dir).Close() // the folder is free again
	}
	t.Error("it never went through")
}

// TestLinkStays copies twice. A link that has not changed is not made again.
func TestLinkStays(t *testing.T) {
	s, dir := Store{t.TempDir()}, t.TempDir()
	if err := os.Symlink("a", filepath.Join(dir, "l")); err != nil {
		t.Fatal(err)
	}
	first := take(t, s, dir)
	before := stat(t, first, "l")
	first.Close()
	second := take(t, s, dir)
	defer second.Close()
	if !os.SameFile(before, stat(t, second, "l")) {
		t.Error("a link that has not changed was made again")
	}
}

// TestStampIsPast checks that times differ, and that no tool takes them for
// the future.
func TestStampIsPast(t *testing.T) {
	seen := map[time.Time]bool{}
	for i := range 1000 {
		at := stamp(nil, digest{byte(i), byte(i >> 8)})
		if at.Year() < 1980 || at.Year() > 2010 {
			t.Errorf("%v", at)
		}
		seen[at] = true
	}
	if len(seen) != 1000 {
		t.Errorf("%d times for 1000 digests", len(seen))
	}
}

// TestClosed lists folders that are ignored as a whole, and folders in which
// an exception brings something back.
func TestClosed(t *testing.T) {
	for _, c := range []struct {
		ignore, path    string
		ignored, closed bool
	}{
		{"*\n!src\n", "node_modules", true, true},
		{"*\n!src\n", "src", false, false},
		{"*\n!a/b/c\n", "a", true, false},
		{"*\n!a/b/c\n", "a/b", true, false},
		{"*\n!a/b/c\n", "a/x", true, true},
		{"*\n!a/b/**\n", "a", true, false},
		{"*\n!**/f\n", "deep", true, false},
		{"target\n", "target", true, true},
		{"[ab]\n!b/**\n", "b", true, false},
	} {
		i, err := readIgnore([]byte(c.ignore))
		if err != nil {
			t.Fatal(err)
		}
		var at place
		dir := "."
		for _, name := range strings.Split(c.path, "/") {
			if at, err = i.at(at, dir, name); err != nil {
				t.Fatal(err)
			}
			dir = filepath.Join(dir, name)
		}
		if at.ignored != c.ignored || at.closed != c.closed {
			t.Errorf("%q, %s: ignored %v, closed %v", c.ignore, c.path, at.ignored, at.closed)
		}
	}
	dir := t.TempDir()
	write(t, dir, "very/deep/f", "text")
	write(t, dir, "very/deep/g", "text")
	tree := take(t, Store{t.TempDir()}, dir, "*\n!**/f\n")
	defer tree.Close()
	if got := paths(&walker{entries: tree.entries}); !slices.Equal(got, []string{"very/deep/f"}) {
		t.Errorf("brought back is %v", got)
	}
}

// TestNoCache uses a cache, and ignore files, that cannot be read. The error
// names the file, and there is no tree.
func TestNoCache(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := (Store{file}).Take(t.Context(), dir, nil); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a file as the cache: %v", err)
	}
	if _, err := (Store{t.TempDir()}).Take(t.Context(), dir, []byte("[\n")); err == nil {
		t.Error("a broken pattern: no error")
	}
	if _, err := (Store{t.TempDir()}).Take(t.Context(), file, nil); err == nil {
		t.Error("a file as the project: no error")
	}
	if _, err := (Store{file}).Of(nil); err == nil {
		t.Error("a file as the cache of a tree without a project: no error")
	}
	s := Store{t.TempDir()}
	take(t, s, dir).Close()
	tree := take(t, s, dir)
	tree.Close()
	salt := filepath.Join(tree.slot, "salt")
	if err := errors.Join(os.Remove(salt), os.Mkdir(salt, 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Take(t.Context(), dir, nil); err == nil || !strings.Contains(err.Error(), "salt") {
		t.Errorf("a folder as the salt: %v", err)
	}
}

// TestSwept removes a lock file after it was opened: who locked it does not
// have the tree.
func TestSwept(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if !names(name, f) {
		t.Error("a file is not what its path leads to")
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if names(name, f) {
		t.Error("a file that was removed is still at its path")
	}
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if names(name, f) {
		t.Error("another file is taken for the one that was opened")
	}
}

// TestMany has more differences than an error lists.
func TestMany(t *testing.T) {
	dir := t.TempDir()
	for i := range shown + 3 {
		write(t, dir, fmt.Sprint(i), "text")
	}
	tree := take(t, Store{t.TempDir()}, dir)
	defer tree.Close()
	err := tree.Compare(0, nil)
	if err == nil || !strings.HasSuffix(err.Error(), `"4" was not there and 3 more`) {
		t.Error(err)
	}
}

// TestModes checks that every tree has the same modes, whatever the umask is,
// and that a file whose executable bit alone changes is copied.
func TestModes(t *testing.T) {
	s, dir := Store{t.TempDir()}, t.TempDir()
	write(t, dir, "a/f", "text")
	defer syscall.Umask(syscall.Umask(0o077))
	first := take(t, s, dir)
	for name, want := range map[string]fs.FileMode{"a": fs.ModeDir | 0o755, "a/f": 0o644} {
		if got := stat(t, first, name).Mode(); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if err := errors.Join(os.Chmod(filepath.Join(first.Dir(), "a"), 0o700), first.Close(), os.Chmod(filepath.Join(dir, "a/f"), 0o744)); err != nil {
		t.Fatal(err)
	}
	second := take(t, s, dir)
	defer second.Close()
	for name, want := range map[string]fs.FileMode{"a": fs.ModeDir | 0o755, "a/f": 0o755} {
		if got := stat(t, second, name).Mode(); got != want {
			t.Errorf("%s, again: %v, want %v", name, got, want)
		}
	}
}

// TestEndsInALargeFile cancels the context while one file is read, which can
// take minutes.
func TestEndsInALargeFile(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large")
	if err := errors.Join(os.WriteFile(large, nil, 0o644), os.Truncate(large, 1<<40)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeoutCause(t.Context(), 100*time.Millisecond, errBurnt)
	defer cancel()
	if _, err := (Store{t.TempDir()}).Take(ctx, dir, nil); !errors.Is(err, errBurnt) {
		t.Error(err)
	}
}

// TestSweepIsWhole asks for a tree while it is being removed: all of it is
// there, or nothing.
func TestSweepIsWhole(t *testing.T) {
	s, dir := Store{t.TempDir()}, t.TempDir()
	write(t, dir, "f", "text")
	tree := take(t, s, dir)
	tree.remove()
	if left, _ := filepath.Glob(filepath.Join(s.dir(), "*", "*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	tree.Close()
	take(t, s, dir).Close()
	// One that was cut short, and the tree that came after it.
	if err := os.Rename(tree.slot, tree.slot+sweptSuffix); err != nil {
		t.Fatal(err)
	}
	ago := time.Now().Add(-unused - time.Hour)
	if err := os.Chtimes(filepath.Join(tree.slot+sweptSuffix, "lock"), ago, ago); err != nil {
		t.Fatal(err)
	}
	again := take(t, s, dir)
	defer again.Close()
	if left, _ := filepath.Glob(filepath.Join(s.dir(), "*", "*")); !slices.Equal(left, []string{again.slot}) {
		t.Errorf("there are %q", left)
	}
}

// TestDistrustTwice calls Distrust for two targets with one tree.
func TestDistrustTwice(t *testing.T) {
	tree := take(t, Store{t.TempDir()}, t.TempDir())
	defer tree.Close()
	if err := errors.Join(tree.Distrust(), tree.Distrust()); err != nil {
		t.Error(err)
	}
}

// TestID compares the IDs of two folders, and of one folder for two users:
// their caches must not be shared.
func TestID(t *testing.T) {
	one, two, s := t.TempDir(), t.TempDir(), Store{t.TempDir()}
	ids := map[string]bool{}
	for _, c := range []struct {
		s   Store
		dir string
	}{{s, one}, {s, two}, {Store{t.TempDir()}, one}, {s, one}} {
		tree := take(t, c.s, c.dir)
		ids[tree.ID()] = true
		tree.Close()
	}
	if len(ids) != 3 || ids[""] {
		t.Errorf("there are %d: %v", len(ids), ids)
	}
}

// TestUnreadable copies a source that the user may not read. The error names
// it and is still the system's.
func TestUnreadable(t *testing.T) {
	err := readable(&fs.PathError{Op: "openat", Path: "src/key.pem", Err: syscall.EACCES})
	if err.Error() != "src/key.pem: permission denied" || !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
	if err := readable(errBurnt); err != errBurnt {
		t.Error(err)
	}
}

// TestRow58EachItsOwn sends two targets different files. A build that saw the
// other's saw too much, or too little.
func TestRow58EachItsOwn(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"both", "xgen/a", "xgen/b"} {
		write(t, dir, name, name)
	}
	tree := take(t, Store{t.TempDir()}, dir, "xgen/b\n", "xgen/a\n")
	defer tree.Close()
	for i, want := range []string{`"xgen/b" was not sent`, `"xgen/a" was not sent`} {
		if err := tree.Compare(i, tree.List(i)); err != nil {
			t.Errorf("target %d: %v", i, err)
		}
		if err := tree.Compare(i, tree.List(1-i)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("target %d, as the other: %v", i, err)
		}
	}
}
