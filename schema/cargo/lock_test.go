package cargo

import (
	"strings"
	"testing"
)

const registry = "registry+https://github.com/rust-lang/crates.io-index"

// The same two packages in each version of the file, and their lines.
var lockVersions = []struct {
	text         string
	lineX, lineA int
}{
	{`[root]
name = "a"
version = "0.1.0"
dependencies = [
 "x 1.0.0 (` + registry + `)",
]

[[package]]
name = "x"
version = "1.0.0"
source = "` + registry + `"

[metadata]
"checksum x 1.0.0 (` + registry + `)" = "abc"
`, 8, 1},
	{"# @generated\n" + lockBody, 3, 9},
	{"# @generated\nversion = 3\n" + lockBody, 4, 10},
	{"# @generated\nversion = 4\n" + lockBody, 4, 10},
}

const lockBody = `
[[package]]
name = "x"
version = "1.0.0"
source = "` + registry + `"
checksum = "abc"

[[package]]
name = "a"
version = "0.1.0"
dependencies = ["x"]
`

func TestLockVersions(t *testing.T) {
	for i, c := range lockVersions {
		w, err := Read(files("Cargo.toml", pack("a"), "Cargo.lock", c.text), "Cargo.toml")
		if err != nil || len(w.Locked) != 2 {
			t.Fatalf("version %d: %+v, %v", i+1, w, err)
		}
		x, a := w.Locked[0], w.Locked[1]
		if x.Name != "x" || x.Version != "1.0.0" || x.Source != registry || x.Checksum != "abc" || x.Line != c.lineX {
			t.Errorf("version %d: %+v", i+1, x)
		}
		if a.Name != "a" || a.Version != "0.1.0" || a.Source+a.Checksum != "" || a.Line != c.lineA ||
			len(a.Dependencies) != 1 || !strings.HasPrefix(a.Dependencies[0], "x") {
			t.Errorf("version %d: %+v", i+1, a)
		}
	}
}

func TestLockProblems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"version = 4\n<<<<<<< HEAD\n", "Cargo.lock:2:1: "},
		{"version = 4\n\n[[package]]\nname = 3\n", "Cargo.lock:4:8: "},
		{"version = 4\n[[package]]\nname = \"a\"\ndependencies = [1]\n", "Cargo.lock:4:17: "},
	} {
		_, err := Read(files("Cargo.toml", pack("a"), "Cargo.lock", c.text), "Cargo.toml")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q gives %v, want %s…", c.text, err, c.want)
		}
	}
}
