//go:build unix

package tree

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

func TestRow27OutputPath(t *testing.T) {
	for _, output := range []string{
		"../x", "/x", "", ".", "..", "a/../..", "a//b", "a/", "./x", `..\x`, `C:\x`, "C:x", "x\n", "x\x00", "x\u202e",
		".git", ".git/hooks", "a/.GIT/b", "GIT~1", ".github", ".github/workflows", ".GitHub/x", "cue.mod/pkg", "\xff",
	} {
		root := openRoot(t, t.TempDir())
		_, err := Diff(root, output, nil)
		var pathErr *PathError
		if !errors.As(err, &pathErr) {
			t.Errorf("Diff(%q): %v", output, err)
		}
		if err := Sweep(root, output); !errors.As(err, &pathErr) {
			t.Errorf("Sweep(%q): %v", output, err)
		}
	}
	for _, output := range []string{"xgen", "build/xgen", "gen_1", ".xgen", "сборка"} {
		if err := CheckOutput(output); err != nil {
			t.Errorf("%q: %v", output, err)
		}
	}
}

func TestRow27ArtifactPath(t *testing.T) {
	file := func(name string) emit.Artifact { return emit.Artifact{Path: name, Mode: 0o644} }
	for _, tt := range []struct {
		why  string
		arts []emit.Artifact
	}{
		{"no path", []emit.Artifact{file("xgen/../src/main.rs")}},
		{"no path", []emit.Artifact{file("../x")}},
		{"no path", []emit.Artifact{file("/etc/passwd")}},
		{"git's own", []emit.Artifact{file("xgen/.git/config")}},
		{"temporary", []emit.Artifact{file("xgen/.x.xgen-00000000.tmp")}},
		{"emits no files", []emit.Artifact{file("src/main.rs")}},
		{"emits no files", []emit.Artifact{file("xgen")}},
		{"emits no files", []emit.Artifact{file(".github/dependabot.yml")}},
		{"twice", []emit.Artifact{file("xgen/a"), file("xgen/a")}},
		{"twice", []emit.Artifact{file("xgen/a"), file("xgen/A")}},
		{"as a file", []emit.Artifact{file("xgen/a"), file("xgen/a/b")}},
		{"mode", []emit.Artifact{{Path: "xgen/a", Mode: 0o600}}},
		{"mode", []emit.Artifact{{Path: "xgen/a", Mode: 0o755 | os.ModeSetuid}}},
	} {
		root := openRoot(t, t.TempDir())
		_, err := Diff(root, "xgen", tt.arts)
		var pathErr *PathError
		if !errors.As(err, &pathErr) || !strings.Contains(pathErr.Why, tt.why) {
			t.Errorf("%v: %v, want %q", tt.arts, err, tt.why)
		}
		if all := snapshot(t, root); len(all) != 0 {
			t.Errorf("%v: wrote %q", tt.arts, all)
		}
	}
}

// blocks puts something that is no regular file, or leads out of the folder,
// in the way of xgen/armv5te/Dockerfile.
var blocks = map[string]func(t *testing.T, root *os.Root, victim string){
	"a link out of the root": func(t *testing.T, root *os.Root, victim string) {
		must(t, root.Symlink(filepath.Join(victim, "Dockerfile"), "xgen/armv5te/Dockerfile"))
	},
	"a link inside the root": func(t *testing.T, root *os.Root, victim string) {
		put(t, root, "src/Dockerfile", "victim\n")
		must(t, root.Symlink("../../src/Dockerfile", "xgen/armv5te/Dockerfile"))
	},
	"a link to nothing": func(t *testing.T, root *os.Root, victim string) {
		must(t, root.Symlink("nothing", "xgen/armv5te/Dockerfile"))
	},
	"a folder that is a link out": func(t *testing.T, root *os.Root, victim string) {
		must(t, root.Remove("xgen/armv5te"))
		must(t, root.Symlink(victim, "xgen/armv5te"))
	},
	"a folder that is a link inside": func(t *testing.T, root *os.Root, victim string) {
		put(t, root, "src/Dockerfile", "victim\n")
		must(t, root.Remove("xgen/armv5te"))
		must(t, root.Symlink("../src", "xgen/armv5te"))
	},
	"an output folder that is a link": func(t *testing.T, root *os.Root, victim string) {
		must(t, root.RemoveAll("xgen"))
		must(t, root.Symlink(victim, "xgen"))
	},
	"a folder": func(t *testing.T, root *os.Root, victim string) {
		must(t, root.Mkdir("xgen/armv5te/Dockerfile", 0o755))
	},
	"a file for a folder": func(t *testing.T, root *os.Root, victim string) {
		must(t, root.Remove("xgen/armv5te"))
		put(t, root, "xgen/armv5te", "a file\n")
	},
	"a named pipe": func(t *testing.T, root *os.Root, victim string) {
		must(t, syscall.Mkfifo(filepath.Join(root.Name(), "xgen/armv5te/Dockerfile"), 0o644))
	},
}

func TestRow27Blocked(t *testing.T) {
	want := []emit.Artifact{{Path: "xgen/armv5te/Dockerfile", Mode: 0o644, Bytes: []byte("new\n")}}
	for name, block := range blocks {
		t.Run(name, func(t *testing.T) {
			root, victim := openRoot(t, t.TempDir()), openRoot(t, t.TempDir())
			put(t, victim, "Dockerfile", "victim\n")
			put(t, victim, ".x.xgen-00000000.tmp", "looks like one of xgen's\n")
			must(t, root.MkdirAll("xgen/armv5te", 0o755))
			block(t, root, victim.Name())
			before := snapshot(t, victim)
			changes := diffOf(t, root, want)
			if !slices.Contains(kinds(changes), "blocked xgen/armv5te/Dockerfile") {
				t.Fatalf("got %q", kinds(changes))
			}
			if text := Unified(changes); strings.Contains(string(text), "+new") {
				t.Errorf("a diff for what cannot be read:\n%s", text)
			}
			wantRefusal(t, root, changes, false)
			if _, err := Apply(root, changes, Options{Force: true}); err == nil {
				t.Error("forced, it writes")
			}
			must(t, Sweep(root, "xgen"))
			wantSame(t, before, snapshot(t, victim))
		})
	}
}

func TestRow27StaleBehindALink(t *testing.T) {
	for name, block := range blocks {
		t.Run(name, func(t *testing.T) {
			want := []emit.Artifact{{Path: "xgen/armv5te/Dockerfile", Mode: 0o644, Bytes: []byte("victim\n")}}
			root, victim := emitted(t, want), openRoot(t, t.TempDir())
			put(t, victim, "Dockerfile", "victim\n")
			must(t, root.RemoveAll("xgen/armv5te"))
			must(t, root.MkdirAll("xgen/armv5te", 0o755))
			block(t, root, victim.Name())
			before := snapshot(t, victim)
			changes := diffOf(t, root, nil)
			_, _ = Apply(root, changes, Options{Force: true})
			must(t, Sweep(root, "xgen"))
			wantSame(t, before, snapshot(t, victim))
			if text, err := root.ReadFile("src/Dockerfile"); err == nil && string(text) != "victim\n" {
				t.Errorf("the victim is %q", text)
			}
		})
	}
}
