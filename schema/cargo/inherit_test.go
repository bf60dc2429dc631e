package cargo

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What a package takes from its workspace, and from another than the program's, is found
// where cargo finds it and missed where cargo misses it: each row is shown to cargo too.
func TestInheritedAsCargo(t *testing.T) {
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is missing: https://rustup.rs")
	}
	app := pack("app", "[dependencies]", "one = { path = \"../libs/one\" }")
	libs := "[workspace]\nmembers = [\"one\"]\n[workspace.package]\nversion = \"7.0.1\"\n[workspace.dependencies]\ntwo = { path = \"two\" }\n[workspace.lints]\n"
	two := []string{"libs/two/Cargo.toml", pack("two"), "libs/two/src/lib.rs", ""}
	one := func(lines ...string) string {
		return "[package]\nname = \"one\"\nedition = \"2021\"\n" + strings.Join(lines, "\n") + "\n"
	}
	for _, c := range []struct {
		name, one, root string
		more            []string
		roots, want     string
	}{
		{"another workspace's", one("version.workspace = true", "[dependencies]", "two.workspace = true", "[lints]", "workspace = true"), libs, two, "libs/Cargo.toml", ""},
		{"inline tables", one("version = { workspace = true }", "dependencies.two = { workspace = true, optional = true }"), libs, two, "libs/Cargo.toml", ""},
		{"of a platform", one("version = \"1.0.0\"", "[target.'cfg(unix)'.build-dependencies.two]", "workspace = true"), libs, two, "libs/Cargo.toml", ""},
		{"nothing of it", one("version = \"1.0.0\""), "no manifest at all", nil, "", ""},
		{"package.workspace", one("workspace = \"..\"", "version.workspace = true"), libs, nil, "libs/Cargo.toml", ""},
		{"metadata is the user's own", one("version = \"1.0.0\"", "[package.metadata.deb]", "workspace = true", "[package.metadata]", "workspace = true"), "[workspace]\n", nil, "", ""},
		{"excluded", one("version.workspace = true"), libs + "\n[workspace.metadata]\nx = 1\n", []string{"libs/Cargo.toml", "[workspace]\nexclude = [\"one\"]\n"}, "", "libs/one/Cargo.toml:4:1: package.version is taken from a workspace, and none is found: no folder from libs/one up to"},
		{"no version there", one("version.workspace = true"), "[workspace]\n[workspace.package]\nedition = \"2021\"\n", nil, "", "libs/one/Cargo.toml:4:1: package.version is taken from the workspace, and libs/Cargo.toml has no workspace.package.version: add it there"},
		{"no dependency there", one("version = \"1.0.0\"", "[dependencies]", "three.workspace = true"), libs, nil, "", "libs/one/Cargo.toml:6:1: dependencies.three is taken from the workspace, and libs/Cargo.toml has no workspace.dependencies.three"},
		{"no such key of a package", one("version = \"1.0.0\"", "lints.workspace = true"), "[workspace]\n", nil, "", ""},
		{"no lints there", one("version = \"1.0.0\"", "[lints]", "workspace = true"), "[workspace]\n", nil, "", "libs/one/Cargo.toml:6:1: lints is taken from the workspace, and libs/Cargo.toml has no workspace.lints"},
	} {
		fsys := files(append([]string{"app/Cargo.toml", app, "app/src/main.rs", "fn main() {}\n",
			"libs/Cargo.toml", c.root, "libs/one/Cargo.toml", c.one, "libs/one/src/lib.rs", ""}, c.more...)...)
		w, err := Read(fsys, "app/Cargo.toml")
		switch {
		case c.want != "":
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("%s: error is %v, want %s…", c.name, err, c.want)
			}
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
		default:
			if got := strings.Join(w.Further, " "); got != c.roots {
				t.Errorf("%s: roots are %q, want %q", c.name, got, c.roots)
			}
		}
		if said, errCargo := treeOf(t, fsys); (errCargo == nil) != (c.want == "") {
			t.Errorf("%s: cargo says %v\n%s", c.name, errCargo, said)
		}
	}
}

// treeOf has cargo read a project with all that it depends on.
func treeOf(t *testing.T, fsys fs.FS) (string, error) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fsys); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("cargo", "tree", "--offline", "--manifest-path", filepath.Join(dir, "app/Cargo.toml"))
	cmd.Dir = dir
	said, err := cmd.CombinedOutput()
	return string(said), err
}
