package cargo

import (
	"strings"
	"testing"
)

// What cargo 1.95 prints, with the paths in the project from its root.
func TestManifestRefused(t *testing.T) {
	for words, want := range map[string]Refusal{
		"error: failed to parse manifest at `Cargo.toml`\n\nCaused by:\n  the binary target name `build` is forbidden, it conflicts with cargo's build directory names\n": {
			File: "Cargo.toml", Why: "the binary target name `build` is forbidden, it conflicts with cargo's build directory names"},
		"error: failed to parse manifest at `a/Cargo.toml`\n\nCaused by:\n  failed to parse the version requirement `1.x.y.z` for dependency `itoa`\n\nCaused by:\n  unexpected character after wildcard in version req\n": {
			File: "a/Cargo.toml", Why: "failed to parse the version requirement `1.x.y.z` for dependency `itoa`: unexpected character after wildcard in version req"},
		"error: feature `a` includes `nope/x`, but `nope` is not a dependency\n --> Cargo.toml:6:5\n  |\n6 | a = [\"nope/x\"]\n  |     ^^^^^^^^^^\nerror: failed to parse manifest at `Cargo.toml`\n": {
			File: "Cargo.toml", Line: 6, Col: 5, Why: "feature `a` includes `nope/x`, but `nope` is not a dependency"},
		"warning: no edition set\nerror: failed to get `own` as a dependency of package `hello v0.1.0`\n\nCaused by:\n  failed to load source for dependency `own`\n\nCaused by:\n  unable to update own\n\nCaused by:\n  failed to parse manifest at `own/Cargo.toml`\n\nCaused by:\n  no targets specified in the manifest\n  either src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present\n": {
			File: "own/Cargo.toml", Why: "no targets specified in the manifest: either src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present"},
		"error: failed to parse manifest at `Cargo.toml`\n\nCaused by:\n  the cargo feature `profile-rustflags` requires a nightly version of Cargo, but this is the `stable` channel\n  See https://doc.rust-lang.org/book/appendix-07-nightly-rust.html for more\n": {
			File: "Cargo.toml", Why: "the cargo feature `profile-rustflags` requires a nightly version of Cargo, but this is the `stable` channel"},
		"error: profile name `debug` is reserved\nTo configure the default development profile, use the name `dev` as in [profile.dev]\nSee https://doc.rust-lang.org/cargo/reference/profiles.html for more on configuring profiles.\n --> Cargo.toml:5:10\n": {
			File: "Cargo.toml", Line: 5, Col: 10, Why: "profile name `debug` is reserved: To configure the default development profile, use the name `dev` as in [profile.dev]"},
		// What stands in quotes is the project's own.
		"error: failed to parse manifest at `Cargo.toml`\n\nCaused by:\n  feature `nightly` includes `zz` which is neither a dependency nor another feature\n": {
			File: "Cargo.toml", Why: "feature `nightly` includes `zz` which is neither a dependency nor another feature"},
		"error: failed to parse manifest at `rustup/Cargo.toml`\n\nCaused by:\n  feature `configure` includes `toolchain` which is neither a dependency nor another feature\n": {
			File: "rustup/Cargo.toml", Why: "feature `configure` includes `toolchain` which is neither a dependency nor another feature"},
		"error: unexpected prerelease field, expected a version like \"1.32\"\n --> Cargo.toml:5:14\n  |\n5 | rust-version=\"1.70.0-nightly\" # /opt configuration\n  |              ^^^^^^^^^^^^^^^^\n": {
			File: "Cargo.toml", Line: 5, Col: 14, Why: "unexpected prerelease field, expected a version like \"1.32\""},
	} {
		s := &Silence{Reason: Refused, Words: words}
		if got, ok := s.Manifest(); !ok || got != want {
			t.Errorf("%s\ngives %+v, %v", words, got, ok)
		}
	}
	for _, words := range []string{
		"", "error: could not load Cargo configuration\n", "error: failed to parse manifest at `/home/me/Cargo.toml`\n\nCaused by:\n  x\n",
		"error: failed to parse manifest at `../Cargo.toml`\n\nCaused by:\n  x\n", "error: bad\n --> config.toml:1:2\n",
		"error: failed to parse manifest at `Cargo.toml`\n\nCaused by:\n  registry index was not found in any configuration: `corp`\n",
	} {
		if r, ok := (&Silence{Reason: Refused, Words: words}).Manifest(); ok {
			t.Errorf("%s\ngives %+v", words, r)
		}
	}
	long := (&Silence{Reason: Refused, Words: "error: failed to parse manifest at `Cargo.toml`\n" + strings.Repeat("word ", 1000)})
	if r, ok := long.Manifest(); !ok || len(r.Why) > mostSaid+10 {
		t.Errorf("%d bytes", len(r.Why))
	}
}

// All that cargo refuses is the project's, unless it comes of the machine. These are words
// of cargo 1.95 and of older ones.
func TestOtherRefused(t *testing.T) {
	for words, want := range map[string]Refusal{
		"error: two packages named `app` in this workspace:\n- crates/app/Cargo.toml\n- crates/b/Cargo.toml\n":                                                             {File: "crates/app/Cargo.toml", Why: "two packages named `app` in this workspace: - crates/app/Cargo.toml: - crates/b/Cargo.toml"},
		"error: multiple workspace roots found in the same workspace:\n  a\n  .\n":                                                                                         {Why: "multiple workspace roots found in the same workspace: a: ."},
		"warning: no edition set: configuration at /opt\nerror: package `a/Cargo.toml` is a member of the wrong workspace\nexpected: Cargo.toml\nactual:   b/Cargo.toml\n": {File: "a/Cargo.toml", Why: "package `a/Cargo.toml` is a member of the wrong workspace: expected: Cargo.toml: actual: b/Cargo.toml"},
		"error: failed to parse lock file at: Cargo.lock\n\nCaused by:\n  package `app` is specified twice in the lockfile\n":                                              {File: "Cargo.lock", Why: "failed to parse lock file at: Cargo.lock: package `app` is specified twice in the lockfile"},
		"error: failed to parse lock file at: Cargo.lock\n\nCaused by:\n  TOML parse error at line 3, column 9\n    |\n  3 | <<<<<<< HEAD\n    |         ^\n  key with no value, expected `=`\n": {
			File: "Cargo.lock", Line: 3, Col: 9, Why: "failed to parse lock file at: Cargo.lock: key with no value, expected `=`"},
		"error: failed to load source for dependency `itoa`\n\nCaused by:\n  failed to read `nope/Cargo.toml`\n\nCaused by:\n  No such file or directory (os error 2)\n": {
			File: "nope/Cargo.toml", Why: "failed to load source for dependency `itoa`: failed to read `nope/Cargo.toml`: No such file or directory (os error 2)"},
	} {
		s := &Silence{Reason: Refused, Words: words}
		if got, ok := s.Other(); !ok || got != want || s.Lasts() {
			t.Errorf("%s\ngives %+v, %v", words, got, ok)
		}
	}
	for _, words := range []string{
		"", "cargo: command not found\n", "thread 'main' panicked at src/main.rs:1:1\n",
		"error: could not load Cargo configuration\n\nCaused by:\n  could not parse TOML configuration in `/home/me/.cargo/config.toml`\n",
		"error: error in /home/me/.cargo/config.toml: `net.retry` expected an integer, but found a string\n",
		"error: invalid configuration for key `source.mine`\n", "error: registry index was not found in any configuration: `corp`\n",
		"error: no index found for registry: `corp`\n", "error: no token found for `corp`, please run `cargo login`\n",
		"error: could not execute process `rustc -vV` (never executed)\n\nCaused by:\n  No such file or directory (os error 2)\n",
		"error: failed to run `rustc` to learn about target-specific information\n\nCaused by:\n  process didn't exit successfully: `rustc - --crate-name ___`\n",
		"error: rustup could not choose a version of cargo to run, because one wasn't specified explicitly\n",
		"error: the package 'app' does not contain this feature: y\n", "error: none of the selected packages contains these features: x, y\n",
		"error: failed to load source for dependency `itoa`\n\nCaused by:\n  failed to read root of directory source: v\n\nCaused by:\n  No such file or directory (os error 2)\n",
		"error: toolchain 'mine' is not installed\n",
		"error: failed to open: /home/me/.cargo/.package-cache\n\nCaused by:\n  Permission denied (os error 13)\n",
		"error: failed to read `a/Cargo.toml`\n\nCaused by:\n  Permission denied (os error 13)\n",
		"error: failed to read `a/Cargo.toml`\n\nCaused by:\n  Too many open files (os error 24)\n",
		"error: current package believes it's in a workspace when it's not:\ncurrent:   Cargo.toml\nworkspace: /home/me/Cargo.toml\n",
		"error: failed to parse manifest at `/home/me/.cargo/registry/src/index.crates.io-1/a-1.0.0/Cargo.toml`\n\nCaused by:\n  feature `edition2024` is required\n",
		"error: failed to parse manifest at `Cargo.toml`\n  --> /home/me/Cargo.toml:1:2\n",
		"error: no such subcommand: `tree`\n", "error: Found argument '--charset' which wasn't expected, or isn't valid in this context\n\nUSAGE:\n    cargo tree\n",
		"error: the `--config` flag is unstable, and only available on the nightly channel of Cargo, but this is the `stable` channel\n",
		"error: failed to load source for dependency `x`\n\nCaused by:\n  revspec 'abc' not found; class=Reference (4); code=NotFound (-3)\n",
	} {
		s := &Silence{Reason: Refused, Words: words}
		if r, ok := s.Other(); ok || s.OfProject() {
			t.Errorf("%s\ngives %+v", words, r)
		}
	}
}

func TestLockRefused(t *testing.T) {
	for words, want := range map[string]bool{
		"error: cannot update the lock file Cargo.lock because --locked was passed to prevent this\nhelp: to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.\n":                    true,
		"error: the lock file app/Cargo.lock needs to be updated but --locked was passed to prevent this\nIf you want to try to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.\n": true,
		"error: cannot update the lock file /home/me/Cargo.lock because --locked was passed to prevent this\n":                                                                                                                               false,
		"error: failed to parse lock file at: Cargo.lock\n": false,
	} {
		if got := (&Silence{Reason: Refused, Words: words}).Lock(); got != want {
			t.Errorf("%s: %v", words, got)
		}
	}
}

func TestFeatureRefused(t *testing.T) {
	const line = "package `hello` depends on `serde` with feature `nope` but `serde` does not have that feature."
	s := &Silence{Reason: Refused, Words: "error: failed to select a version for `serde`.\n    ... required by package `hello v1.0.0`\n\n" + line + "\n available features: alloc\n"}
	if got := s.Feature(); got != strings.TrimSuffix(line, ".") || s.Lock() || !s.Lasts() {
		t.Errorf("%q", got)
	}
}

// The line is that of the key which cargo's words mean.
func TestPlaceOfRefusal(t *testing.T) {
	const manifest = "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\nbuild = \"build.rs\"\n" +
		"[[bin]]\nname = \"two\"\npath = \"src/main.rs\"\n[[bin]]\nname = \"two\"\npath = \"src/main.rs\"\n" +
		"[profile.release.package.hello]\npanic = \"abort\"\n[dependencies]\nitoa = {}\n[features]\ndefault = [\"zzz\"]\n"
	w := read(t, "app/Cargo.toml", manifest, "app/src/main.rs", "")
	for why, want := range map[string]int{
		"found duplicate binary name two, but all binary targets must have a unique name":    10,
		"`panic` may not be specified in a `package` profile":                                13,
		"feature `default` includes `zzz` which is neither a dependency nor another feature": 17,
		"failed to parse the `edition` key: supported edition values are `2015` or `2021`":   4,
		"dependency (itoa) specified without providing a local path":                         15,
		"failed to select a version for the requirement `itoa = \"^9\"`":                     15,
		"something else": 1,
	} {
		if at := w.At(Refusal{File: "app/Cargo.toml", Why: why}); at.Line != want {
			t.Errorf("%s: %s, want line %d", why, at, want)
		}
	}
	w = read(t, "app/Cargo.toml", manifest, "app/src/main.rs", "", "app/Cargo.lock", "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n[[package]]\nname = \"itoa\"\nversion = \"1.0.0\"\n")
	for why, want := range map[string]int{
		"package `hello` is specified twice in the lockfile":    5,
		"checksum for `itoa v1.0.0` changed between lock files": 8,
		"checksum for `itoa v1.0.1` changed between lock files": 1,
	} {
		if at := w.At(Refusal{File: "app/Cargo.lock", Why: why}); at.Line != want {
			t.Errorf("%s: %s, want line %d", why, at, want)
		}
	}
	if at := w.At(Refusal{File: "app/Cargo.toml", Line: 3, Col: 4}); at.String() != "app/Cargo.toml:3:4" {
		t.Error(at)
	}
}
