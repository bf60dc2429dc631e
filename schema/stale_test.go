package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Row 56 of the faults: a Cargo.lock that does not fit is refused where the
// manifest says what it lacks, once.
func TestRow56StaleLock(t *testing.T) {
	const mend = ": run cargo update --workspace and commit Cargo.lock"
	for _, c := range []struct {
		name, manifest, lock, want string
	}{
		{"no package", "", "version = 4\n", "Cargo.toml:2:1: Cargo.lock does not hold package hello"},
		{"another version", "", locked("hello", "0.0.9"), "Cargo.toml:3:1: Cargo.lock has package hello 0.0.9, which is 0.1.0 now"},
		{"new dependency", "[dependencies]\nx = \"1\"\n", locked("hello", "0.1.0"), "Cargo.toml:6:1: Cargo.lock does not hold x, which package hello depends on"},
		{"new table", "[dependencies.x]\nversion = \"1\"\n", locked("hello", "0.1.0"), "Cargo.toml:6:1: Cargo.lock does not hold x, which package hello depends on"},
		{"of a target", "[target.'cfg(windows)'.dev-dependencies]\nx = \"1\"\n", locked("hello", "0.1.0"), "Cargo.toml:6:1: Cargo.lock does not hold x"},
		{"optional", "[dependencies]\nx = { version = \"1\", optional = true }\n", locked("hello", "0.1.0"), "Cargo.toml:6:7: Cargo.lock does not hold x"},
		{"renamed", "[dependencies]\nx = { package = \"y\", version = \"1\" }\n", locked("hello", "0.1.0", "x") + locked("x", "1.0.0"), "Cargo.toml:6:7: Cargo.lock does not hold y"},
		{"from git", "[dependencies]\nx = { git = \"https://localhost/x\" }\n", locked("hello", "0.1.0"), "Cargo.toml:6:7: Cargo.lock does not hold x"},
		{"of another package only", "[dependencies]\ny = \"1\"\nx = \"1\"\n", locked("hello", "0.1.0", "y") + locked("y", "1.0.0", "x") + locked("x", "1.0.0"),
			"Cargo.toml:7:1: Cargo.lock has package hello without its dependency on x"},
		{"old version", "[dependencies]\nx = \"1.2\"\n", locked("hello", "0.1.0", "x") + locked("x", "1.1.9"), "Cargo.toml:6:1: Cargo.lock has x 1.1.9, and package hello wants 1.2"},
		{"exact version", "[dependencies]\nx = \"=1.2.3\"\n", locked("hello", "0.1.0", "x") + locked("x", "1.2.4"), "Cargo.toml:6:1: Cargo.lock has x 1.2.4, and package hello wants =1.2.3"},
		{"zeros", "[dependencies]\nx = \"0.2\"\n", locked("hello", "0.1.0", "x") + locked("x", "0.3.0"), "Cargo.toml:6:1: Cargo.lock has x 0.3.0, and package hello wants 0.2"},
		{"range", "[dependencies]\nx = \">=1.0.16, <2\"\n", locked("hello", "0.1.0", "x") + locked("x", "1.0.15"), "Cargo.toml:6:1: Cargo.lock has x 1.0.15, and package hello wants >=1.0.16, <2"},
		{"end of a range", "[dependencies]\nx = \">=1, <2\"\n", locked("hello", "0.1.0", "x") + locked("x", "3.0.0"), "Cargo.toml:6:1: Cargo.lock has x 3.0.0, and package hello wants >=1, <2"},
		{"a star", "[dependencies]\nx = \"1.*\"\n", locked("hello", "0.1.0", "x") + locked("x", "2.0.0"), "Cargo.toml:6:1: Cargo.lock has x 2.0.0, and package hello wants 1.*"},
		{"registry for git", "[dependencies]\nx = \"1\"\n", locked("hello", "0.1.0", "x") + inGit("x", "1.0.0"), "Cargo.toml:6:1: Cargo.lock has x 1.0.0 from git, and package hello wants it from a registry"},
		{"git for registry", "[dependencies]\nx = { git = \"https://localhost/x\" }\n", locked("hello", "0.1.0", "x") + published("x", "1.0.0"), "Cargo.toml:6:7: Cargo.lock has x 1.0.0 from a registry, and package hello wants it from git"},
		{"registry for a folder", "[dependencies]\nx = \"1\"\n", locked("hello", "0.1.0", "x") + locked("x", "1.0.0"), "Cargo.toml:6:1: Cargo.lock has x 1.0.0 from a folder, and package hello wants it from a registry"},
		{"gone", "", locked("hello", "0.1.0", "x") + locked("x", "1.0.0"), "Cargo.toml:2:1: Cargo.lock has package hello with a dependency on x, which it no longer has"},
		{"inherited", "[dependencies]\nx.workspace = true\n[workspace.dependencies]\nx = \"2\"\n", locked("hello", "0.1.0", "x") + locked("x", "1.1.9"), "Cargo.toml:6:1: Cargo.lock has x 1.1.9, and package hello wants 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := Load(with(smallest+"targets: b: triple: \"mips-unknown-linux-musl\"\n", "Cargo.toml", crate("hello", c.manifest), "Cargo.lock", c.lock))
			if len(found) != 1 || found[0].Rule != "stale-cargo-lock" || !strings.HasPrefix(found[0].String(), c.want) ||
				!strings.HasSuffix(found[0].Message, mend) {
				t.Errorf("messages are\n%v\nwant %s…%s", found, c.want, mend)
			}
		})
	}
}

// What cargo takes, and what only cargo can tell, is no fault.
func TestRow56FreshLock(t *testing.T) {
	hello := locked("hello", "0.1.0", "x")
	for _, c := range []struct{ name, manifest, lock string }{
		{"caret", "[dependencies]\nx = \"1.2\"\n", hello + published("x", "1.9.0")},
		{"tilde", "[dependencies]\nx = \"~1\"\n", hello + published("x", "1.9.0")},
		{"one of two", "[dependencies]\nx = \"2\"\n", locked("hello", "0.1.0", "x 2.0.0") + published("x", "1.0.0") + published("x", "2.0.0")},
		{"build metadata", "[dependencies]\nx = \"1\"\n", hello + published("x", "1.0.0+zlib")},
		{"pre-release", "[dependencies]\nx = \"2\"\n", hello + published("x", "2.0.0-rc.1")},
		{"range", "[dependencies]\nx = \">=1, <2\"\n", hello + published("x", "1.9.0")},
		{"range of pre-releases", "[dependencies]\nx = \">=1.0.0-rc.1, <2\"\n", hello + published("x", "3.0.0")},
		{"no requirement", "[dependencies]\nx = \">=1, <2 || 3\"\n", hello + published("x", "4.0.0")},
		{"a patch", "[dependencies]\nx = \"1\"\n[patch.crates-io]\nx = { git = \"https://localhost/x\" }\n", hello + inGit("x", "1.0.0")},
		{"a patch of another name", "[dependencies]\nx = \"1\"\n[patch.crates-io]\ny = { git = \"https://localhost/x\", package = \"x\" }\n", hello + inGit("x", "1.0.0")},
		{"an old patch", "[dependencies]\nx = \"1\"\n[replace]\n\"x:1.0.0\" = { git = \"https://localhost/x\" }\n", hello + inGit("x", "1.0.0")},
		{"both sources", "[dependencies]\nx = \"1\"\n", locked("hello", "0.1.0", "x 1.0.0") + published("x", "1.0.0") + inGit("x", "1.1.0")},
		{"another registry", "[dependencies]\nx = { version = \"1\", registry = \"corp\" }\n", hello + strings.Replace(published("x", "1.0.0"), "registry+", "sparse+", 1)},
		{"wildcard", "[dependencies]\nx = \"*\"\n", hello + published("x", "3.0.0")},
		{"renamed", "[dependencies]\ny = { package = \"x\", version = \"1\" }\n", hello + published("x", "1.0.0")},
		{"renamed in the workspace", "[dependencies]\ny.workspace = true\n[workspace.dependencies]\ny = { package = \"x\", version = \"1\" }\n", hello + published("x", "1.0.0")},
		{"git and version", "[dependencies]\nx = { git = \"https://localhost/x\", version = \"1\" }\n", hello + inGit("x", "3.0.0")},
		{"target without the name", "[target.'cfg(windows)'.dependencies]\nx = \"1\"\n", hello + published("x", "1.0.0")},
		{"its own test", "[dev-dependencies]\nhello = { path = \".\" }\n", locked("hello", "0.1.0")},
		{"unused in the workspace", "[workspace.dependencies]\ny = \"1\"\n", locked("hello", "0.1.0")},
		{"an old name", "[build_dependencies]\nx = \"1\"\n", hello + published("x", "1.0.0")},
		{"an old name, of a target", "[target.'cfg(unix)'.dev_dependencies]\nx = \"1\"\n", hello + published("x", "1.0.0")},
		{"version 1", "[dependencies]\nx = \"1\"\n", locked("hello", "0.1.0", "x 1.0.0 (registry+https://localhost)") + published("x", "1.0.0")},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, found := Load(with(smallest, "Cargo.toml", crate("hello", c.manifest), "Cargo.lock", c.lock)); len(found) > 0 {
				t.Error(found)
			}
		})
	}
}

// A version that is none is refused of the manifest: no update mends it.
func TestRow56NoVersion(t *testing.T) {
	for _, version := range []string{"1.0", "v1.0.0", "1.0.0.0", "01.0.0", "one"} {
		manifest := strings.Replace(crate("hello", ""), "0.1.0", version, 1)
		if _, found := Load(with(smallest, "Cargo.toml", manifest, "Cargo.lock", locked("hello", "0.1.0"))); len(found) > 0 {
			t.Errorf("%s: %v", version, found)
		}
	}
}

// published is a package of Cargo.lock that a registry has.
func published(name, version string) string {
	return locked(name, version) + "source = \"registry+https://localhost\"\n"
}

// inGit is one of a git repository.
func inGit(name, version string) string {
	return locked(name, version) + "source = \"git+https://localhost/x#0123456789012345678901234567890123456789\"\n"
}

// In a workspace the version may be inherited, and what lies beside it is in
// the lock only where a member uses it.
func TestRow56Workspace(t *testing.T) {
	root := "[workspace]\nmembers = [\"a\"]\n[workspace.package]\nversion = \"2.0.0\"\n[workspace.dependencies]\nb = { path = \"b\" }\nold = { package = \"b\", path = \"old\" }\nc = { path = \"c\" }\n"
	a := "[package]\nname = \"a\"\nversion.workspace = true\n[dependencies]\n"
	load := func(uses, lock string) string {
		_, found := Load(fstest.MapFS{
			"targets.cue": {Data: []byte(smallest)}, "Cargo.toml": {Data: []byte(root)}, "Cargo.lock": {Data: []byte(lock)},
			"a/Cargo.toml": {Data: []byte(a + uses)}, "a/src/main.rs": {}, "b/Cargo.toml": {Data: []byte(crate("b", ""))},
			"old/Cargo.toml": {Data: []byte(strings.Replace(crate("b", ""), "0.1.0", "0.2.0", 1))}, "c/Cargo.toml": {Data: []byte(crate("c", ""))},
		})
		return found.Error()
	}
	const used = "b.workspace = true\n"
	for _, c := range []struct{ name, uses, lock, want string }{
		{"inherited version", "", locked("a", "2.0.0"), ""},
		{"old inherited version", "", locked("a", "1.0.0"), "a/Cargo.toml:3:1: Cargo.lock has package a 1.0.0, which is 2.0.0 now"},
		{"used", used, locked("a", "2.0.0", "b") + locked("b", "0.1.0"), ""},
		{"used and changed", "c.workspace = true\n", locked("a", "2.0.0", "c") + locked("c", "0.2.0"), "c/Cargo.toml:3:1: Cargo.lock has package c 0.2.0, which is 0.1.0 now"},
		{"the other of two with one name", "old.workspace = true\n", locked("a", "2.0.0", "b") + locked("b", "0.2.0"), ""},
		{"a crate of a registry with its name", "", locked("a", "2.0.0") + locked("c", "9.0.0") + "source = \"registry+https://localhost\"\n", ""},
		{"used and missing", used, locked("a", "2.0.0"), "a/Cargo.toml:5:1: Cargo.lock does not hold b, which package a depends on"},
		{"a crate of the same name", used, locked("a", "2.0.0", "b") + locked("b", "0.1.0") + locked("b", "0.2.0"), ""},
	} {
		if got := load(c.uses, c.lock); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRow56NamesTheFolder(t *testing.T) {
	_, found := Load(with(smallest+"cargo: manifest: \"app/Cargo.toml\"\n", "app/Cargo.toml", crate("hello", ""), "app/src/main.rs", "", "app/Cargo.lock", "version = 4\n"))
	const want = "app/Cargo.toml:2:1: app/Cargo.lock does not hold package hello: run cargo update --workspace in app and commit app/Cargo.lock"
	if found.Error() != want {
		t.Errorf("%v, want %s", found, want)
	}
}
