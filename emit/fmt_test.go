package emit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// The format is judged upon Rust alone, beside std, and before the tests are
// compiled.
func TestFmtWaitsForNothing(t *testing.T) {
	var upon, waits []string
	for _, s := range stages(t, compile(t, tested+"test: lints: [\"fmt\", \"clippy\"]\n")["xgen/armv5te/Dockerfile"].Bytes) {
		if s.Name == "fmt" {
			upon = append(upon, s.BaseName)
			for _, c := range s.Commands {
				for _, m := range instructions.GetMounts(c.(*instructions.RunCommand)) {
					upon = append(upon, m.From)
				}
			}
		}
		for _, c := range s.Commands {
			if c, ok := c.(*instructions.CopyCommand); ok && c.From == "fmt" {
				waits = append(waits, s.Name)
			}
		}
	}
	if want := []string{"rust", "", "source"}; !slices.Equal(upon, want) {
		t.Errorf("the stage stands upon %q, want %q", upon, want)
	}
	if !slices.Equal(waits, []string{"tests"}) {
		t.Errorf("the stages that wait for it: %q", waits)
	}
}

// The last line says which files are badly written, or that cargo failed by
// itself; every release's words are read.
func TestFmtEndsWithASentence(t *testing.T) {
	for name, c := range map[string]struct{ cargo, want string }{
		"well written": {"[ \"$*\" = \"fmt --check --manifest-path=$XGEN_SOURCE/app/Cargo.toml\" ] && [ \"$PWD\" = / ]", ""},
		"one file": {"printf 'Diff in %s:%s:\\n' \"$XGEN_SOURCE/app/src/main.rs\" 1 \"$XGEN_SOURCE/app/src/main.rs\" 22; exit 1",
			"xgen: cargo fmt --check found what it would write otherwise in app/src/main.rs: run cargo fmt\n"},
		"two files": {"echo \"Diff in $XGEN_SOURCE/app/b.rs at line 1:\"; echo \"Incorrect newline style in $XGEN_SOURCE/app/a.rs\"; exit 1",
			"xgen: cargo fmt --check found what it would write otherwise in 2 files, of which the first is app/a.rs: run cargo fmt\n"},
		"no Rust": {"echo 'error: unclosed' >&2; exit 1", "error: unclosed\nxgen: cargo fmt --check failed: the words above say why\n"},
	} {
		dir := place(t, compile(t, smallest))
		write(t, filepath.Join(dir, "rust/bin/cargo"), "#!/bin/sh\n"+c.cargo+"\n", 0o755)
		write(t, filepath.Join(dir, "project/app/Cargo.toml"), "", 0o644)
		passed := filepath.Join(dir, "passed")
		cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/fmt.sh"), "fmt", "--check")
		cmd.Env = append(os.Environ(), "XGEN_PREFIX="+dir, "XGEN_SOURCE="+filepath.Join(dir, "project"), "XGEN_MANIFEST=app/Cargo.toml", "XGEN_PASSED="+passed)
		out, err := cmd.CombinedOutput()
		_, stat := os.Stat(passed)
		if (err == nil) != (c.want == "") || (stat == nil) != (c.want == "") || !strings.HasSuffix(string(out), c.want) {
			t.Errorf("%s: %v, %v\n%s\nwant %s", name, err, stat, out, c.want)
		}
	}
}
