package userfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A regular file is opened, by its path and in a root; a pipe is refused at
// once, and a system's own error stays one.
func TestRow66OpenRegular(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, err := range map[string]error{
		"file": root.WriteFile("file", []byte("12345"), 0o600), "pipe": syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600),
	} {
		if err != nil {
			t.Fatal(name, err)
		}
	}
	check := func(open func(string, int, fs.FileMode) (*os.File, error), dir string) {
		t.Helper()
		f, info, err := OpenRegular(open, filepath.Join(dir, "file"))
		if err != nil || info.Size() != 5 {
			t.Fatal(info, err)
		}
		f.Close()
		_, _, err = OpenRegular(open, filepath.Join(dir, "pipe"))
		checkKind(t, "a pipe", err, NotRegular)
		if _, _, err := OpenRegular(open, filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) || Is(err, Missing) {
			t.Error(err)
		}
	}
	check(os.OpenFile, dir)
	check(root.OpenFile, "")
}

func TestCause(t *testing.T) {
	other := errors.New("other")
	for _, c := range []struct{ err, want error }{
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, syscall.EACCES},
		{&os.LinkError{Op: "rename", Old: "x", New: "y", Err: syscall.EXDEV}, syscall.EXDEV},
		{other, other},
	} {
		if got := Cause(c.err); got != c.want {
			t.Errorf("%v: %v", c.err, got)
		}
	}
}
