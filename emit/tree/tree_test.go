package tree

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xgen-build/xgen/emit"
)

// wanted are the artifacts of two targets; the version changes most of them.
func wanted(version string) []emit.Artifact {
	text := func(s string) []byte { return []byte(s + "\nversion " + version + "\n") }
	return []emit.Artifact{
		{Path: "xgen/stage/build.sh", Mode: 0o755, Bytes: text("#!/bin/sh")},
		{Path: "xgen/armv5te/Dockerfile", Mode: 0o644, Bytes: text("FROM scratch")},
		{Path: "xgen/armv5te/bin/cc", Mode: 0o755, Bytes: text("#!/bin/sh\nexec cc")},
		{Path: "xgen/mips/Dockerfile", Mode: 0o644, Bytes: []byte("FROM scratch\n")},
		{Path: "xgen/.gitattributes", Mode: 0o644, Bytes: []byte("* eol=lf\n")},
		{Path: ".github/workflows/xgen.yml", Mode: 0o644, Bytes: text("on: push")},
	}
}

// without leaves out what lies below a folder.
func without(arts []emit.Artifact, dir string) []emit.Artifact {
	return slices.DeleteFunc(slices.Clone(arts), func(a emit.Artifact) bool { return strings.HasPrefix(a.Path, dir+"/") })
}

func openRoot(t testing.TB, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func diffOf(t testing.TB, root *os.Root, want []emit.Artifact) []Change {
	t.Helper()
	changes, err := Diff(root, "xgen", want)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// emitted returns a root in which the artifacts stand.
func emitted(t testing.TB, want []emit.Artifact) *os.Root {
	t.Helper()
	root := openRoot(t, t.TempDir())
	apply(t, root, diffOf(t, root, want), Options{})
	return root
}

func apply(t testing.TB, root *os.Root, changes []Change, opts Options) Summary {
	t.Helper()
	done, err := Apply(root, changes, opts)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// kinds returns "kind path" for each change but the manifest's.
func kinds(changes []Change) []string {
	var all []string
	for _, c := range changes {
		if !c.manifest {
			all = append(all, string(c.Kind)+" "+c.Path)
		}
	}
	return all
}

func wantKinds(t *testing.T, changes []Change, want ...string) {
	t.Helper()
	if got := kinds(changes); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// snapshot returns type, mode and bytes of everything below a root.
func snapshot(t testing.TB, root *os.Root) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root.Name(), func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == root.Name() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root.Name(), name)
		all[rel] = info.Mode().String()
		if info.Mode().IsRegular() {
			text, err := os.ReadFile(name)
			all[rel] += " " + string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// wantSame names the first path at which two snapshots differ.
func wantSame(t *testing.T, before, after map[string]string) {
	t.Helper()
	paths := maps.Clone(before)
	maps.Copy(paths, after)
	for _, name := range slices.Sorted(maps.Keys(paths)) {
		if before[name] != after[name] {
			t.Errorf("the tree changed: %s was %.300q and is %.300q", name, before[name], after[name])
			return
		}
	}
}

func wantRefusal(t *testing.T, root *os.Root, changes []Change, forceable bool) {
	t.Helper()
	before := snapshot(t, root)
	done, err := Apply(root, changes, Options{})
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Forceable() != forceable {
		t.Errorf("got %v, want a refusal (forceable: %v)", err, forceable)
	}
	if len(done.Written)+len(done.Removed) > 0 {
		t.Errorf("refused, and yet did %+v", done)
	}
	wantSame(t, before, snapshot(t, root))
}

func put(t testing.TB, root *os.Root, name, text string) {
	t.Helper()
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := root.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, root *os.Root, name string) string {
	t.Helper()
	text, err := root.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEmitWritesWhatIsWanted(t *testing.T) {
	want := wanted("1")
	root := emitted(t, want)
	for _, a := range withManifest(want) {
		info, err := root.Lstat(a.Path)
		must(t, err)
		if got := read(t, root, a.Path); got != string(a.Bytes) || info.Mode() != a.Mode {
			t.Errorf("%s: %v %q", a.Path, info.Mode(), got)
		}
	}
	if got := len(snapshot(t, root)); got != len(want)+1+7 { // a manifest and the folders
		t.Errorf("%d entries: %q", got, snapshot(t, root))
	}
}

// withManifest adds the manifest of the artifacts.
func withManifest(arts []emit.Artifact) []emit.Artifact {
	m, _ := Manifest("xgen", arts)
	return append(slices.Clone(arts), m)
}

func TestRow32SecondEmitWritesNothing(t *testing.T) {
	root := emitted(t, wanted("1"))
	times := func() map[string]time.Time {
		all := map[string]time.Time{}
		must(t, filepath.WalkDir(root.Name(), func(name string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := os.Lstat(name)
			if err == nil {
				all[name] = info.ModTime()
			}
			return err
		}))
		return all
	}
	before := times()
	time.Sleep(20 * time.Millisecond)
	changes := diffOf(t, root, wanted("1"))
	if len(changes) > 0 {
		t.Errorf("changes: %q", kinds(changes))
	}
	must(t, Sweep(root, "xgen"))
	if done := apply(t, root, changes, Options{}); done.Written != nil || done.Removed != nil {
		t.Errorf("did %+v", done)
	}
	if after := times(); !maps.Equal(before, after) {
		t.Error("times moved")
	}
	// Of ten files two change, and only those are written.
	want := wanted("1")
	want[3].Bytes = []byte("FROM busybox\n")
	done := apply(t, root, diffOf(t, root, want), Options{})
	if !slices.Equal(done.Written, []string{"xgen/manifest", "xgen/mips/Dockerfile"}) {
		t.Errorf("wrote %q", done.Written)
	}
}

func TestUpdate(t *testing.T) {
	root := emitted(t, wanted("1"))
	changes := diffOf(t, root, wanted("2"))
	wantKinds(t, changes, "update .github/workflows/xgen.yml", "update xgen/armv5te/Dockerfile",
		"update xgen/armv5te/bin/cc", "update xgen/stage/build.sh")
	apply(t, root, changes, Options{})
	wantSame(t, snapshot(t, emitted(t, wanted("2"))), snapshot(t, root))
}

func TestRow31CRLFCheckoutIsNoDrift(t *testing.T) {
	root := emitted(t, wanted("1"))
	for _, a := range withManifest(wanted("1")) {
		must(t, root.WriteFile(a.Path, bytes.ReplaceAll(a.Bytes, []byte("\n"), []byte("\r\n")), 0))
	}
	wantKinds(t, diffOf(t, root, wanted("1")), "update xgen/armv5te/bin/cc", "update xgen/stage/build.sh") // row 73: shells care
	// Such files are still xgen's own: they may be updated and removed.
	changes := diffOf(t, root, without(wanted("2"), "xgen/mips"))
	wantKinds(t, changes, "update .github/workflows/xgen.yml", "update xgen/armv5te/Dockerfile",
		"update xgen/armv5te/bin/cc", "delete xgen/mips/Dockerfile", "update xgen/stage/build.sh")
	apply(t, root, changes, Options{})
	if text := string(Unified(changes)); strings.Contains(text, "\r") {
		t.Error("the diff shows line ends")
	}
	if got := read(t, root, "xgen/stage/build.sh"); strings.Contains(got, "\r") {
		t.Errorf("written with CRLF: %q", got)
	}
}

func TestRow33HandEdited(t *testing.T) {
	root := emitted(t, wanted("1"))
	const name = "xgen/armv5te/Dockerfile"
	put(t, root, name, "FROM evil\n")
	for _, version := range []string{"1", "2"} {
		changes := diffOf(t, root, wanted(version))
		if !slices.Contains(kinds(changes), "conflict "+name) {
			t.Errorf("version %s: %q", version, kinds(changes))
		}
		if text := string(Unified(changes)); !strings.Contains(text, "--- a/"+name+"\n+++ b/"+name+"\n") || !strings.Contains(text, "-FROM evil\n") {
			t.Errorf("the diff is\n%s", text)
		}
		wantRefusal(t, root, changes, true)
	}
	apply(t, root, diffOf(t, root, wanted("2")), Options{Force: true})
	wantSame(t, snapshot(t, emitted(t, wanted("2"))), snapshot(t, root))
}

func TestRow34Foreign(t *testing.T) {
	root := openRoot(t, t.TempDir())
	const name = ".github/workflows/xgen.yml"
	put(t, root, name, "on: the user's own\n")
	put(t, root, "xgen/.gitattributes", "* eol=lf\n")
	changes := diffOf(t, root, wanted("1"))
	if got := kinds(changes); !slices.Contains(got, "foreign "+name) || len(got) != 5 {
		t.Errorf("got %q, want one foreign file and the identical one adopted", got)
	}
	wantRefusal(t, root, changes, true)
	apply(t, root, changes, Options{Force: true})
	wantSame(t, snapshot(t, emitted(t, wanted("1"))), snapshot(t, root))
}

func TestRow35Stale(t *testing.T) {
	root := emitted(t, wanted("1"))
	put(t, root, "xgen/mips/notes.txt", "the user's own\n")
	rest := without(wanted("1"), "xgen/armv5te")
	changes := diffOf(t, root, rest)
	wantKinds(t, changes, "delete xgen/armv5te/Dockerfile", "delete xgen/armv5te/bin/cc")
	done := apply(t, root, changes, Options{})
	if want := []string{"xgen/armv5te/Dockerfile", "xgen/armv5te/bin/cc"}; !slices.Equal(done.Removed, want) || !slices.Equal(done.Written, []string{"xgen/manifest"}) {
		t.Errorf("did %+v", done)
	}
	if _, err := root.Lstat("xgen/armv5te"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the empty folder stays: %v", err)
	}
	changes = diffOf(t, root, without(rest, "xgen/mips"))
	wantKinds(t, changes, "delete xgen/mips/Dockerfile")
	apply(t, root, changes, Options{})
	if got := read(t, root, "xgen/mips/notes.txt"); got != "the user's own\n" {
		t.Errorf("a file that xgen never emitted: %q", got)
	}
	if changes := diffOf(t, root, without(rest, "xgen/mips")); changes != nil {
		t.Errorf("again: %q", kinds(changes))
	}
}

func TestRow35StaleAndEdited(t *testing.T) {
	root := emitted(t, wanted("1"))
	put(t, root, "xgen/mips/Dockerfile", "FROM hand\n")
	must(t, root.Remove("xgen/armv5te/Dockerfile"))
	rest := without(without(wanted("1"), "xgen/mips"), "xgen/armv5te")
	changes := diffOf(t, root, rest)
	wantKinds(t, changes, "delete xgen/armv5te/bin/cc", "conflict xgen/mips/Dockerfile")
	wantRefusal(t, root, changes, true)
	apply(t, root, changes, Options{Force: true})
	if _, err := root.Lstat("xgen/mips"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("forced, and still there: %v", err)
	}
}

func TestRow37ExecutableBit(t *testing.T) {
	root := emitted(t, wanted("1"))
	must(t, root.Chmod("xgen/stage/build.sh", 0o644))
	must(t, root.Chmod("xgen/mips/Dockerfile", 0o755))
	// What git does not keep: a umask of 002, and what others may execute.
	must(t, root.Chmod("xgen/.gitattributes", 0o664))
	must(t, root.Chmod("xgen/armv5te/Dockerfile", 0o655))
	changes := diffOf(t, root, wanted("1"))
	wantKinds(t, changes, "chmod xgen/mips/Dockerfile", "chmod xgen/stage/build.sh")
	if text := string(Unified(changes)); !strings.Contains(text, "old mode 100644\nnew mode 100755\n") {
		t.Errorf("the diff is\n%s", text)
	}
	apply(t, root, changes, Options{})
	if changes := diffOf(t, root, wanted("1")); changes != nil {
		t.Errorf("again: %q", kinds(changes))
	}
}

func TestChangedMeanwhile(t *testing.T) {
	const name = "xgen/armv5te/Dockerfile"
	save := func(root *os.Root) { put(t, root, name, "just saved\n") }
	empty := func(root *os.Root) { put(t, root, name, "") }
	remove := func(root *os.Root) { must(t, root.Remove(name)) }
	link := func(root *os.Root) { must(t, root.Symlink("../manifest", name)) }
	nothing := func(*os.Root) {}
	for _, tt := range []struct{ before, change, andThen func(*os.Root) }{
		{nothing, save, nothing},
		{nothing, remove, nothing},
		{nothing, remove, link},
		{remove, save, nothing},
		{remove, empty, nothing},
		{remove, link, nothing},
	} {
		root := emitted(t, wanted("1"))
		tt.before(root)
		changes := diffOf(t, root, wanted("2"))
		tt.change(root)
		tt.andThen(root)
		wantRefusal(t, root, changes, false)
	}
}

func TestTwoSpellingsOfOneFile(t *testing.T) {
	// What a file system that ignores case does with CI.yml and ci.yml, here
	// with a hard link: the stale spelling is the wanted file.
	old := []emit.Artifact{{Path: ".github/workflows/CI.yml", Mode: 0o644, Bytes: []byte("on: push\n")}}
	root := emitted(t, old)
	must(t, root.Link(".github/workflows/CI.yml", ".github/workflows/ci.yml"))
	now := []emit.Artifact{{Path: ".github/workflows/ci.yml", Mode: 0o644, Bytes: []byte("on: push\n")}}
	wantKinds(t, diffOf(t, root, now))
	must(t, root.Remove(".github/workflows/ci.yml"))
	wantKinds(t, diffOf(t, root, now), "delete .github/workflows/CI.yml", "create .github/workflows/ci.yml")
}

func TestIOErrorNamesThePathAndTheCause(t *testing.T) {
	inner := &fs.PathError{Op: "openat", Path: "xgen/.x.xgen-00000000.tmp", Err: syscall.ENOSPC}
	err := ioError("outer", ioError("xgen/x", fmt.Errorf("wrapped: %w", inner)))
	if err.Error() != "xgen/x: no space left on device" || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v", err)
	}
}

func TestRow28SweepRemovesEmptyFolders(t *testing.T) {
	// A run was killed between making a folder and its first file.
	root := emitted(t, wanted("1"))
	before := snapshot(t, root)
	must(t, root.MkdirAll("xgen/gone/bin", 0o755))
	must(t, Sweep(root, "xgen"))
	wantSame(t, before, snapshot(t, root))
	bare := openRoot(t, t.TempDir())
	must(t, bare.MkdirAll(".github/workflows", 0o755))
	must(t, Sweep(bare, "xgen"))
	if len(snapshot(t, bare)) != 2 {
		t.Error("a folder of the user's is gone")
	}
}
