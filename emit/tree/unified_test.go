package tree

import (
	"os/exec"
	"path/filepath"
	"testing"

	"os"
)

// TestUnifiedIsReadByGit applies the diff with git and by hand: both give
// the same tree.
func TestUnifiedIsReadByGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("this test needs git")
	}
	root := emitted(t, wanted("1"))
	must(t, root.Chmod("xgen/mips/Dockerfile", 0o755))
	want := without(wanted("2"), "xgen/armv5te")
	want[0].Bytes = want[0].Bytes[:len(want[0].Bytes)-1] // no newline at the end
	changes := diffOf(t, root, want)

	copied := openRoot(t, t.TempDir())
	must(t, os.CopyFS(copied.Name(), root.FS()))
	patch := filepath.Join(t.TempDir(), "patch")
	must(t, os.WriteFile(patch, Unified(changes), 0o644))
	cmd := exec.Command("git", "apply", "-p1", patch)
	cmd.Dir = copied.Name()
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(copied.Name()))
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, text, Unified(changes))
	}
	apply(t, root, changes, Options{})
	wantSame(t, snapshot(t, root), snapshot(t, copied))
}
