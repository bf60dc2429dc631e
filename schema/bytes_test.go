package schema

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/cargo"
)

// padded is a file of the user's that has exactly so many bytes.
func padded(n int) []byte {
	const file = "name: \"x\"\ntargets: a: triple: \"armv5te-unknown-linux-musleabi\"\n//"
	return []byte(file + strings.Repeat("x", n-len(file)))
}

func TestRow74LargestFile(t *testing.T) {
	for n, allowed := range map[int]bool{maxBytes - 1: true, maxBytes: true, maxBytes + 1: false, 3 * maxBytes: false} {
		root := project("")
		root[File] = &fstest.MapFile{Data: padded(n), Mode: 0o644}
		p, found := Load(root)
		if (p != nil) != allowed {
			t.Errorf("%d bytes: %v", n, found)
		}
		if !allowed && (len(found) != 1 || found[0].Pos.File != File || !strings.Contains(found[0].Message, "1048576 bytes")) {
			t.Errorf("%d bytes: %v", n, found)
		}
	}
}

// endless is a file that says nothing of its size and never ends.
type endless struct {
	fs.File
	read int
}

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	if e.read > 16*maxBytes {
		return 0, io.ErrNoProgress
	}
	for i := range p {
		p[i] = '\n'
	}
	return len(p), nil
}

// endlessFS is a project whose definitions are such a file.
type endlessFS struct {
	fstest.MapFS
	file *endless
}

func (e endlessFS) Open(name string) (fs.File, error) {
	f, err := e.MapFS.Open(name)
	if name != File || err != nil {
		return f, err
	}
	e.file.File = f
	return e.file, nil
}

func TestRow74FileWithoutAnEnd(t *testing.T) {
	root := endlessFS{project(""), &endless{}}
	if p, found := Load(root); p != nil || len(found) != 1 || !strings.Contains(found[0].Message, "1048576 bytes") {
		t.Errorf("got %v", found)
	}
	if root.file.read > 2*maxBytes {
		t.Errorf("%d bytes were read", root.file.read)
	}
}

// A link that leads out of the project is not followed, and is said to be one.
func TestRow74DefinitionsThatLeadOut(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, File), padded(1000), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{filepath.Join(outside, File), filepath.Join("..", filepath.Base(outside), File)} {
		dir := t.TempDir()
		if err := os.Symlink(target, filepath.Join(dir, File)); err != nil {
			t.Fatal(err)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		p, found := Load(root.FS())
		if p != nil || len(found) != 1 || !strings.Contains(found[0].Message, cargo.OutMessage) {
			t.Errorf("%s: got %v", target, found)
		}
		root.Close()
	}
}
