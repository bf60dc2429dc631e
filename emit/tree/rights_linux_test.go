package tree

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// What can no longer be read when its turn comes, a file or a folder, is the
// environment's fault: nobody has edited it.
func TestRow74UnreadableMeanwhile(t *testing.T) {
	for name, mode := range map[string]fs.FileMode{"xgen/armv5te/Dockerfile": 0, "xgen/armv5te": 0o333} {
		root := emitted(t, wanted("1"))
		changes := diffOf(t, root, wanted("2"))
		for _, dir := range folders(changes) {
			must(t, root.Chmod(dir, 0o777))
		}
		info, err := root.Lstat(name)
		must(t, err)
		before := snapshot(t, root)
		must(t, root.Chmod(name, mode))
		asNobody(true, func() { _, err = Apply(root, changes, Options{}) })
		var ioErr *IOError
		if !errors.As(err, &ioErr) || !errors.Is(err, fs.ErrPermission) || ioErr.Path != name {
			t.Errorf("%s: got %v", name, err)
		}
		must(t, root.Chmod(name, info.Mode()))
		wantSame(t, before, snapshot(t, root))
	}
}

// An old manifest, in a folder that must not change, is found out before
// anything else changes.
func TestRow74ManifestThatCannotBeRemoved(t *testing.T) {
	root := emittedByOld(t, wanted("1"))
	must(t, root.Remove("xgen/mips/Dockerfile"))
	changes := diffOf(t, root, without(wanted("2"), "xgen/mips"))
	for _, dir := range folders(changes) {
		must(t, root.Chmod(dir, 0o777))
	}
	must(t, root.Chmod("xgen/mips", 0o555))
	wantEnvironment(t, root, changes, fs.ErrPermission, true)
	must(t, root.Chmod("xgen/mips", 0o755))
}

// What cannot be read is the environment's fault too when it is compared, be
// it still wanted or not, and the manifest with it.
func TestRow74UnreadableWhenCompared(t *testing.T) {
	for _, name := range []string{"xgen/armv5te/Dockerfile", "xgen/manifest", "xgen/armv5te", ".github/workflows"} {
		for _, want := range [][]emit.Artifact{wanted("1"), without(without(wanted("1"), "xgen/armv5te"), ".github/workflows")} {
			root := emitted(t, wanted("1"))
			must(t, root.Chmod(name, 0))
			var err error
			asNobody(true, func() { _, err = Diff(root, "xgen", want) })
			var ioErr *IOError
			if !errors.As(err, &ioErr) || !errors.Is(err, fs.ErrPermission) {
				t.Errorf("%s: got %v", name, err)
			}
			must(t, root.Chmod(name, 0o755))
		}
	}
}
