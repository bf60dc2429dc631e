package tree

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// wantEnvironment applies the changes, which must fail for a reason of the
// environment, name the path, and leave no trace.
func wantEnvironment(t *testing.T, root *os.Root, changes []Change, cause error, nobody bool) {
	t.Helper()
	before := snapshot(t, root)
	var done Summary
	var err error
	asNobody(nobody, func() { done, err = Apply(root, changes, Options{}) })
	var ioErr *IOError
	if !errors.As(err, &ioErr) || !errors.Is(err, cause) {
		t.Fatalf("got %v, want an IOError: %v", err, cause)
	}
	if !slices.ContainsFunc(changes, func(c Change) bool { return c.Path == ioErr.Path }) || !strings.HasPrefix(err.Error(), ioErr.Path+": ") {
		t.Errorf("%q names no wanted path", err)
	}
	if done.Written != nil || done.Removed != nil {
		t.Errorf("did %+v", done)
	}
	wantSame(t, before, snapshot(t, root))
}

// mounted returns a small file system of its own, or false where this process
// may not mount.
func mounted(t *testing.T, options string) (string, bool) {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Logf("no mount here: %v", err)
		return "", false
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir, true
}

func TestRow29DiskFull(t *testing.T) {
	dir, ok := mounted(t, "size=256k")
	if !ok {
		diskFullByLimit(t)
		return
	}
	root := openRoot(t, dir)
	apply(t, root, diffOf(t, root, wanted("1")), Options{})
	wantEnvironment(t, root, diffOf(t, root, big()), syscall.ENOSPC, false)
	// There is room again: the same changes go through.
	must(t, unix.Mount("", dir, "", unix.MS_REMOUNT, "size=8m"))
	must(t, run(root, big()))
	wantSame(t, snapshot(t, emitted(t, big())), snapshot(t, root))
}

func TestRow29NoInodes(t *testing.T) {
	dir, ok := mounted(t, "nr_inodes=30")
	if !ok {
		diskFullByLimit(t)
		return
	}
	root := openRoot(t, dir)
	apply(t, root, diffOf(t, root, wanted("1")), Options{})
	wantEnvironment(t, root, diffOf(t, root, big()), syscall.ENOSPC, false)
}

// diskFullByLimit is for a process that may not mount: a write stops in the
// middle of a file because files may not grow further. The limit is the whole
// process's, so another one has it.
func diskFullByLimit(t *testing.T) {
	root := emitted(t, wanted("1"))
	before := snapshot(t, root)
	cmd, _ := helper(t, "limit", root.Name())
	must(t, cmd.Run())
	wantSame(t, before, snapshot(t, root))
}

func TestRow29WriteStopsInTheMiddle(t *testing.T) { diskFullByLimit(t) }

func TestRow29ReadOnly(t *testing.T) {
	dir, ok := mounted(t, "size=1m")
	if !ok {
		t.Log("the tree without permission stands for the read-only one")
		noPermission(t, ".", fs.ErrPermission)
		return
	}
	root := openRoot(t, dir)
	apply(t, root, diffOf(t, root, wanted("1")), Options{})
	must(t, unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	wantEnvironment(t, root, diffOf(t, root, wanted("2")), syscall.EROFS, false)
	wantEnvironment(t, root, diffOf(t, root, without(wanted("1"), "xgen/mips")), syscall.EROFS, false)
	if changes := diffOf(t, root, wanted("1")); changes != nil {
		t.Errorf("reading changes %q", kinds(changes))
	}
	must(t, run(root, wanted("1")))
}

func TestRow29NoPermission(t *testing.T) {
	for _, dir := range []string{"xgen", "xgen/armv5te", "xgen/stage", ".github/workflows"} {
		noPermission(t, dir, fs.ErrPermission)
	}
}

// noPermission takes away the right to write in one folder. Root needs no
// right: its thread becomes nobody's while it works.
func noPermission(t *testing.T, dir string, cause error) {
	t.Helper()
	root := emitted(t, wanted("1"))
	update := diffOf(t, root, big())
	remove := diffOf(t, root, without(without(wanted("1"), "xgen/armv5te"), ".github/workflows"))
	must(t, root.Chmod(dir, 0o555))
	for _, open := range []string{".", "xgen", "xgen/stage", "xgen/armv5te", "xgen/armv5te/bin", ".github/workflows"} {
		if open != dir {
			must(t, root.Chmod(open, 0o777))
		}
	}
	wantEnvironment(t, root, update, cause, true)
	if dir == "xgen/armv5te" || dir == ".github/workflows" {
		wantEnvironment(t, root, remove, cause, true)
	}
	must(t, root.Chmod(dir, 0o755))
}

// asNobody runs f; where it is asked to, and the tests are root's, on a
// thread of its own that has no rights over root's files and ends with f.
func asNobody(nobody bool, f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if nobody && os.Getuid() == 0 {
			runtime.LockOSThread()
			_, _ = unix.SetfsuidRetUid(65534)
		}
		f()
	}()
	<-done
}
