package schema

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// endless is a regular file that says it is empty and never ends; read counts.
type endless struct {
	fs.File
	read *int
}

func (f endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '\n'
	}
	*f.read += len(p)
	if *f.read > 64<<20 {
		return 0, fs.ErrInvalid
	}
	return len(p), nil
}

type endlessFolder struct {
	fstest.MapFS
	read *int
}

func (d endlessFolder) Open(name string) (fs.File, error) {
	f, err := d.MapFS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".cue") {
		return f, err
	}
	return endless{f, d.read}, nil
}

// TestRow74BytesOfCUE: a file of definitions has a MiB at most, and no more of it
// is read, of the project's and of the machine's.
func TestRow74BytesOfCUE(t *testing.T) {
	const mib = 1 << 20
	const want = ":1:1: the file has more than 1048576 bytes, which is the most that is allowed"
	definitions := "name: \"hello\"\n" + row
	whole := func(n int) string { return definitions + strings.Repeat("\n", n-len(definitions)) }
	if _, found := Load(project(whole(mib))); found.HasErrors() {
		t.Errorf("a MiB: %v", found)
	}
	_, found := Load(project(whole(mib + 1)))
	checkFound(t, found.Error(), []string{"targets.cue" + want})

	for name, load := range map[string]func(fs.FS) string{
		"targets.cue": func(dir fs.FS) string { _, found := Load(dir); return found.Error() },
		"a.cue":       func(dir fs.FS) string { _, found := LoadMachine(dir); return found.Error() },
	} {
		read := 0
		got := load(endlessFolder{fstest.MapFS{name: {}}, &read})
		if got != name+want || read > 2*mib {
			t.Errorf("%s: %d bytes are read: %s", name, read, got)
		}
	}
}
