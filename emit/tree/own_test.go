package tree

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// Own writes a file that is missing and changes one that differs in more than its line
// ends, with the mode that it has. A link or a folder of that name is left alone, and so is
// every other file.
func TestOwn(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"same": "a\r\n", "other": "a\n", "stranger": "x\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("other", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	own := func(name, text string) emit.Artifact {
		return emit.Artifact{Path: name, Mode: 0o644, Bytes: []byte(text)}
	}
	changes, err := Own(root, []emit.Artifact{own("same", "a\n"), own("other", "b\n"), own("link", "b\n"), own("new/file", "c\n")})
	if err != nil || len(changes) != 3 || changes[0].Kind != Blocked || changes[1].Kind != Create || changes[2].Kind != Update {
		t.Fatal(changes, err)
	}
	if _, err := Apply(root, changes, Options{Force: true}); err == nil {
		t.Error("a link was written through")
	}
	if _, err := Apply(root, changes[1:], Options{}); err != nil {
		t.Fatal(err)
	}
	info, err := root.Stat("other")
	text, _ := root.ReadFile("new/file")
	if err != nil || info.Mode().Perm() != 0o755 || string(text) != "c\n" {
		t.Error(info, err, string(text))
	}
	if changes, err := Own(root, []emit.Artifact{own("other", "b\n"), own("new/file", "c\n")}); len(changes) > 0 || err != nil {
		t.Error(changes, err)
	}
	if _, err := Own(root, []emit.Artifact{own("../outside", "")}); err == nil {
		t.Error("a path that leads out was taken")
	}
}
