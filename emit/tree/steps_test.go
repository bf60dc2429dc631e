package tree

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
)

// A step that fails is an error that names its path, and ends the work there:
// what was done is told.
func TestRow74StepThatFails(t *testing.T) {
	root := emitted(t, wanted("1"))
	for _, s := range []step{{removeFile, "", "xgen/none"}, {renameFile, "xgen/.none.xgen-00000000.tmp", "xgen/none"}} {
		done, err := newWriter(root).commit([]step{{removeFile, "", "xgen/mips/Dockerfile"}, s, {removeFile, "", "xgen/manifest"}})
		var ioErr *IOError
		if !errors.As(err, &ioErr) || !errors.Is(err, fs.ErrNotExist) || ioErr.Path != "xgen/none" {
			t.Errorf("got %v", err)
		}
		if !slices.Equal(done.Removed, []string{"xgen/mips/Dockerfile"}) || done.Written != nil {
			t.Errorf("did %+v", done)
		}
		read(t, root, "xgen/manifest")
		put(t, root, "xgen/mips/Dockerfile", "FROM scratch\n")
	}
}

// The manifest has two temporary files; where either cannot be made, nothing is
// done.
func TestRow74EitherManifestFails(t *testing.T) {
	failures := 0
	for n := range 12 {
		root := emitted(t, wanted("1"))
		must(t, root.Symlink("nowhere", tempName("xgen/manifest", n)))
		before := snapshot(t, root)
		if _, err := Apply(root, diffOf(t, root, wanted("2")), Options{}); err != nil {
			failures++
			wantSame(t, before, snapshot(t, root))
		}
	}
	if failures != 2 {
		t.Errorf("%d failures, want one for each of the manifest's two", failures)
	}
}

// Apply itself sweeps the folders that it writes to.
func TestRow74ApplySweeps(t *testing.T) {
	root := emitted(t, wanted("1"))
	for n := range 12 {
		for _, name := range []string{"xgen/armv5te/Dockerfile", "xgen/stage/build.sh", "xgen/manifest"} {
			put(t, root, tempName(name, n), "half a fi")
		}
	}
	apply(t, root, diffOf(t, root, wanted("2")), Options{})
	wantSame(t, snapshot(t, emitted(t, wanted("2"))), snapshot(t, root))
}

// What was done is told in the order of the paths, whatever came first.
func TestRow74SummaryIsSorted(t *testing.T) {
	root := openRoot(t, t.TempDir())
	var paths []string
	for _, a := range withManifest(wanted("1")) {
		paths = append(paths, a.Path)
	}
	slices.Sort(paths)
	if done := apply(t, root, diffOf(t, root, wanted("1")), Options{}); !slices.Equal(done.Written, paths) || done.Removed != nil {
		t.Errorf("did %+v", done)
	}
	if done := apply(t, root, diffOf(t, root, nil), Options{}); !slices.Equal(done.Removed, paths) || done.Written != nil {
		t.Errorf("did %+v", done)
	}
}
