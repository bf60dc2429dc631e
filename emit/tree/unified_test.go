package tree

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// TestUnifiedIsReadByGit applies the diff with git and by hand: both make
// the same tree.
func TestUnifiedIsReadByGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("this test needs git")
	}
	root := emitted(t, wanted("1"))
	must(t, root.Chmod("xgen/mips/Dockerfile", 0o755))
	want := without(wanted("2"), "xgen/armv5te")
	want[0].Bytes = want[0].Bytes[:len(want[0].Bytes)-1] // no newline at the end
	want = append(want, emit.Artifact{Path: "xgen/new/x", Mode: 0o755, Bytes: []byte("x\n")})
	changes := diffOf(t, root, want)
	for _, line := range []string{"--- /dev/null\n+++ b/xgen/new/x\n", "--- a/xgen/armv5te/bin/cc\n+++ /dev/null\n"} {
		if !bytes.Contains(Unified(changes), []byte(line)) {
			t.Errorf("no %q in\n%s", line, Unified(changes))
		}
	}

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
