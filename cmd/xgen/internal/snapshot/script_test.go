package snapshot

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xgen-build/xgen/templates"
)

// TestRow58Script runs source.sh as a build does, in a tree with names that
// could break its list.
func TestRow58Script(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"Cargo.toml", "src/main.rs", "a b", "a\nb", `back\slash`, "-n", "link  ./x", "sub/ä"} {
		write(t, dir, name, name)
	}
	if err := errors.Join(
		os.Chmod(filepath.Join(dir, "a b"), 0o755),
		os.Symlink("a\nb", filepath.Join(dir, "l")), os.Symlink("../nowhere", filepath.Join(dir, "sub/l")),
	); err != nil {
		t.Fatal(err)
	}
	tree := take(t, Store{t.TempDir()}, dir)
	defer tree.Close()
	script, err := templates.StageFile("source.sh")
	if err != nil {
		t.Fatal(err)
	}
	into := t.TempDir()
	cmd := exec.Command("sh", "-c", string(script))
	cmd.Env = append(os.Environ(), "XGEN_CONTEXT="+tree.Dir(), "XGEN_ROOT=xgen", "XGEN_LIST="+filepath.Join(into, "list"),
		"XGEN_SOURCE="+filepath.Join(into, "source"), "XGEN_MANIFESTS="+filepath.Join(into, "manifests"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	list, err := os.ReadFile(filepath.Join(into, "list"))
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Compare(0, list); err != nil {
		t.Error(err)
	}
}
