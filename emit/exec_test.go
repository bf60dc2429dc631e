package emit_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// lockedCargo shows the lock that it finds and what it is asked, and fails, or is
// interrupted as by Ctrl-C.
const lockedCargo = `#!/bin/sh
case "$1" in
locate-project) echo "$XGEN_SRC/Cargo.toml" ;;
test) kill -INT "$PPID" ;;
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
	for _, tt := range []struct {
		lock, command, says string
		code                int
	}{
		{"own", "clippy", "clippy --manifest-path=Cargo.toml with own", 101},
		{"patched", "clippy", "clippy --manifest-path=Cargo.toml with patched", 101},
		{"patched", "test", "", 130},
	} {
		if tt.lock == "patched" {
			write(t, vendor+".lock", tt.lock, 0o644)
		}
		cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/build.sh"), "--exec", "cargo", tt.command, "--frozen")
		cmd.Env = []string{
			"PATH=/usr/bin:/bin", "TMPDIR=" + t.TempDir(), "XGEN_PREFIX=" + dir, "XGEN_HERE=" + filepath.Join(dir, "xgen/armv5te"),
			"XGEN_TRIPLE=armv5te-unknown-linux-musleabi", "XGEN_SRC=" + src, "XGEN_MANIFEST=Cargo.toml", "XGEN_VENDOR=" + vendor,
			"XGEN_TARGET=" + filepath.Join(dir, "target"), "XGEN_OUT=" + filepath.Join(dir, "out"),
		}
		out, err := cmd.CombinedOutput()
		failed := (*exec.ExitError)(nil)
		if !errors.As(err, &failed) || failed.ExitCode() != tt.code || strings.TrimSpace(strings.ReplaceAll(string(out), src+"/", "")) != tt.says {
			t.Errorf("%+v: %v\n%s", tt, err, out)
		}
		if left, err := os.ReadFile(filepath.Join(src, "Cargo.lock")); err != nil || string(left) != "own" {
			t.Errorf("%v: left behind is the lock %q", err, left)
		}
	}
}

// newerCargo shows what has changed since it last succeeded, as cargo sees it,
// and fails where the source is wrong.
const newerCargo = `#!/bin/sh
echo "$*"
cd "$XGEN_SRC"
[ ! -e "$XGEN_TARGET/mark" ] || find . -type f -newer "$XGEN_TARGET/mark"
! grep -q wrong src/main.rs || exit 101
touch "$XGEN_TARGET/mark"
`

// A lint keeps its target folder, and goes by what is in the files: their times
// say nothing in a container. It ships nothing.
func TestLintSeesEveryEdit(t *testing.T) {
	dir := place(t, compile(t, everything))
	src, vendor := filepath.Join(dir, "src"), filepath.Join(dir, "vendor")
	for _, name := range []string{"stamp/rust", "stamp/cc", "vendor.stamp", "src/Cargo.toml"} {
		write(t, filepath.Join(dir, name), "", 0o644)
	}
	write(t, filepath.Join(dir, "rust/bin/cargo"), newerCargo, 0o755)
	for i, tt := range []struct{ text, sees string }{
		{"right", ""}, {"wrong", "./src/main.rs\n"}, {"right", "./Cargo.toml\n./src/main.rs\n"}, {"right", ""}, {"wrong", "./src/main.rs\n"}, {"wrong", "./Cargo.toml\n./src/main.rs\n"},
	} {
		write(t, filepath.Join(src, "src/main.rs"), tt.text, 0o644)
		for _, name := range []string{"src/main.rs", "Cargo.toml"} {
			if err := os.Chtimes(filepath.Join(src, name), time.Unix(1, 0), time.Unix(1, 0)); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/build.sh"), "--lint", "clippy", "--frozen", "--", "--deny")
		cmd.Env = []string{
			"PATH=/usr/bin:/bin", "XGEN_PREFIX=" + dir, "XGEN_HERE=" + filepath.Join(dir, "xgen/armv5te"), "XGEN_BINS=hello", "XGEN_PROFILE=release",
			"XGEN_TRIPLE=armv5te-unknown-linux-musleabi", "XGEN_SRC=" + src, "XGEN_MANIFEST=Cargo.toml", "XGEN_VENDOR=" + vendor,
			"XGEN_TARGET=" + filepath.Join(dir, "target"), "XGEN_OUT=" + filepath.Join(dir, "out"),
		}
		var words strings.Builder
		cmd.Stderr = &words
		out, err := cmd.Output()
		headline := strings.HasSuffix(words.String(), "xgen: cargo clippy found what stands above: mend it, or allow it in the sources or under [lints] in Cargo.toml\n")
		if exit := cmd.ProcessState.ExitCode(); headline != (exit == 101) {
			t.Errorf("run %d: exit code %d, and it ends\n%s", i, exit, words.String())
		}
		said, sees, _ := strings.Cut(string(out), "\n")
		lines := strings.SplitAfter(sees, "\n")
		slices.Sort(lines)
		if strings.Join(lines, "") != tt.sees || (err == nil) != (tt.text == "right") {
			t.Errorf("run %d, %s: %v: cargo sees %q, want %q", i, tt.text, err, lines, tt.sees)
		}
		if !strings.HasPrefix(said, "clippy --manifest-path="+src+"/Cargo.toml --config ") || !strings.HasSuffix(said, "] --frozen -- --deny") {
			t.Errorf("cargo is asked %s", said)
		}
	}
	if left, err := os.ReadDir(filepath.Join(dir, "out")); err != nil || len(left) > 0 {
		t.Errorf("%v: it has left %v", err, left)
	}
}
