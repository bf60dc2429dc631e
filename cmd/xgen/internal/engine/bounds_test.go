package engine

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// The folder of the socket is its owner's alone, whatever it was before.
func TestRow74RunFolderIsPrivate(t *testing.T) {
	for _, before := range []fs.FileMode{0, 0o755, 0o777} {
		p := &Private{Dir: t.TempDir() + "/private"}
		if before != 0 {
			if err := os.MkdirAll(p.run(""), 0o755); err != nil {
				t.Fatal(err)
			}
			for _, dir := range []string{p.Dir, p.run("")} {
				if err := os.Chmod(dir, before); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := p.makeRun(); err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{p.Dir, p.run("")} {
			if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("from %v: %s is %v, %v", before, dir, info.Mode(), err)
			}
		}
	}
}

// An indented object without an end is given up: what comes after it counts.
func TestRow74ObjectWithoutAnEnd(t *testing.T) {
	const event = `{"vertexes":[{"digest":"d","name":"[build 1/1] RUN x","started":"2026-01-01T00:00:00Z"}]}` + "\n"
	line := strings.Repeat("x", 1023) + "\n"
	for size, want := range map[int]int{objectLimit + 2*len(line): 1, objectLimit - 2*len(line): 0} {
		stream := "{\n" + strings.Repeat(line, size/len(line)) + event
		events := 0
		if _, err := Decode(bytes.NewReader([]byte(stream)), func(Event) { events++ }); err != nil {
			t.Fatal(err)
		}
		if events != want {
			t.Errorf("%d bytes: %d events, want %d", size, events, want)
		}
	}
	if objectLimit > 64<<20 {
		t.Errorf("up to %d bytes of an object are kept", objectLimit)
	}
}

// A folder that cannot be made, or not be made private, is an error: no socket
// is put into it.
func TestRow74RunFolderThatCannotBePrivate(t *testing.T) {
	dir := t.TempDir()
	for _, file := range []string{"private", "private/run"} {
		p := &Private{Dir: dir + "/" + "private"}
		if err := os.RemoveAll(p.Dir); err != nil {
			t.Fatal(err)
		}
		if file != "private" {
			if err := os.Mkdir(p.Dir, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(dir+"/"+file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := p.makeRun(); err == nil {
			t.Errorf("%s is a file, and no error", file)
		}
	}
}
