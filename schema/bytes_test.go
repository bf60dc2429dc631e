package schema

import (
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
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
