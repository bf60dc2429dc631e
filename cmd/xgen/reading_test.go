package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/askcargo"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/userfile"
)

// member is the manifest of a package, with what stands behind [package].
func member(name, rest string) string {
	return "[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + rest
}

const anyMain = "fn main() {}\n"

// layouts are projects whose packages, binaries and features cargo finds by rules of
// its own.
var layouts = map[string]map[string]string{
	"main":                        {"Cargo.toml": member("a", ""), "src/main.rs": anyMain},
	"a library":                   {"Cargo.toml": member("a", ""), "src/lib.rs": ""},
	"binaries":                    {"Cargo.toml": member("a", ""), "src/main.rs": anyMain, "src/bin/b.rs": anyMain, "src/bin/c/main.rs": anyMain, "src/bin/c/d.rs": "", "src/bin/e/x.rs": ""},
	"hidden files":                {"Cargo.toml": member("a", ""), "src/main.rs": anyMain, "src/bin/.b.rs": anyMain, "src/bin/.c/main.rs": anyMain},
	"no discovery":                {"Cargo.toml": member("a", "autobins = false\n[[bin]]\nname = \"z\"\npath = \"z.rs\"\n"), "src/main.rs": anyMain, "src/bin/b.rs": anyMain, "z.rs": anyMain},
	"renamed main":                {"Cargo.toml": member("a", "[[bin]]\nname = \"z\"\npath = \"src/main.rs\"\n"), "src/main.rs": anyMain},
	"renamed binary":              {"Cargo.toml": member("a", "[[bin]]\nname = \"z\"\npath = \"src/bin/b.rs\"\n"), "src/bin/b.rs": anyMain},
	"declared main":               {"Cargo.toml": member("a", "[[bin]]\nname = \"a\"\n"), "src/main.rs": anyMain},
	"declared bin":                {"Cargo.toml": member("a", "[[bin]]\nname = \"b\"\n"), "src/bin/b.rs": anyMain},
	"beside main":                 {"Cargo.toml": member("a", "[[bin]]\nname = \"z\"\npath = \"tools/z.rs\"\n"), "src/main.rs": anyMain, "tools/z.rs": anyMain},
	"edition 2015":                {"Cargo.toml": "[package]\nname = \"a\"\nversion = \"0.1.0\"\n[[bin]]\nname = \"z\"\npath = \"z.rs\"\n", "src/main.rs": anyMain, "src/bin/b.rs": anyMain, "z.rs": anyMain},
	"2015, with a library":        {"Cargo.toml": "[package]\nname = \"a\"\nversion = \"0.1.0\"\n[lib]\nname = \"l\"\n", "src/lib.rs": "", "src/main.rs": anyMain},
	"required features":           {"Cargo.toml": member("a", "[features]\nx = []\n[[bin]]\nname = \"a\"\nrequired-features = [\"x\"]\n"), "src/main.rs": anyMain},
	"features":                    {"Cargo.toml": member("a", "[features]\ndefault = [\"x\"]\nx = []\ny = [\"x\", \"own/z\", \"own?/z\"]\n[dependencies]\nown = {path = \"own\", optional = true}\n"), "src/main.rs": anyMain, "own/Cargo.toml": member("own", "[features]\nz = []\n"), "own/src/lib.rs": ""},
	"dep: hides a feature":        {"Cargo.toml": member("a", "[features]\nx = [\"dep:own\"]\n[dependencies]\nown = {path = \"own\", optional = true}\n"), "src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"a renamed dependency":        {"Cargo.toml": member("a", "[dependencies]\nother = {package = \"own\", path = \"own\", optional = true}\n"), "src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"optional for a system":       {"Cargo.toml": member("a", "[target.'cfg(windows)'.dependencies]\nown = {path = \"own\", optional = true}\n"), "src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"optional for a script":       {"Cargo.toml": member("a", "[build-dependencies]\nown = {path = \"own\", optional = true}\n"), "src/main.rs": anyMain, "build.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"members":                     {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"x\", \"y/*\"]\nexclude = [\"y/old\"]\n", "x/Cargo.toml": member("x", ""), "x/src/main.rs": anyMain, "y/one/Cargo.toml": member("one", ""), "y/one/src/main.rs": anyMain, "y/old/Cargo.toml": member("old", ""), "y/old/src/main.rs": anyMain, "y/readme": ""},
	"a gap":                       {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"y/*\"]\nexclude = [\"y/old\"]\n", "y/one/Cargo.toml": member("one", ""), "y/one/src/main.rs": anyMain, "y/old/readme": ""},
	"edition 2015, declared main": {"Cargo.toml": "[package]\nname = \"a\"\nversion = \"0.1.0\"\n[[bin]]\nname = \"a\"\npath = \"src/main.rs\"\n", "src/main.rs": anyMain, "src/bin/b.rs": anyMain},
	"edition 2015, told to look":  {"Cargo.toml": "[package]\nname = \"a\"\nversion = \"0.1.0\"\nautobins = true\n[[bin]]\nname = \"z\"\npath = \"z.rs\"\n", "src/main.rs": anyMain, "z.rs": anyMain},
	"an inherited edition":        {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"x\"]\n[workspace.package]\nedition = \"2021\"\n", "x/Cargo.toml": "[package]\nname = \"x\"\nversion = \"0.1.0\"\nedition.workspace = true\n[[bin]]\nname = \"z\"\npath = \"z.rs\"\n", "x/src/main.rs": anyMain, "x/z.rs": anyMain},
	"a path is a member":          {"Cargo.toml": member("a", "[dependencies]\nown = {path = \"deep/own\"}\n[workspace]\n"), "src/main.rs": anyMain, "deep/own/Cargo.toml": member("own", "[dependencies]\nnext = {path = \"../next\"}\n"), "deep/own/src/main.rs": anyMain, "deep/own/src/lib.rs": "", "deep/next/Cargo.toml": member("next", ""), "deep/next/src/lib.rs": ""},
	"an excluded path":            {"Cargo.toml": member("a", "[dependencies]\nown = {path = \"own\"}\n[workspace]\nexclude = [\"own\"]\n"), "src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"no workspace":                {"Cargo.toml": member("a", "[dependencies]\nown = {path = \"own\"}\n"), "src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"a path for tests":            {"Cargo.toml": member("a", "[dev-dependencies]\nown = {path = \"own\"}\n[workspace]\n"), "src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"inherited path":              {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"x\"]\n[workspace.dependencies]\nown = {path = \"own\"}\n", "x/Cargo.toml": member("x", "[dependencies]\nown.workspace = true\n"), "x/src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"inherited, unused":           {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"x\"]\n[workspace.dependencies]\nown = {path = \"own\"}\n", "x/Cargo.toml": member("x", ""), "x/src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"inherited, unused and gone":  {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"x\"]\n[workspace.dependencies]\ngone = {path = \"gone\"}\nout = {path = \"../out\"}\n", "x/Cargo.toml": member("x", ""), "x/src/main.rs": anyMain},
	"an excluded template":        {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"y/*\"]\ndefault-members = [\"y/*\"]\nexclude = [\"y/t\"]\n", "y/one/Cargo.toml": member("one", ""), "y/one/src/main.rs": anyMain, "y/t/Cargo.toml": "[package]\nname = \"{{name}}\"\n[dependencies]\n{{crate}} = \"1\"\n"},
	"an excluded path out":        {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"[xy]*\"]\nexclude = [\"y\"]\n", "x/Cargo.toml": member("x", ""), "x/src/main.rs": anyMain, "y/Cargo.toml": member("y", "license.workspace = true\n[dependencies]\nz = {path = \"../../../z\"}\n"), "y/src/lib.rs": ""},
	"excluded below another":      {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"y/*/*\"]\nexclude = [\"y/old\"]\n", "y/new/one/Cargo.toml": member("one", ""), "y/new/one/src/main.rs": anyMain, "y/old/two/Cargo.toml": "[workspace]\n[[["},
	"excluded and used":           {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"y/*\"]\nexclude = [\"y/two\"]\n", "y/one/Cargo.toml": member("one", "[dependencies]\ntwo = {path = \"../two\"}\n"), "y/one/src/main.rs": anyMain, "y/two/Cargo.toml": member("two", ""), "y/two/src/lib.rs": ""},
	"inherited version":           {"Cargo.toml": "[workspace]\nresolver = \"2\"\nmembers = [\"x\"]\n[workspace.package]\nversion = \"1.2.3\"\nedition = \"2021\"\n", "x/Cargo.toml": "[package]\nname = \"x\"\nversion.workspace = true\nedition.workspace = true\n", "x/src/main.rs": anyMain},
	"patched":                     {"Cargo.toml": member("a", "[patch.crates-io]\nfork = {path = \"fork\"}\n[workspace]\n"), "src/main.rs": anyMain, "fork/Cargo.toml": member("fork", ""), "fork/src/lib.rs": ""},
	"old names":                   {"Cargo.toml": member("a", "[dev_dependencies]\nown = {path = \"own\", optional = false}\n[workspace]\n"), "src/main.rs": anyMain, "own/Cargo.toml": member("own", ""), "own/src/lib.rs": ""},
	"names with -":                {"Cargo.toml": member("a-b", "[features]\nc-d = []\n"), "src/main.rs": anyMain, "src/bin/e-f.rs": anyMain},
}

// What decides the emitted files is read here and by cargo alike.
func TestReadsAsCargo(t *testing.T) {
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not installed: make test installs it")
	}
	for name, files := range layouts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			writeFiles(t, dir, files)
			ws, err := cargo.Read(userfile.Folder(dir), "Cargo.toml")
			if err != nil {
				t.Fatal(err)
			}
			different, err := ws.Differences(&askcargo.Cargo{Context: t.Context(), Root: dir, Env: os.Getenv}, false)
			if err != nil || len(different) > 0 {
				t.Errorf("%q, %v", different, err)
			}
		})
	}
}
