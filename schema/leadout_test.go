package schema

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A link that leads out of the project is not followed, and is said to be one.
func TestRow74DefinitionsThatLeadOut(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, File), []byte("name: \"hello\"\n"+row), 0o644); err != nil {
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
		if p != nil || len(found) != 1 || !strings.Contains(found[0].Message, "a link leads out of the project's root") {
			t.Errorf("%s: got %v", target, found)
		}
		root.Close()
	}
}
