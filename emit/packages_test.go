package emit_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
)

// Words that are options, or commands of their own, where a name is meant.
var notNames = []string{"-oX", "p;rm"}

// whole is a project that says something in every field of the definitions.
const whole = `{
"name": "hello", "xgen": ">=0.1", "output": "xgen", "context": {"root": ".", "include": ["a.patch"], "exclude": ["x"]}, "image": "debian:trixie-slim",
"rust": {"channel": "1.95.0", "channel-why": "w", "std": "sysroot", "components": ["clippy"], "sha256": ["6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"], "why": "w"}, "atomics": 64,
"toolchain": {"kind": "zig", "version": "0.14.1", "sha256": ["6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"], "why": "w"},
"cargo": {"manifest": "Cargo.toml", "packages": ["hello"], "bins": ["hello"], "features": ["tls"], "no-default-features": false, "all-features": false,
	"profile": "release", "lto": "thin", "panic": "abort", "strip": "symbols", "codegen-units": 1, "opt-level": "s"},
"flags": {"f": {"rustc": ["-g"], "c": ["-g"], "cxx": ["-g"], "link": ["-g"], "when": {"arch": "arm", "atomics": "<=128", "width": 32, "endian": "little", "float": "soft", "libc": "musl", "std": "sysroot"}, "why": "w"}},
"env": {"E": {"value": "v", "why": "w"}},
"patches": {"p": {"crate": "dep", "version": "1.0.0", "count": 1, "why": "w", "diff": "a.patch", "files": ["src/lib.rs"],
	"when": {"arch": "arm", "atomics": "<=128", "width": 32, "endian": "little", "float": "soft", "libc": "musl", "std": "sysroot"},
	"adds": {"other": {"version": "1.0.0", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"}}}},
"libraries": {
	"d": {"kind": "autotools", "source": {"kind": "debian", "package": "libmnl", "version": "1.0.9", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"}, "needs": ["u"], "args": ["a"], "folder": "a", "provides": ["a"], "when": {"arch": "arm", "atomics": "<=128", "width": 32, "endian": "little", "float": "soft", "libc": "musl", "std": "sysroot"}, "make": [{"folder": "a", "targets": ["all"], "install": ["install"]}], "files": {"lib": ["a.a"]}, "pkgconfig": {"a": {"libs": ["a"], "version": "1", "requires": ["b"]}}, "variants": {"v": {"when": {"arch": "arm", "atomics": "<=128", "width": 32, "endian": "little", "float": "soft", "libc": "musl", "std": "sysroot"}, "args": ["v"], "needs": ["u"], "why": "w"}}, "env": {"E2": {"value": "v", "why": "w"}}, "host": {"packages": ["gperf"], "why": "w"}, "why": "w"},
	"x": {},
	"n": {"kind": "autotools", "source": {"kind": "ubuntu", "suite": "noble", "package": "libmnl", "version": "1.0.9", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"}},
	"u": {"kind": "autotools", "source": {"kind": "url", "url": "https://example.com/l.tar", "mirrors": ["https://example.org/l.tar"], "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"}},
	"c": {"kind": "autotools", "source": {"kind": "crate", "crate": "dep", "version": "1.0.5", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1cc0"}},
	"f": {"kind": "autotools", "source": {"kind": "file", "path": "a.patch", "sha256": "c55576ea78bbeaab8b9233726cb910c8601334c9260471290cf5de0d262961ad"}}},
"recipes": {"x": {"kind": "make", "source": {"kind": "debian", "package": "x", "version": "1", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c20"}, "needs": ["u"], "args": ["a"], "folder": "a", "provides": ["a"], "make": [{"folder": "a", "targets": ["all"], "install": ["install"]}], "files": {"lib": ["a.a"]}, "pkgconfig": {"a": {"libs": ["a"], "version": "1", "requires": ["b"]}}, "variants": {"v": {"when": {"arch": "arm", "atomics": "<=128", "width": 32, "endian": "little", "float": "soft", "libc": "musl", "std": "sysroot"}, "args": ["v"], "needs": ["u"], "why": "w"}}, "env": {"E2": {"value": "v", "why": "w"}}, "host": {"packages": ["gperf"], "why": "w"}, "why": "w", "licence": "MIT", "crates": {"x-sys": {"own": "o"}}, "unfit": {"u": {"when": {"arch": "mips", "atomics": "<64", "width": 64, "endian": "big", "float": "hard", "libc": "gnu", "std": "prebuilt"}, "why": "w"}}, "patches": {"p": {"diff": "a.patch", "why": "w"}}}},
"tools": {
	"d": {"hosts": {"x86_64": {"kind": "debian", "package": "libmnl", "version": "1.0.9", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"},
		"aarch64": {"kind": "debian", "package": "libmnl", "version": "1.0.9", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"}}, "program": "p", "env": "T", "paths": {"P": "p"}, "why": "w"},
	"n": {"hosts": {"x86_64": {"kind": "ubuntu", "suite": "noble", "package": "libmnl", "version": "1.0.9", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"},
		"aarch64": {"kind": "ubuntu", "suite": "noble", "package": "libmnl", "version": "1.0.9", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"}}, "program": "n.p"},
	"u": {"hosts": {"x86_64": {"kind": "url", "url": "https://example.com/l.tar", "mirrors": ["https://example.org/l.tar"], "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"},
		"aarch64": {"kind": "url", "url": "https://example.com/l.tar", "mirrors": ["https://example.org/l.tar"], "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"}}, "program": "u.p"},
	"c": {"hosts": {"x86_64": {"kind": "crate", "crate": "dep", "version": "1.0.5", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1cc0"},
		"aarch64": {"kind": "crate", "crate": "dep", "version": "1.0.5", "sha256": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1cc0"}}, "program": "c.p"},
	"f": {"hosts": {"x86_64": {"kind": "file", "path": "a.patch", "sha256": "c55576ea78bbeaab8b9233726cb910c8601334c9260471290cf5de0d262961ad"},
		"aarch64": {"kind": "file", "path": "a.patch", "sha256": "c55576ea78bbeaab8b9233726cb910c8601334c9260471290cf5de0d262961ad"}}}},
"contract": {"static": true, "pie": false, "stripped": true, "needed": [], "max-size": 9999, "isa": "v5TE", "glibc": "2.17",
	"pages": [4096], "smoke": {"bin": "hello", "args": ["a"], "daemon": {"bin": "hello", "args": ["a"], "why": "w"}, "timeout": 5, "exit": 0, "stdout": "s", "json": {"j": 1}, "facts": {"f": "arch"}, "inputs": {"i": "I"}, "why": "w"}},
"test": {"args": ["a"], "timeout": 5, "profile": "test", "lints": ["fmt"], "why": "w"},
"inputs": {"I": {"default": "d", "why": "w"}},
"host": {"packages": ["python3"], "why": "w"},
"ci": {"github": {"file": "x.yml", "branches": ["main"], "tags": ["v1"], "runner": "r", "inputs": {"I": "ref"},
	"install": [{"name": "n", "run": "r", "env": {"E": "e"}}], "tests": [{"name": "n", "run": "r", "env": {"E": "e"}}],
	"timeout": 5, "args": ["--clean"], "actions": {
		"actions/checkout": {"commit": "11bd71901bbe5b1630ceea73d27597364c9af683", "version": "v4"},
		"actions/upload-artifact": {"commit": "ea165f8d65b6e75b540449e92b4886f43607fa02", "version": "v4"}}}},
"targets": {
	"a": {"triple": "armv5te-unknown-linux-musleabi"},
	"b": {"triple": "armv5te-unknown-linux-musleabi", "toolchain": {"kind": "debian", "why": "w"}},
	"c": {"triple": "armv7-unknown-linux-gnueabihf", "contract": {"static": false, "isa": "v7"}}}
}`

// otherKinds are values of the fields that have one of several kinds, for what
// whole cannot say in the same breath.
var otherKinds = map[string][]string{
	"toolchain": append([]string{`{"kind": "image", "image": "a@sha256:` + digest + `", "gcc": "arm-linux-musleabi", "bin": "/bin", "why": "w"}`},
		append(eachSource(`{"kind": "tarball", "gcc": "arm-linux-musleabi", "bin": "bin", "source": SOURCE}`),
			eachSource(`{"kind": "source", "aliases": ["arm-unknown-linux-musleabi"], "sources": {"binutils": SOURCE, "gcc": SOURCE, "musl": SOURCE},
				"patches": {"binutils": {"p": {"diff": "a.patch", "why": "w"}}, "gcc": {"p": {"diff": "a.patch", "why": "w"}}, "musl": {"p": {"diff": "a.patch", "why": "w"}}}}`)...)...),
	"libraries": append([]string{`{"x": {"kind": "debian", "packages": ["libx-dev"], "needed": ["libx.so.1"], "provides": ["x"], "when": ` + everyWhen + `, "why": "w"}}`},
		eachSource(`{"x": {"kind": "autotools", "patches": {"p": {"diff": "a.patch", "why": "w"}}, "when": `+everyWhen+`, "source": SOURCE, `+everyPart+`}}`)...),
	"recipes":  eachSource(`{"x": {"kind": "configure", "source": SOURCE, ` + everyPart + `, "licence": "MIT", "crates": {"x-sys": {"own": "o"}}, "unfit": {"u": {"when": {"arch": "mips", "atomics": "<64", "width": 64, "endian": "big", "float": "hard", "libc": "gnu", "std": "prebuilt"}, "why": "w"}}, "patches": {"p": {"diff": "a.patch", "why": "w"}}}}`),
	"contract": {`{"subsystem": "windows"}`},
	"cpu":      {`"cortex-a7"`},
	"ci": {`{"github": {"install": [{"name": "n", "uses": "./x", "with": {"w": "v"}}], "tests": [{"name": "n", "uses": "./x", "with": {"w": "v"}}], "actions": {
		"actions/checkout": {"commit": "11bd71901bbe5b1630ceea73d27597364c9af683", "version": "v4"},
		"actions/upload-artifact": {"commit": "ea165f8d65b6e75b540449e92b4886f43607fa02", "version": "v4"}}}}`},
	"tools": eachSource(`{"x": {"program": "bin/x", "env": "X", "paths": {"INCLUDE": "include"}, "why": "w", "hosts": {"aarch64": SOURCE, "x86_64": SOURCE}}}`),
}

const (
	digest = "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f"
	// What a library and a recipe can say that make builds.
	everyPart = `"needs": [], "args": ["a"], "folder": "a", "provides": ["a"], "make": [{"folder": "a", "targets": ["all"], "install": ["install"]}], "files": {"lib": ["a.a"]}, "pkgconfig": {"a": {"libs": ["a"], "version": "1", "requires": ["b"]}}, "variants": {"v": {"when": ` + everyWhen + `, "args": ["v"], "needs": [], "why": "w"}}, "env": {"E2": {"value": "v", "why": "w"}}, "host": {"packages": ["gperf"], "why": "w"}, "why": "w"`
	everyWhen = `{"arch": "arm", "atomics": "<=128", "width": 32, "endian": "little", "float": "soft", "libc": "musl", "std": "sysroot"}`
)

// eachSource puts a source of each kind into SOURCE's place.
func eachSource(text string) (out []string) {
	for _, source := range []string{
		`"kind": "url", "url": "https://example.org/x", "mirrors": ["https://example.com/x"]`,
		`"kind": "pypi", "package": "x", "version": "1"`,
		`"kind": "ubuntu", "package": "x", "version": "1", "suite": "noble"`,
		`"kind": "crate", "crate": "x", "version": "1"`,
		`"kind": "file", "path": "a.tar"`,
	} {
		out = append(out, strings.ReplaceAll(text, "SOURCE", "{"+source+`, "sha256": "`+digest+`"}`))
	}
	return out
}

// wholes are whole, and the same with each other kind of one of its fields.
func wholes(t *testing.T, field string) []any {
	t.Helper()
	read := func(text string) (v any) {
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	all := []any{read(whole)}
	for _, value := range otherKinds[field] {
		other := read(whole).(map[string]any)
		other[field] = read(value)
		all = append(all, other)
	}
	return all
}

// replaced returns each of wholes that has a field, with a word in its place;
// none where the field holds no text.
func replaced(t *testing.T, field, word string) (out [][]byte) {
	t.Helper()
	path := strings.Split(strings.ReplaceAll(strings.ReplaceAll(field, `"`, ""), "[]", ".[]"), ".")
	known := false
	for _, root := range wholes(t, path[0]) {
		there, text := set(root, path, word)
		known = known || there
		if !text {
			continue
		}
		data, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, data)
	}
	if !known {
		t.Fatalf("%s is a new field: say something in it", field)
	}
	return out
}

// set goes down the path, into the first element of lists and of structs that
// are keyed by names of the user's. It reports whether the field is there, and
// whether it held text.
func set(v any, path []string, word string) (known, text bool) {
	if list, ok := v.([]any); ok {
		return set(list[0], path[1:], word)
	}
	m, ok := v.(map[string]any)
	if !ok {
		return false, false
	}
	key := path[0]
	if key == "<name>" {
		for name := range m {
			if key == "<name>" || reaches(m[name], path[1:]) {
				key = name
			}
		}
	}
	below, known := m[key]
	switch {
	case !known:
		return false, false
	case len(path) > 1:
		return set(below, path[1:], word)
	}
	switch old := below.(type) {
	case string:
		m[key] = word
		return true, true
	case []any:
		if len(old) > 0 {
			if _, text := old[0].(string); !text {
				return true, false
			}
		}
		m[key] = []any{word}
		return true, true
	}
	return true, false
}

// reaches reports whether something is said at the end of a path.
func reaches(v any, path []string) bool {
	if list, ok := v.([]any); ok && len(list) > 0 && len(path) > 0 && path[0] == "[]" {
		return reaches(list[0], path[1:])
	}
	m, ok := v.(map[string]any)
	if len(path) == 0 || !ok {
		return len(path) == 0
	}
	if path[0] != "<name>" {
		return m[path[0]] != nil && reaches(m[path[0]], path[1:])
	}
	for _, below := range m {
		if reaches(below, path[1:]) {
			return true
		}
	}
	return false
}

// artifacts are what a project is compiled to, none where it is refused.
func artifacts(t *testing.T, definitions []byte) []emit.Artifact {
	t.Helper()
	p, _ := schema.Load(fstest.MapFS{
		"targets.cue": {Data: definitions},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\ntls = []\n[dependencies]\ndep = \"1\"\n")},
		"Cargo.lock": {Data: []byte("version = 4\n\n[[package]]\nname = \"dep\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.com/index\"\n" +
			"checksum = \"6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f\"\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"dep\"]\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
		"a.patch":     {Data: []byte("--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1 @@\n-a\n+b\n")},
	})
	if p == nil {
		return nil
	}
	all, err := emit.All(p)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// installs matches a command that takes names of packages or of git's.
var installs = regexp.MustCompile(`(packages|gcc|multiarch|pull)\.sh|\bapt(-get)?\b|\bgit\b`)

// Row 24: whatever field of the definitions says it, no such word becomes an
// argument of apt's or git's.
func TestRow24NoFieldNamesAPackage(t *testing.T) {
	if len(artifacts(t, []byte(whole))) == 0 {
		t.Fatal("the project itself is refused")
	}
	accepted := 0
	for _, f := range schema.Fields() {
		if strings.HasPrefix(f.Path, "targets.<name>.") && f.Path != "targets.<name>.triple" {
			continue // the project's own fields again
		}
		for _, word := range notNames {
			var all []emit.Artifact
			for _, definitions := range replaced(t, f.Path, word) {
				all = append(all, artifacts(t, definitions)...)
			}
			if len(all) > 0 {
				accepted++
			}
			for _, a := range all {
				for _, line := range strings.Split(string(bytes.ReplaceAll(a.Bytes, []byte("\\\n"), nil)), "\n") {
					if installs.MatchString(line) && strings.Contains(line, word) {
						t.Errorf("%s: %q stands in %s: %s", f.Path, word, a.Path, line)
					}
				}
			}
		}
	}
	if accepted < 20 {
		t.Errorf("only %d projects were compiled", accepted)
	}
}

// Row 24 in the script itself: what is no name of a Debian package reaches
// neither apt nor anything else.
func TestRow24PackageNames(t *testing.T) {
	dir := place(t, compile(t, smallest))
	bin := filepath.Join(dir, "bin")
	for _, name := range []string{"apt-get", "rm"} {
		write(t, filepath.Join(bin, name), "#!/bin/sh\necho \"${0##*/} $*\"\n", 0o755)
	}
	install := func(names ...string) (string, error) {
		cmd := exec.Command("/bin/sh", append([]string{filepath.Join(dir, "xgen/stage/packages.sh")}, names...)...)
		cmd.Env = []string{"PATH=" + bin} // no other rm: the real one would find this machine's files
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	names := []string{"gcc", "libstdc++6", "musl-dev:armel", "python3.13"}
	if out, err := install(names...); err != nil || !strings.Contains(out, "apt-get install -qq --no-install-recommends gcc libstdc++6 musl-dev:armel python3.13\n") {
		t.Errorf("%v\n%s", err, out)
	}
	for _, bad := range slices.Concat(notNames, []string{"", "-y", "GCC", "a b", "a\nb", "$(id)", "a/b", "./x.deb", "gcc=1", "ä"}) {
		out, err := install("gcc", bad)
		if failed := (*exec.ExitError)(nil); !errors.As(err, &failed) || out != fmt.Sprintf("xgen: \"%s\" is no name of a Debian package\n", bad) {
			t.Errorf("%q: %v\n%s", bad, err, out)
		}
	}
}
