package emit_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// lockedCargo shows the lock that it finds and what it is asked, and fails.
const lockedCargo = `#!/bin/sh
case "$1" in
locate-project) echo "$XGEN_SRC/Cargo.toml" ;;
*) echo "$1 $2 with $(cat "$XGEN_SRC/Cargo.lock")"; exit 101 ;;
esac
`

// A command in the build's environment sees the lock that patches need, and
// leaves the project's own behind whatever it comes to.
func TestExecSeesThePatchedLock(t *testing.T) {
	dir := place(t, compile(t, everything))
	src, vendor := filepath.Join(dir, "src"), filepath.Join(dir, "vendor")
	write(t, filepath.Join(dir, "rust/bin/cargo"), lockedCargo, 0o755)
	write(t, filepath.Join(src, "Cargo.lock"), "own", 0o644)
	for _, lock := range []string{"own", "patched"} {
		if lock == "patched" {
			write(t, vendor+".lock", lock, 0o644)
		}
		cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/build.sh"), "--exec", "cargo", "clippy", "--frozen")
		cmd.Env = []string{
			"PATH=/usr/bin:/bin", "TMPDIR=" + t.TempDir(), "XGEN_PREFIX=" + dir, "XGEN_HERE=" + filepath.Join(dir, "xgen/armv5te"),
			"XGEN_TRIPLE=armv5te-unknown-linux-musleabi", "XGEN_SRC=" + src, "XGEN_MANIFEST=Cargo.toml", "XGEN_VENDOR=" + vendor,
			"XGEN_TARGET=" + filepath.Join(dir, "target"), "XGEN_OUT=" + filepath.Join(dir, "out"),
		}
		out, err := cmd.CombinedOutput()
		failed := (*exec.ExitError)(nil)
		if !errors.As(err, &failed) || failed.ExitCode() != 101 || strings.TrimSpace(string(out)) != "clippy --config with "+lock {
			t.Errorf("with the lock %s: %v\n%s", lock, err, out)
		}
		if left, err := os.ReadFile(filepath.Join(src, "Cargo.lock")); err != nil || string(left) != "own" {
			t.Errorf("%v: left behind is the lock %q", err, left)
		}
	}
}
