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
		"warning: no edition set\nerror: failed to get `own` as a dependency of package `hello v0.1.0 (/p)`\n\nCaused by:\n  failed to load source for dependency `own`\n\nCaused by:\n  unable to update /p/own\n\nCaused by:\n  failed to parse manifest at `own/Cargo.toml`\n\nCaused by:\n  no targets specified in the manifest\n  either src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present\n": {
			File: "own/Cargo.toml", Why: "no targets specified in the manifest: either src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present"},
	} {
		s := &Silence{Reason: Refused, Words: words}
		if got, ok := s.Manifest(); !ok || got != want {
			t.Errorf("%s\ngives %+v, %v", words, got, ok)
		}
	}
	for _, words := range []string{
		"", "error: could not load Cargo configuration\n", "error: failed to parse manifest at `/home/me/Cargo.toml`\n\nCaused by:\n  x\n",
		"error: failed to parse manifest at `../Cargo.toml`\n\nCaused by:\n  x\n", "error: bad\n --> config.toml:1:2\n",
		"error: failed to parse manifest at `Cargo.toml`\n\nCaused by:\n  the cargo feature `profile-rustflags` requires a nightly version of Cargo, but this is the `stable` channel\n",
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
	s := &Silence{Reason: Refused, Words: "error: failed to select a version for `serde`.\n    ... required by package `hello v1.0.0 (/p)`\n\n" + line + "\n available features: alloc\n"}
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
		"something else": 1,
	} {
		if at := w.At(Refusal{File: "app/Cargo.toml", Why: why}); at.Line != want {
			t.Errorf("%s: %s, want line %d", why, at, want)
		}
	}
	if at := w.At(Refusal{File: "app/Cargo.toml", Line: 3, Col: 4}); at.String() != "app/Cargo.toml:3:4" {
		t.Error(at)
	}
}
