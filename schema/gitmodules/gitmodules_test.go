package gitmodules

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Paths reads what git itself reads.
func TestPaths(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"", nil},
		{"[submodule \"a\"]\n\tpath = third/dep\n\turl = ../dep.git\n", []string{"third/dep"}},
		{"[submodule \"b\"]\n  path=b/ ; c\n[submodule \"a\"]\r\n\tPATH = \"a b\"\r\n", []string{"a b", "b"}},
		{"[core]\n\tpath = no\n[submodule \"x\"]\n# path = no\n\tpath = x # y\n\turl = u\n", []string{"x"}},
		{"[Submodule \"x\"]\n\tpath = \"x;y#z\"\n", []string{"x;y#z"}},
		{"[submodule \"x\"]\n\tpath = a\\\\b\n", []string{`a\b`}},
	} {
		if got := Paths([]byte(c.src)); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.src, got, c.want)
		}
		name := filepath.Join(t.TempDir(), "gitmodules")
		if err := os.WriteFile(name, []byte(c.src), 0o644); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.Command(git, "config", "--file", name, "--get-regexp", `^submodule\..*\.path$`).Output() // exits 1 where there is none
		var said []string
		for line := range strings.Lines(string(out)) {
			_, value, _ := strings.Cut(strings.TrimSpace(line), " ")
			said = append(said, strings.TrimSuffix(value, "/"))
		}
		slices.Sort(said)
		if !slices.Equal(said, c.want) {
			t.Errorf("%q: git reads %q", c.src, said)
		}
	}
	for _, out := range []string{"../x", "/x", ".", "a/../.."} {
		if got := Paths([]byte("[submodule \"x\"]\npath = " + out)); got != nil {
			t.Errorf("%s: %q", out, got)
		}
	}
}
