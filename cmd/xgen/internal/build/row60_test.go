//go:build unix

package build

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

// ways put something at a path that xgen never puts there; each name is what
// is said of it.
var ways = map[string]func(at, victim string) error{
	"a symbolic link": func(at, victim string) error { return os.Symlink(victim, at) },
	"a hard link":     func(at, victim string) error { return os.Link(filepath.Join(victim, "file"), at) },
	"a named pipe":    func(at, _ string) error { return syscall.Mkfifo(at, 0o644) },
	"a socket":        func(at, _ string) error { return unix.Mknod(at, unix.S_IFSOCK|0o644, 0) },
	"a folder":        func(at, _ string) error { return os.Mkdir(at, 0o755) },
	"a file":          func(at, _ string) error { return os.WriteFile(at, []byte("mine"), 0o644) },
	"a device": func(at, _ string) error {
		if os.Geteuid() != 0 {
			return os.Symlink("/dev/null", at) // nobody else can make one
		}
		return unix.Mknod(at, unix.S_IFCHR|0o666, int(unix.Mkdev(1, 3)))
	},
}

func TestRow60WhatStandsInTheWay(t *testing.T) {
	files := []string{"dist/.xgen/t.log", "dist/.xgen/t.lock", "dist/.xgen/.gitignore"}
	folders := []string{"dist", "dist/.xgen", "dist/t", "dist/.xgen/t.new", "dist/.xgen/t.next", "dist/.xgen/t.old"}
	for what, put := range ways {
		for _, at := range slices.Concat(files, folders) {
			isFile := slices.Contains(files, at)
			if what == "a folder" && !isFile || what == "a file" && isFile || what == "a hard link" && (!isFile || strings.HasSuffix(at, "ignore")) {
				continue // xgen's own, or not written
			}
			t.Run(what+" at "+at, func(t *testing.T) { refuses(t, at, put) })
		}
	}
}

// refuses checks that a run starts no engine, and writes neither into what
// stands at a path nor to where that leads.
func refuses(t *testing.T, at string, put func(at, victim string) error) {
	root, victim := t.TempDir(), t.TempDir()
	must(t, os.WriteFile(filepath.Join(victim, "file"), []byte("victim"), 0o644))
	path := filepath.Join(root, at)
	must(t, errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), put(path, victim)))
	before, err := os.Lstat(path)
	must(t, err)
	e := &fakeEngine{solve: func(r engine.Request, _ func(engine.Event)) error { return export(r.Output, "x", "x") }}
	ended := make(chan Result, 1)
	go func() {
		r := runner(t, e, root)
		ended <- r.Run(t.Context(), []Job{job()})[0]
	}()
	select {
	case res := <-ended:
		var u *Unwritable
		if !errors.As(res.Err, &u) || u.Path != at || !strings.Contains(u.Hint(), "move "+at+" away") || e.solves.Load() != 0 {
			t.Errorf("got %v after %d solves", res.Err, e.solves.Load())
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it hangs")
	}
	after, err := os.Lstat(path)
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("%v, %v: it was replaced", after, err)
	}
	left, _ := os.ReadDir(victim)
	if text, err := os.ReadFile(filepath.Join(victim, "file")); err != nil || string(text) != "victim" || len(left) != 1 {
		t.Errorf("the victim is %q among %v (%v)", text, left, err)
	}
}

// A file of the project's own is not xgen's to judge: it is not written.
func TestRow60OwnIgnoreFile(t *testing.T) {
	root, victim := t.TempDir(), filepath.Join(t.TempDir(), "victim")
	must(t, errors.Join(os.Mkdir(filepath.Join(root, "dist"), 0o755), os.Symlink(victim, filepath.Join(root, "dist", ".gitignore"))))
	publishes(t, opened(t, root), "text")
	if _, err := os.Lstat(victim); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the victim was written: %v", err)
	}
}

// What comes between the look and the open is neither waited for nor believed.
func TestRow60OwnFile(t *testing.T) {
	dir := t.TempDir()
	must(t, errors.Join(syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644), os.WriteFile(filepath.Join(dir, "file"), nil, 0o644),
		os.Link(filepath.Join(dir, "file"), filepath.Join(dir, "twin"))))
	for _, name := range []string{"pipe", "twin"} {
		info, err := os.Lstat(filepath.Join(dir, name))
		must(t, err)
		if ownFile(info) == nil {
			t.Errorf("%s passes", name)
		}
	}
}

// A folder that is put in the place of the one that is published is not
// published.
func TestRow60PublishedIsWhatWasTaken(t *testing.T) {
	root := t.TempDir()
	published(t, root, "old")
	out, list := opened(t, root), products(job().Target)
	into, err := out.prepare()
	must(t, errors.Join(err, export(into, "new", "new"), out.take(list)))
	next := out.abs("t.next")
	must(t, errors.Join(os.Rename(next, next+"2"), export(next, "other", "other")))
	if dir, err := out.publish(list, time.Now()); !errors.Is(err, errReplaced) || dir != "" {
		t.Errorf("published %q, %v", dir, err)
	}
	if text, _ := os.ReadFile(filepath.Join(root, "dist/t/a")); string(text) != "old" {
		t.Errorf("dist holds %q", text)
	}
}

// A user who is not root can be left folders that only their owner's rights
// over them keep from being swept.
func TestRow60LockedFolderIsSwept(t *testing.T) {
	root := t.TempDir()
	out := opened(t, root)
	into, err := out.prepare()
	must(t, err)
	inner := filepath.Join(into, "x", "y")
	must(t, errors.Join(os.MkdirAll(inner, 0o755), os.WriteFile(filepath.Join(inner, "z"), nil, 0o644)))
	nobodys(t, root)
	must(t, errors.Join(os.Chmod(inner, 0), os.Chmod(filepath.Dir(inner), 0o500)))
	asNobody(func() { err = out.empty() })
	must(t, err)
	if _, err := os.Lstat(into); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}

// nobodys hands a tree to the user that asNobody's thread becomes.
func nobodys(t *testing.T, root string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	must(t, filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(name, 65534, 65534))
	}))
}
