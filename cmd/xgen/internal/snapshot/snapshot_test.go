package snapshot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// old is the time that a package's files have, in every release.
var old = time.Unix(1153704088, 0)

// write makes a file with the time of all others.
func write(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := errors.Join(
		os.MkdirAll(filepath.Dir(file), 0o755),
		os.WriteFile(file, []byte(text), 0o644),
		os.Chtimes(file, old, old),
	); err != nil {
		t.Fatal(err)
	}
}

func take(t testing.TB, s Store, dir string, ignores ...string) *Tree {
	t.Helper()
	if ignores == nil {
		ignores = []string{""}
	}
	var data [][]byte
	for _, i := range ignores {
		data = append(data, []byte(i))
	}
	tree, err := s.Take(t.Context(), dir, data...)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// metadata is all that BuildKit compares of a file.
func metadata(t testing.TB, tree *Tree, name string) string {
	t.Helper()
	info, err := os.Lstat(filepath.Join(tree.Dir(), name))
	if err != nil {
		t.Fatal(err)
	}
	link, _ := os.Readlink(filepath.Join(tree.Dir(), name))
	return fmt.Sprint(info.Size(), info.Mode(), info.ModTime().UnixNano(), link)
}

func content(t testing.TB, tree *Tree, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(tree.Dir(), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestRow58OneFolderTwice changes the contents of a file, and neither its size
// nor its time, as `touch -r`, a restored backup or an unpacked release do.
func TestRow58OneFolderTwice(t *testing.T) {
	s, dir := Store{t.TempDir()}, t.TempDir()
	write(t, dir, "src/main.rs", "one")
	first := take(t, s, dir)
	before := metadata(t, first, "src/main.rs")
	first.Close()
	write(t, dir, "src/main.rs", "two")
	second := take(t, s, dir)
	defer second.Close()
	if second.Dir() != first.Dir() {
		t.Errorf("another folder: %s", second.Dir())
	}
	if got := content(t, second, "src/main.rs"); got != "two" {
		t.Errorf("the tree has %q", got)
	}
	if after := metadata(t, second, "src/main.rs"); after == before {
		t.Errorf("other bytes, and the same metadata %s", after)
	}
}

// TestRow58TwoFolders copies two projects whose files BuildKit takes for the
// same.
func TestRow58TwoFolders(t *testing.T) {
	s := Store{t.TempDir()}
	seen := map[string]string{}
	for _, text := range []string{"one", "two", "six"} {
		dir := filepath.Join(t.TempDir(), "app")
		write(t, dir, "src/main.rs", text)
		if err := os.Symlink(text, filepath.Join(dir, "link")); err != nil {
			t.Fatal(err)
		}
		tree := take(t, s, dir)
		defer tree.Close()
		for _, name := range []string{"src/main.rs", "link"} {
			m := metadata(t, tree, name)
			if other, ok := seen[m]; ok {
				t.Errorf("%s of %s and %s have the metadata %s", name, text, other, m)
			}
			seen[m] = text
		}
	}
}

// TestRow58Content copies the same contents twice: the second build is sent
// nothing.
func TestRow58Content(t *testing.T) {
	s, dir := Store{t.TempDir()}, t.TempDir()
	write(t, dir, "a", "text")
	write(t, dir, "big", strings.Repeat("x", small+1))
	first := take(t, s, dir)
	before := metadata(t, first, "a") + metadata(t, first, "big")
	inode := stat(t, first, "big")
	first.Close()
	if err := os.Chtimes(filepath.Join(dir, "big"), time.Time{}, time.Now()); err != nil {
		t.Fatal(err)
	}
	second := take(t, s, dir)
	defer second.Close()
	if after := metadata(t, second, "a") + metadata(t, second, "big"); after != before {
		t.Errorf("the same bytes, and other metadata:\n%s\n%s", before, after)
	}
	if !os.SameFile(inode, stat(t, second, "big")) {
		t.Error("a file that has not changed was copied again")
	}
}

func stat(t testing.TB, tree *Tree, name string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(filepath.Join(tree.Dir(), name))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// TestKinds replaces files by folders and links and the other way round, and
// removes some.
func TestKinds(t *testing.T) {
	s, dir := Store{t.TempDir()}, t.TempDir()
	write(t, dir, "a", "file")
	write(t, dir, "b/c", "in a folder")
	write(t, dir, "d", strings.Repeat("y", 2*small))
	if err := os.Symlink("a", filepath.Join(dir, "e")); err != nil {
		t.Fatal(err)
	}
	take(t, s, dir).Close()
	for _, name := range []string{"a", "b", "d", "e"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, "a/x", "now a folder")
	write(t, dir, "e", "now a file")
	if err := errors.Join(os.Symlink("e", filepath.Join(dir, "b")), os.Chmod(filepath.Join(dir, "e"), 0o700)); err != nil {
		t.Fatal(err)
	}
	tree := take(t, s, dir)
	defer tree.Close()
	want := []string{".", "a", "a/x", "b", "e"}
	if got := all(t, tree); !slices.Equal(got, want) {
		t.Errorf("the tree has %v, want %v", got, want)
	}
	if got := stat(t, tree, "e").Mode(); got != 0o755 {
		t.Errorf("a program's mode is %v", got)
	}
}

func all(t testing.TB, tree *Tree) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(tree.Dir()), ".", func(name string, _ fs.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestIgnore(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".git/config", "src/a.rs", "src/target/x", "xgen/a/f", "xgen/b/f", "xgen/stage/s", "other/deep/file", "dist/a/bin"} {
		write(t, dir, name, name)
	}
	const a = "*\n!src\n!xgen/stage\n!xgen/a\nsrc/target\n"
	const b = ".git\nxgen/*\ndist/.xgen\n!xgen/stage\n!xgen/b\ntarget\n!**/fi*\n"
	tree := take(t, Store{t.TempDir()}, dir, a, b)
	defer tree.Close()
	for i, want := range [][]string{
		{"src/a.rs", "xgen/a/f", "xgen/stage/s"},
		{"dist/a/bin", "other/deep/file", "src/a.rs", "src/target/x", "xgen/b/f", "xgen/stage/s"},
	} {
		var got []string
		for _, e := range tree.entries {
			if e.in[i] {
				got = append(got, e.path)
			}
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("ignore file %d: %v, want %v", i, got, want)
		}
	}
	if slices.Contains(all(t, tree), ".git") {
		t.Error("an ignored folder is in the tree")
	}
}

// TestAtOnce has two runs of one project, which get trees of their own.
func TestAtOnce(t *testing.T) {
	s, dir := Store{t.TempDir()}, t.TempDir()
	write(t, dir, "f", "one")
	first := take(t, s, dir)
	write(t, dir, "f", "two")
	second := take(t, s, dir)
	defer second.Close()
	if got := content(t, first, "f") + content(t, second, "f"); got != "onetwo" {
		t.Error(got)
	}
	first.Close()
	third := take(t, s, dir)
	defer third.Close()
	if third.Dir() != first.Dir() {
		t.Error("the first folder is free, and was not taken")
	}
}

func TestSweep(t *testing.T) {
	s, dir, other := Store{t.TempDir()}, t.TempDir(), t.TempDir()
	first, held := take(t, s, dir), take(t, s, dir)
	first.Close()
	ago := time.Now().Add(-unused - time.Hour)
	for _, tree := range []*Tree{first, held} {
		if err := os.Chtimes(filepath.Join(tree.slot, "lock"), ago, ago); err != nil {
			t.Fatal(err)
		}
	}
	take(t, s, other).Close()
	if _, err := os.Lstat(first.slot); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a tree that nobody uses is still there: %v", err)
	}
	if _, err := os.Lstat(held.Dir()); err != nil {
		t.Errorf("a tree that is in use was removed: %v", err)
	}
}

// TestNotSent has a named pipe among the sources, which is neither opened nor
// sent.
func TestNotSent(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "f", "one")
	pipe(t, filepath.Join(dir, "pipe"))
	tree := take(t, Store{t.TempDir()}, dir)
	defer tree.Close()
	if got := all(t, tree); !slices.Equal(got, []string{".", "f"}) {
		t.Error(got)
	}
}

func TestTakeEnds(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("enough"))
	if _, err := (Store{t.TempDir()}).Take(ctx, t.TempDir(), nil); err == nil || err.Error() != "enough" {
		t.Error(err)
	}
}

// TestCacheInProject keeps the cache in the project, as on many CI machines.
// It is not copied into itself.
func TestCacheInProject(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "f", "one")
	write(t, dir, ".cache/other/f", "two")
	s := Store{filepath.Join(dir, ".cache", "xgen")}
	for range 3 {
		tree := take(t, s, dir)
		if got := all(t, tree); !slices.Equal(got, []string{".", ".cache", ".cache/other", ".cache/other/f", "f"}) {
			t.Error(got)
		}
		tree.Close()
	}
}

// TestPrivate checks that only its owner can read the copy.
func TestPrivate(t *testing.T) {
	s, dir := Store{filepath.Join(t.TempDir(), "contexts")}, t.TempDir()
	tree := take(t, s, dir)
	defer tree.Close()
	for _, name := range []string{s.dir(), tree.Dir()} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// list is a tree's list with some records changed.
func list(tree *Tree, but func(path string, record []byte) []byte) []byte {
	var all bytes.Buffer
	for _, e := range tree.entries {
		one := Tree{entries: []*entry{e}}
		all.Write(but(e.path, one.List(0)))
	}
	return all.Bytes()
}

func TestRow58Compare(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b/c", "b/run.sh", "not\nsimple  ./name"} {
		write(t, dir, name, name)
	}
	if err := errors.Join(os.Chmod(filepath.Join(dir, "b/run.sh"), 0o755), os.Symlink("a", filepath.Join(dir, "link"))); err != nil {
		t.Fatal(err)
	}
	tree := take(t, Store{t.TempDir()}, dir)
	defer tree.Close()
	if err := tree.Compare(0, tree.List(0)); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		path string
		with []byte
		says string
	}{
		"other contents": {"a", fmt.Appendf(nil, "%064x  ./a\x00", 7), `"a" was a file with sha256 000000000000…, and a file with`},
		"missing":        {"b/c", nil, `"b/c" was not there`},
		"more":           {"b/c", fmt.Appendf(nil, "%064x  ./new\x00", 7), `"new" was not sent`},
		"other link":     {"link", []byte("link  ./link\x00b\x00"), `"link" was a link with`},
		"no program":     {"b/run.sh", fmt.Appendf(nil, "%064x  ./b/run.sh\x00", 7), `and a program with sha256`},
	} {
		err := tree.Compare(0, list(tree, func(path string, record []byte) []byte {
			if path == c.path {
				return c.with
			}
			return record
		}))
		var m *Mismatch
		if !errors.As(err, &m) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, damaged := range []string{"x", "abc  ./a\x00", strings.Repeat("0", 80) + "  ./a\x00", "link  ./a\x00", "nothing\x00"} {
		var m *Mismatch
		if err := tree.Compare(0, []byte(damaged)); !errors.As(err, &m) || !errors.Is(m.Err, errList) {
			t.Errorf("%q: %v", damaged, err)
		}
	}
}

// TestRow58Distrust lets a daemon hold other bytes under a file's metadata.
func TestRow58Distrust(t *testing.T) {
	s, dir := Store{t.TempDir()}, t.TempDir()
	write(t, dir, "f", "one")
	first := take(t, s, dir)
	before := metadata(t, first, "f")
	if err := errors.Join(first.Distrust(), first.Close()); err != nil {
		t.Fatal(err)
	}
	second := take(t, s, dir)
	defer second.Close()
	if metadata(t, second, "f") == before {
		t.Error("the next run sends nothing anew")
	}
}

// TestRow58Fresh compares two trees: equal bytes have other times in each, so
// that nobody can prepare a file for another user's tree.
func TestRow58Fresh(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "f", "one")
	ours, theirs := take(t, Store{t.TempDir()}, dir), take(t, Store{t.TempDir()}, dir)
	defer ours.Close()
	defer theirs.Close()
	if metadata(t, ours, "f") == metadata(t, theirs, "f") {
		t.Error("two stores have the same salt")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(strings.Repeat("0", 64) + "  ./a\x00exec  ./a\x00link  ./b\x00a\x00"))
	f.Fuzz(func(t *testing.T, list []byte) {
		if files, err := parse(list); err == nil && len(files) > len(list) {
			t.Error("more files than bytes")
		}
	})
}

func BenchmarkTake(b *testing.B) {
	for _, files := range []int{100, 1000, 50_000} {
		b.Run(fmt.Sprint(files), func(b *testing.B) {
			dir := b.TempDir()
			for i := range files {
				write(b, dir, fmt.Sprintf("src/%d/%d.rs", i/100, i), strings.Repeat(fmt.Sprint(i), 1000))
			}
			s := Store{b.TempDir()}
			take(b, s, dir).Close()
			for b.Loop() {
				take(b, s, dir).Close()
			}
		})
	}
}
