package cargo

import (
	"strings"
	"testing"
	"testing/fstest"
)

func members(text string, more ...string) fstest.MapFS {
	fsys := files(append([]string{"Cargo.toml", text, "Cargo.lock", "version = 4\n",
		"a/Cargo.toml", pack("a"), "a/src/main.rs", "", "b/Cargo.toml", pack("b"), "b/src/main.rs", ""}, more...)...)
	return fsys
}

// TestMembers holds members and defaults against cargo's rules; the virtual
// workspace, path dependencies and default-members were tried with cargo 1.95.
func TestMembers(t *testing.T) {
	const virtual = "[workspace]\nmembers = [\"a\", \"b\"]\n"
	for _, c := range []struct {
		name, manifest    string
		files             fstest.MapFS
		members, defaults string
	}{
		{"virtual", "Cargo.toml", members(virtual), "a b", "a b"},
		{"default-members", "Cargo.toml", members(virtual + "default-members = [\"b\"]\n"), "a b", "b"},
		{"from a member", "a/Cargo.toml", members(virtual + "default-members = [\"b\"]\n"), "a b", "a"},
		{"root package", "Cargo.toml", members(pack("r", virtual), "src/main.rs", ""), "a b r", "r"},
		{"root package, default-members", "Cargo.toml", members(pack("r", virtual, "default-members = [\".\", \"a\"]"), "src/main.rs", ""), "a b r", "a r"},
		{"dot and slash", "b/Cargo.toml", members("[workspace]\nmembers = [\"./a\", \"b/\"]\n"), "a b", "b"},
		{"pattern", "a/Cargo.toml", members("[workspace]\nmembers = [\"./*/\"]\n"), "a b", "a"},
		{"path dependency", "b/Cargo.toml", members(pack("r", "[workspace]", "[dependencies]", "a = { path = \"a\" }"),
			"a/Cargo.toml", pack("a", "[dev-dependencies]", "b = { path = \"../b\" }")), "a b r", "b"},
		{"inherited path dependency", "b/Cargo.toml", members("[workspace]\nmembers = [\"a\"]\n[workspace.dependencies]\nb = { path = \"b\" }\n",
			"a/Cargo.toml", pack("a", "[dependencies]", "b.workspace = true")), "a b", "b"},
		{"package.workspace", "b/Cargo.toml", members("", "a/Cargo.toml", pack("a", "[workspace]", "members = [\"../b\"]"),
			"b/Cargo.toml", pack("b", "workspace = \"../a\"")), "a b", "b"},
		{"excluded below a member", "b/Cargo.toml", members("[workspace]\nmembers = [\"a\", \"b\"]\nexclude = [\"b\"]\n"), "a b", "b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, err := Read(c.files, c.manifest)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(w.Names(), " "); got != c.members {
				t.Errorf("members are %q, want %q", got, c.members)
			}
			if got := strings.Join(w.Default, " "); got != c.defaults {
				t.Errorf("the default is %q, want %q", got, c.defaults)
			}
		})
	}
}

func TestMemberProblems(t *testing.T) {
	for _, c := range []struct {
		name, manifest string
		files          fstest.MapFS
		want           string
	}{
		{"no member", "b/Cargo.toml", members("[workspace]\nmembers = [\"a\"]\n"), "b/Cargo.toml: it lies in the workspace of Cargo.toml and is no member"},
		{"missing member", "Cargo.toml", members("[workspace]\nmembers = [\"c\"]\n"), "c/Cargo.toml: no such file"},
		{"member outside", "Cargo.toml", members("[workspace]\nmembers = [\"../c\"]\n"), "Cargo.toml: workspace member \"../c\" lies outside"},
		{"root above", "Cargo.toml", members(pack("r", "workspace = \"..\"")), "Cargo.toml: package.workspace is \"..\": the workspace's root lies above the project's root"},
		{"inherits from above", "Cargo.toml", members(pack("r", "rust-version.workspace = true")), "Cargo.toml:4:1: package.rust-version is taken from a workspace, and none is found: no folder from . up to"},
		{"no root", "Cargo.toml", members(pack("r", "workspace = \"a\"")), "Cargo.toml: package.workspace is \"a\": a/Cargo.toml has no [workspace]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(c.files, c.manifest)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error is %v, want %s…", err, c.want)
			}
		})
	}
}

func TestFeatures(t *testing.T) {
	w, err := Read(files("Cargo.toml", pack("a", "[features]", "default = [\"x\"]", "x = [\"dep:hidden\"]", "y = [\"opt/z\"]",
		"[dependencies]", "opt = { version = \"1\", optional = true }", "hidden = { version = \"1\", optional = true }", "plain = \"1\"",
		"[target.'cfg(unix)'.dependencies]", "sys = { version = \"1\", optional = true }")), "Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.Features(nil), " "); got != "default opt sys x y" {
		t.Errorf("features are %s", got)
	}
}

func TestRequiredFeatures(t *testing.T) {
	w, err := Read(files("Cargo.toml", pack("a", "[features]", "default = [\"x\"]", "x = [\"y\"]", "y = []", "z = [\"opt/f\"]",
		"[dependencies]", "opt = { version = \"1\", optional = true }",
		"[[bin]]", "name = \"a\"", "required-features = [\"y\"]", "[[bin]]", "name = \"b\"", "required-features = [\"opt\"]")), "Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		choice Choice
		want   string
	}{
		{"default", Choice{}, "a b-opt"},
		{"none", Choice{NoDefaultFeatures: true}, "a-y b-opt"},
		{"of a dependency", Choice{Features: []string{"z"}}, "a b"},
		{"with the package's name", Choice{NoDefaultFeatures: true, Features: []string{"a/y"}}, "a b-opt"},
		{"all", Choice{AllFeatures: true, NoDefaultFeatures: true}, "a b"},
	} {
		if got := bins(w.Bins(c.choice)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestRustVersion(t *testing.T) {
	w, err := Read(members("[workspace]\nmembers = [\"a\", \"b\"]\n[workspace.package]\nrust-version = \"1.90\"\n",
		"a/Cargo.toml", pack("a", "rust-version.workspace = true", "[dev-dependencies]", "b = { path = \"../b\" }")), "Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Packages[0].RustVersion; got != "1.90" {
		t.Errorf("the inherited version is %q", got)
	}
	if built := w.Built([]string{"a"}); len(built) != 1 {
		t.Errorf("%d packages are built for a: a test's dependency is none", len(built))
	}
}

func TestToolchainPlace(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             Toolchain
	}{
		{"one line", "rust-toolchain", "  1.90.0\n", Toolchain{Line: 1, Col: 3, Channel: "1.90.0"}},
		{"a comment", "rust-toolchain", "1.90.0 # pinned\n", Toolchain{Line: 1, Col: 1, Fault: "rustup takes all of the line"}},
		{"two lines", "rust-toolchain", "1.90.0\n1.91.0\n", Toolchain{Line: 1, Col: 1, Fault: "rustup takes the file for TOML"}},
		{"no channel", "rust-toolchain.toml", "[toolchain]\nchanel = \"1.90.0\"\n", Toolchain{Line: 1, Col: 1, Fault: "there is no channel below"}},
		{"empty", "rust-toolchain", "\n", Toolchain{Line: 1, Col: 1, Fault: "the file is empty"}},
		{"channel", "rust-toolchain.toml", "[toolchain]\n  channel = \"bogus\"\n", Toolchain{Line: 2, Col: 3, Channel: "bogus"}},
		{"path", "rust-toolchain.toml", "[toolchain]\npath = \"/x\"\n", Toolchain{Line: 2, Col: 1, Fault: "path names a toolchain"}},
		{"components", "rust-toolchain.toml", "[toolchain]\ncomponents = [\"clippy\"]\n", Toolchain{Line: 1, Col: 1}},
	} {
		w, err := Read(files("Cargo.toml", pack("a"), c.file, c.text), "Cargo.toml")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := w.Toolchain
		c.want.File = c.file
		if fault := c.want.Fault; !strings.HasPrefix(got.Fault, fault) || fault == "" && got.Fault != "" {
			t.Errorf("%s: fault %q, want %q", c.name, got.Fault, fault)
		}
		if got.Fault = c.want.Fault; got != c.want {
			t.Errorf("%s gives %+v, want %+v", c.name, got, c.want)
		}
	}
}
