package tree

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// plant puts links to a target at every name that the temporary file of a
// path may get.
func plant(t *testing.T, root *os.Root, name, target string) {
	t.Helper()
	to, err := filepath.Rel(path.Dir(name), target)
	must(t, err)
	for n := range 20 {
		must(t, root.Symlink(to, tempName(name, n)))
	}
}

// A link at the name of a temporary file is not written through, neither to a
// file that is there nor to one that would be made.
func TestRow74PlantedTemporaryFile(t *testing.T) {
	rest := without(wanted("1"), "xgen/mips")
	for _, target := range []string{"src/main.rs", "xgen/armv5te/bin/cc", "src/made.rs"} {
		for name, want := range map[string][]emit.Artifact{
			"xgen/armv5te/Dockerfile":    wanted("2"),
			"xgen/manifest":              wanted("2"),
			".github/workflows/xgen.yml": wanted("2"),
			"xgen/mips/Dockerfile":       rest, // which removes it
		} {
			root := emitted(t, wanted("1"))
			put(t, root, "src/main.rs", "fn main() {}\n")
			plant(t, root, name, target)
			before := snapshot(t, root)
			_, err := Apply(root, diffOf(t, root, want), Options{Force: true})
			var ioErr *IOError
			if !errors.As(err, &ioErr) || !errors.Is(err, fs.ErrExist) || path.Dir(ioErr.Path) != path.Dir(name) {
				t.Errorf("%s to %s: got %v", name, target, err)
			}
			wantSame(t, before, snapshot(t, root))
		}
	}
}

// What nobody wants any more and a link leads to stays, and is said.
func TestRow74StaleBehindALink(t *testing.T) {
	for dir, stale := range map[string]string{
		".github/workflows": ".github/workflows/xgen.yml",
		".github":           ".github/workflows/xgen.yml",
		"xgen/armv5te/bin":  "xgen/armv5te/bin/cc",
		"xgen/stage":        "xgen/stage/build.sh",
	} {
		root := emitted(t, wanted("1"))
		must(t, root.Rename(dir, "moved"))
		to, err := filepath.Rel(path.Dir(dir), "moved")
		must(t, err)
		must(t, root.Symlink(to, dir))
		changes := diffOf(t, root, without(wanted("1"), path.Dir(stale)))
		wantKinds(t, changes, "blocked "+stale)
		at := slices.IndexFunc(changes, func(c Change) bool { return c.Path == stale })
		if reason := changes[at].Reason; !strings.Contains(reason, dir+" is a symbolic link") || !strings.Contains(reason, "no longer emitted") {
			t.Errorf("%s: %q", stale, reason)
		}
		wantRefusal(t, root, changes, false)
	}
}
