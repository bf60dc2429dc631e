package userfile

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"
)

// What stands at each path of a real folder, and why it is not read.
func TestRow66WhatIsNoFile(t *testing.T) {
	t.Chdir(t.TempDir()) // a socket's path must be short
	if err := syscall.Mkfifo("pipe", 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", "socket")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, err := range []error{
		os.Mkdir("folder", 0o755), os.Symlink("/dev/zero", "device"), os.Symlink("pipe", "topipe"), os.Symlink("circle", "circle"),
		os.WriteFile("file", []byte("12345"), 0o644), os.Symlink("file", "link"), os.Truncate("file", 5),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	inRoot := map[string]Kind{
		"pipe": NotRegular, "topipe": NotRegular, "socket": NotRegular, "folder": NotRegular, "device": LeadsOut,
		"circle": BadPath, "none": Missing, "file/below": Missing, "file": "", "link": "", "../x": BadPath,
	}
	for name, want := range inRoot {
		_, err := Read(Root(root), name, 5)
		checkKind(t, "in the root, "+name, err, want)
		if want == LeadsOut {
			want = NotRegular // /dev/zero itself
		}
		_, err = Read(Folder("."), name, 5)
		checkKind(t, "in the folder, "+name, err, want)
	}
	_, err = Read(Root(root), "file", 4)
	checkKind(t, "more than is allowed", err, TooLarge)
	_, err = ReadPath(filepath.Join(root.Name(), "pipe"), 4)
	checkKind(t, "by its path", err, NotRegular)
}

func checkKind(t *testing.T, what string, err error, want Kind) {
	t.Helper()
	if want == "" && err != nil || want != "" && !Is(err, want) {
		t.Errorf("%s: %v, want %q", what, err, want)
	}
}

// A pipe that takes the place of a file after it was looked at: opening it
// must not wait either.
func TestRow66OpenDoesNotWait(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, fsys := range []fs.FS{Root(root), Folder(dir)} {
		_, err := Open(lying{fsys}, "pipe", 5)
		checkKind(t, "a pipe in a file's place", err, NotRegular)
	}
}

// lying says of everything that it is a file.
type lying struct{ fs.FS }

func (lying) Stat(string) (fs.FileInfo, error) {
	return fstest.MapFS{"x": {}}.Stat("x")
}

// An error of the system's is told apart from a file that is not there.
func TestRow67Kinds(t *testing.T) {
	for cause, want := range map[error]Kind{
		syscall.EACCES: Unreadable, syscall.EPERM: Unreadable, syscall.EIO: Unreadable, syscall.EMFILE: Unreadable, syscall.ESTALE: Unreadable,
		syscall.ENOENT: Missing, syscall.ENOTDIR: Missing, syscall.ENAMETOOLONG: BadPath, syscall.ELOOP: BadPath,
	} {
		fsys := broken{fstest.MapFS{"a/b": {}}, cause}
		_, err := Read(fsys, "a/b", 5)
		checkKind(t, cause.Error(), err, want)
		if _, err := Exists(fsys, "a/b"); (err != nil) != (want == Unreadable) {
			t.Errorf("%v: whether it is there: %v", cause, err)
		}
		if _, err := Glob(fsys, "a/*"); (err != nil) != (want == Unreadable) {
			t.Errorf("%v: what is there: %v", cause, err)
		}
	}
}

type broken struct {
	fs.FS
	err error
}

func (b broken) Open(name string) (fs.File, error) {
	if name == "." {
		return b.FS.Open(name)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
}
