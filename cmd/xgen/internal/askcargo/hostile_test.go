package askcargo

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/userfile"
)

// hostile is a project that a stranger proposes: whatever cargo and rustup let a
// project name is a program that leaves a file behind. EVIL is its path.
var hostile = map[string]string{
	"Cargo.toml": "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\nbuild = \"build.rs\"\n" +
		"[dependencies]\nmacros = {path = \"macros\"}\n",
	"Cargo.lock": "version = 3\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\n \"macros\",\n]\n\n" +
		"[[package]]\nname = \"macros\"\nversion = \"0.1.0\"\n",
	"src/main.rs":       "macros::run!();\nfn main() {}\n",
	"build.rs":          "fn main() { std::fs::write(\"MARK\", \"build.rs\").unwrap(); }\n",
	"macros/Cargo.toml": "[package]\nname = \"macros\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n",
	"macros/src/lib.rs": "#[proc_macro] pub fn run(t: proc_macro::TokenStream) -> proc_macro::TokenStream { std::fs::write(\"MARK\", \"macro\").unwrap(); t }\n",
	".cargo/config.toml": `[build]
rustc = "EVIL"
rustc-wrapper = "EVIL"
rustc-workspace-wrapper = "EVIL"
rustdoc = "EVIL"
target = "x86_64-unknown-linux-gnu"
[target.x86_64-unknown-linux-gnu]
runner = "EVIL"
linker = "EVIL"
[target.'cfg(all())']
runner = "EVIL"
[registry]
global-credential-providers = ["EVIL"]
[registries.crates-io]
credential-provider = "EVIL"
[credential-alias]
mine = "EVIL"
[alias]
tree = "run"
metadata = "run"
[env]
RUSTC = "EVIL"
PATH = "DIR"
[http]
proxy = "http://127.0.0.1:1"
[net]
git-fetch-with-cli = true
`,
	"rust-toolchain.toml": "[toolchain]\npath = \"DIR/toolchain\"\n",
	"toolchain/bin/rustc": "#!/bin/sh\necho rustc >>MARK\nexit 1\n",
	"toolchain/bin/cargo": "#!/bin/sh\necho cargo >>MARK\nexit 1\n",
	"evil":                "#!/bin/sh\necho \"$0 $*\" >>MARK\nexit 1\n",
	"cargo":               "#!/bin/sh\necho cargo >>MARK\n",
	"git":                 "#!/bin/sh\necho git >>MARK\n",
}

// lure writes the hostile project, with changes, and returns the file that shows that
// any of it was run.
func lure(t *testing.T, changes map[string]string) (dir, mark string) {
	t.Helper()
	dir = t.TempDir()
	mark = filepath.Join(dir, "mark")
	for _, files := range []map[string]string{hostile, changes} {
		for name, text := range files {
			text = strings.NewReplacer("MARK", mark, "EVIL", filepath.Join(dir, "evil"), "DIR", dir).Replace(text)
			write(t, filepath.Join(dir, name), text)
		}
	}
	return dir, mark
}

func ran(mark string) string {
	data, _ := os.ReadFile(mark)
	return string(data)
}

// A project that is looked at runs nothing of its own.
func TestHostileProject(t *testing.T) {
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not installed: make test installs it")
	}
	for name, c := range map[string]struct {
		files   map[string]string
		refused bool
	}{
		"as it is":             {},
		"the old names":        {files: map[string]string{".cargo/config": hostile[".cargo/config.toml"], "rust-toolchain": hostile["rust-toolchain.toml"]}},
		"unstable features":    {files: map[string]string{"Cargo.toml": "cargo-features = [\"per-package-target\", \"metabuild\"]\n" + hostile["Cargo.toml"] + "\n"}, refused: true},
		"a linked manifest":    {files: map[string]string{"Cargo.toml": hostile["Cargo.toml"] + "[workspace]\nresolver = \"1\"\n"}},
		"a script in the name": {files: map[string]string{"Cargo.toml": strings.Replace(hostile["Cargo.toml"], "hello", "$(EVIL)", 1)}, refused: true},
	} {
		dir, mark := lure(t, c.files)
		t.Chdir(dir)
		own := exec.Command("cargo", "tree", "--offline")
		_ = own.Run()
		if ran(mark) == "" {
			t.Fatalf("%s: cargo itself runs nothing of it: the test looks at nothing", name)
		}
		if err := os.Remove(mark); err != nil {
			t.Fatal(err)
		}
		ws, err := cargo.Read(userfile.Folder(dir), "Cargo.toml")
		if err != nil {
			t.Fatal(err)
		}
		ask := &Cargo{Context: t.Context(), Root: dir, Env: os.Getenv}
		for _, nightly := range []bool{false, true} {
			crates, err := ws.Compiled(ask, cargo.Choice{}, "x86_64-unknown-linux-gnu", nil, nightly)
			if c.refused != (err != nil) && !nightly || !c.refused && len(crates) != 2 {
				t.Errorf("%s: %v, %v", name, crates, err)
			}
			different, err := ws.Differences(ask, nightly)
			if c.refused != (err != nil) && !nightly || len(different) > 0 {
				t.Errorf("%s: %v, %v", name, different, err)
			}
		}
		if ran(mark) != "" {
			t.Errorf("%s: it ran %s", name, ran(mark))
		}
		if _, err := os.Stat(filepath.Join(dir, "target")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: something was built: %v", name, err)
		}
	}
}
