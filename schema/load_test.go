package schema

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/toolchain"
	"github.com/xgen-build/xgen/schema/userfile"
)

// project is an ordinary cargo project with the given targets.cue.
func project(targets string) fstest.MapFS {
	return fstest.MapFS{
		"targets.cue": {Data: []byte(targets)},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
	}
}

const row = "targets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n"

func TestSmallestFile(t *testing.T) {
	p, found := Load(project("name: \"hello\"\n" + row))
	if len(found) > 0 {
		t.Fatal(found)
	}
	got := p.Target("armv5te")
	for _, c := range []struct{ what, got, want string }{
		{"channel", got.Rust.Channel.V, "1.95.0"},
		{"std", string(got.Rust.Std.V), "sysroot"},
		{"zig", got.Toolchain.Params.(toolchain.Zig).Target, "arm-linux-musleabi"},
		{"bins", strings.Join(got.Cargo.Bins, " "), "hello"},
		{"profile", got.Cargo.Profile, "release"},
		{"isa", got.Contract.ISA.V, "v5TE"},
		{"output", p.Output, "xgen"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
}

// A digest, and toolchains of the project's own.
const pinnedImage = `"example.org/cross@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"`

func ownImage(gcc, more string) string {
	return "toolchain: {kind: \"image\", image: " + pinnedImage + ", gcc: \"" + gcc + "\", " + more + "}\n"
}

func ownTarball(url, more string) string {
	return "toolchain: {kind: \"tarball\", gcc: \"arm-linux-musleabi\", source: {kind: \"url\", url: \"" + url + more + "\", sha256: \"" + strings.Repeat("ab", 32) + "\"}}\n"
}

// TestFaults holds the rows of bad input: one message a mistake, with the
// place in the user's file, and all mistakes in one run.
func TestFaults(t *testing.T) {
	const name = "name: \"hello\"\n"
	for _, c := range []struct {
		name, src string
		want      []string // the diagnostics begin with these
	}{
		{"Row01Empty", "", []string{"targets.cue:1:1: name is missing", "targets.cue:1:1: targets is missing"}},
		{"Row01NoTargets", name + "targets: {}\n", []string{"targets.cue:2:10: targets is empty: want at least one"}},
		{"Row02Syntax", name + "targets: {\n", []string{"targets.cue:2:"}},
		{"Row03Unknown", name + "target: a: triple: \"x\"\n" + row, []string{`targets.cue:2:1: unknown field "target": did you mean "targets"?`}},
		{"Row03UnknownDeep", name + "toolchain: {kind: \"zig\", sha265: []}\n" + row, []string{`targets.cue:2:26: unknown field "sha265" in toolchain of the kind "zig": did you mean "sha256"?`}},
		{"Row04Dots", name + "targets: \"../x\": triple: \"armv5te-unknown-linux-musleabi\"\n", []string{`targets.cue:2:10: targets: "../x" is no name`}},
		{"Row04Upper", name + "targets: ARM: triple: \"armv5te-unknown-linux-musleabi\"\n", []string{`targets.cue:2:10: targets: "ARM" is no name`}},
		{"Row04Long", name + "targets: " + strings.Repeat("a", 65) + ": triple: \"armv5te-unknown-linux-musleabi\"\n", []string{`targets.cue:2:10: targets: "aaaa`}},
		{"Row04EmptyKey", name + "targets: \"\": triple: \"armv5te-unknown-linux-musleabi\"\n", []string{`targets.cue:2:10: targets: "" is no name`}},
		{"Row05Newline", name + row + "env: A: \"x\\ny\"\n", []string{"targets.cue:3:9: env.A holds the control character U+000A"}},
		{"Row05Escape", name + row + "env: A: \"x\\u001by\"\n", []string{"targets.cue:3:9: env.A holds the control character U+001B"}},
		{"Row05Bidi", name + row + "env: A: \"x\u202ey\"\n", []string{"targets.cue:3:11: U+202E is a bidirectional control"}},
		{"Row05Nul", name + row + "env: A: \"x\x00y\"\n", []string{"targets.cue:3:11: U+0000 is a control character"}},
		{"Row06UTF8", name + row + "env: A: \"x\xffy\"\n", []string{"targets.cue:3:11: byte 0xff is not UTF-8"}},
		{"Row07EnvName", name + row + "env: \"A-B\": \"x\"\n", []string{`targets.cue:3:6: env: "A-B" is no name for it: want letters`}},
		{"Row08Fold", name + "targets: \"a-b\": triple: \"mips-unknown-linux-musl\"\ntargets: a_b: triple: \"mips-unknown-linux-musl\"\n",
			[]string{`targets.cue:3:10: targets "a-b" and "a_b" (targets.cue:2:10) differ only in`}},
		{"ReservedTarget", name + "targets: stage: triple: \"mips-unknown-linux-musl\"\n", []string{`targets.cue:2:10: target "stage" is named like`}},
		{"Row09Twice", "name: \"hello\"\nname: \"other\"\n" + row, []string{"targets.cue:2:7: name is set twice: conflicting values \"other\" and \"hello\" (also at targets.cue:1:7)"}},
		{"Row10Enum", name + row + "cargo: lto: \"thni\"\n", []string{`targets.cue:3:13: cargo.lto is "thni": want thin, fat or off (did you mean "thin"?)`}},
		{"Row10Triple", name + "targets: a: triple: \"armv5te-unknown-linux-musleab\"\n", []string{`targets.cue:2:21: targets.a.triple is "armv5te-unknown-linux-musleab": want`}},
		{"Row11NotConcrete", "name: string\n" + row, []string{"targets.cue:1:7: name has no definite value (string): want"}},
		{"Row12Import", "import \"example.com/x\"\n" + name + row + "env: A: x.y\n", []string{"targets.cue:1:8: import \"example.com/x\" would need a registry"}},
		{"Row13ManyTargets", "import \"list\"\n" + name + "for i in list.Range(0, 10000, 1) {targets: \"t\\(i)\": triple: \"mips-unknown-linux-musl\"}\n", []string{"targets.cue:1:1: there are 10000 targets: at most"}},
		{"Row14BadSum", name + row + "toolchain: {kind: \"zig\", sha256: [\"abc\"]}\n", []string{`targets.cue:3:35: toolchain.sha256[0] is "abc": want`}},
		{"Row14NoSum", name + row + "toolchain: {kind: \"zig\", version: \"0.99.0\"}\n", []string{`targets.cue:3:35: no sha256 is known for zig 0.99.0`}},
		{"KindTypo", name + row + "toolchain: {kind: \"debain\", version: \"0.14.1\"}\n", []string{`targets.cue:3:19: toolchain.kind is "debain": want zig, debian, mingw, image, tarball or source (did you mean "debian"?)`}},
		{"KindTypoAndOther", name + row + "toolchain: {kind: \"debain\", sha265: []}\n", []string{`targets.cue:3:19: toolchain.kind is "debain": want`, `targets.cue:3:29: unknown field "sha265" in toolchain: did you mean "sha256"?`}},
		{"KindMissing", name + row + "toolchain: {version: \"0.14.1\"}\n", []string{`targets.cue:3:12: toolchain.kind is missing: want zig, debian, mingw, image, tarball or source`}},
		{"KindMissingValue", name + row + "toolchain: {version: \"x\"}\n", []string{`targets.cue:3:12: toolchain.kind is missing`, `targets.cue:3:22: toolchain.version is "x": want a release`}},
		{"KindEmpty", name + row + "toolchain: {}\n", []string{`targets.cue:3:12: toolchain.kind is missing: want zig, debian, mingw, image, tarball or source`}},
		{"KindNotConcrete", name + row + "toolchain: kind: string\n", []string{`targets.cue:3:18: toolchain.kind has no definite value (string): want zig, debian, mingw, image, tarball or source`}},
		{"KindTwice", name + row + "toolchain: kind: \"zig\"\ntoolchain: kind: \"debian\"\n", []string{`targets.cue:4:18: toolchain.kind is set twice: conflicting values "debian" and "zig" (also at targets.cue:3:18)`}},
		{"KindOfOther", name + row + "toolchain: {kind: \"debian\", version: \"1\"}\n", []string{`targets.cue:3:29: unknown field "version" in toolchain of the kind "debian": allowed are kind, why`}},
		{"KindWord", name + row + "toolchain: \"debian\"\n", []string{`targets.cue:3:12: toolchain is "debian": want {kind: "zig"}, {kind: "debian"}, {kind: "mingw"}, {kind: "image", …}, {kind: "tarball", …} or {kind: "source"}`}},
		{"ImageTag", name + row + "toolchain: {kind: \"image\", image: \"example.org/cross:arm\", gcc: \"arm-linux-musleabi\"}\n", []string{`targets.cue:3:35: toolchain.image: example.org/cross:arm can be another compiler tomorrow: write "example.org/cross:arm@sha256:…"`}},
		{"ImageBadDigest", name + row + "toolchain: {kind: \"image\", image: \"a@sha256:12\", gcc: \"arm-linux-musleabi\"}\n", []string{`targets.cue:3:35: toolchain.image is "a@sha256:12": want an image reference`}},
		{"ImageNoGCC", name + row + "toolchain: {kind: \"image\", image: " + pinnedImage + "}\n", []string{`targets.cue:3:12: toolchain.gcc is missing: want what the names of its programs begin with, such as "arm-linux-musleabi" for arm-linux-musleabi-gcc`}},
		{"ImageWholeName", name + row + ownImage("arm-linux-musleabi-gcc", ""), []string{`targets.cue:3:133: toolchain.gcc is "arm-linux-musleabi-gcc": want what the names of its programs begin with`}},
		{"ImageCrossCompile", name + row + ownImage("arm-linux-musleabi-", ""), []string{`targets.cue:3:133: toolchain.gcc is "arm-linux-musleabi-": want what`}},
		{"ImagePath", name + row + ownImage("/opt/x/arm-linux-musleabi", ""), []string{`targets.cue:3:133: toolchain.gcc is "/opt/x/arm-linux-musleabi": want what`}},
		{"ImageOption", name + row + ownImage("-linux", ""), []string{`targets.cue:3:133: toolchain.gcc is "-linux": want what`}},
		{"ImageGlibc", name + row + ownImage("arm-linux-gnueabi", ""), []string{`targets.cue:3:133: toolchain.gcc: arm-linux-gnueabi is the name of a GCC for glibc, which does not fit armv5te-unknown-linux-musleabi: write the one for the triple, such as "arm-linux-musleabi"`}},
		{"ImageHardFloat", name + row + ownImage("arm-linux-musleabihf", ""), []string{`targets.cue:3:133: toolchain.gcc: arm-linux-musleabihf is the name of a GCC that passes floats the hard way, which does not fit armv5te`}},
		{"ImageSoftFloat", name + "targets: a: triple: \"armv7-unknown-linux-musleabihf\"\n" + ownImage("arm-linux-musleabi", ""), []string{`targets.cue:3:133: toolchain.gcc: arm-linux-musleabi is the name of a GCC that passes floats the soft way`}},
		{"ImageBin", name + row + ownImage("arm-linux-musleabi", "bin: \"opt/bin\""), []string{`targets.cue:3:160: toolchain.bin is "opt/bin": in an image it is a whole path: write "/opt/bin"`}},
		{"ImageBinUp", name + row + ownImage("arm-linux-musleabi", "bin: \"/opt/../bin\""), []string{`targets.cue:3:160: toolchain.bin is "/opt/../bin": want a folder`}},
		{"TarballNoSource", name + row + "toolchain: {kind: \"tarball\", gcc: \"arm-linux-musleabi\"}\n", []string{`targets.cue:3:12: toolchain.source is missing: want a source such as`}},
		{"TarballNoSum", name + row + "toolchain: {kind: \"tarball\", gcc: \"arm-linux-musleabi\", source: {kind: \"url\", url: \"https://example.org/x.tgz\"}}\n", []string{`targets.cue:3:65: toolchain.source.sha256 is missing: want 64 lower-case hex digits`}},
		{"TarballHTTP", name + row + ownTarball("http://example.org/x.tgz", ""), []string{`targets.cue:3:84: toolchain.source.url is "http://example.org/x.tgz": want an address that begins with https://`}},
		{"TarballHTTPMirror", name + row + ownTarball("https://example.org/x.tgz", `", mirrors: ["http://example.com/x.tgz"], url: "https://example.org/x.tgz`), []string{`targets.cue:3:123: toolchain.source.mirrors[0] is "http://example.com/x.tgz": want an address that begins with https://`}},
		{"TarballBin", name + row + "toolchain: bin: \"/opt/bin\"\n" + ownTarball("https://example.org/x.tgz", ""), []string{`targets.cue:3:17: toolchain.bin is "/opt/bin": in a tarball it is a path below its root: write "opt/bin"`}},
		{"KindOfTarget", name + "targets: a: {triple: \"armv5te-unknown-linux-musleabi\", toolchain: kind: \"gcc\"}\n", []string{`targets.cue:2:73: targets.a.toolchain.kind is "gcc": want zig, debian, mingw, image, tarball or source`}},
		{"Row14Action", name + row + "ci: github: {install: [{name: \"a\", run: \"b\"}], actions: \"actions/checkout\": {commit: \"v4\", version: \"v4\"}}\n",
			[]string{`targets.cue:3:86: ci.github.actions.actions/checkout.commit is "v4": want a commit, 40 hex digits`}},
		{"Row15NoPrebuilt", name + "targets: a: {triple: \"mips-unknown-linux-musl\", rust: std: \"prebuilt\"}\n", []string{"targets.cue:2:60: rustup ships no std for mips-unknown-linux-musl"}},
		{"Row15Float", name + "targets: a: {triple: \"armv7-unknown-linux-musleabihf\", flags: f: c: [\"-msoft-float\"]}\n", []string{`targets.cue:2:69: flags.f: "-msoft-float" contradicts`}},
		{"Row15CRTStatic", name + "targets: a: triple: \"mips-unknown-linux-musl\"\nflags: \"crt-static\": rustc: []\n", []string{
			"targets.cue:3:8: contract.static is true (catalog) and rustc links mips-unknown-linux-musl dynamically unless told otherwise: leave the catalog's flags.crt-static"}},
		{"Row15CRTStaticOff", name + "targets: a: triple: \"mips-unknown-linux-musl\"\nflags: \"crt-static\": rustc: [\"-Ctarget-feature=-crt-static\"]\n", []string{
			"targets.cue:3:29: flags.crt-static: \"-Ctarget-feature=-crt-static\" links libc dynamically and contract.static is true"}},
		{"Row15PIE", name + row + debian + "contract: pie: true\n", []string{"targets.cue:4:16: contract.pie: rustc by itself makes no static"}},
		{"Row22Plugin", name + row + "flags: f: c: [\"-fplugin=x.so\"]\n", []string{`targets.cue:3:14: flags.f: "-fplugin=x.so" loads code`}},
		{"Row22Specs", name + row + "flags: f: c: [\"-specs=x\"]\n", []string{`targets.cue:3:14: flags.f: "-specs=x"`}},
		{"Row22WlAt", name + row + "flags: f: link: [\"-Wl,@f\"]\n", []string{`targets.cue:3:17: flags.f: "-Wl,@f" reads further`}},
		{"Row22At", name + row + "flags: f: rustc: [\"@file\"]\n", []string{`targets.cue:3:18: flags.f: "@file" reads further`}},
		{"AllAtOnce", "nam: \"hello\"\ncargo: lto: \"thni\"\ntargets: a: {}\n", []string{
			`targets.cue:1:1: unknown field "nam": did you mean "name"?`,
			`targets.cue:2:13: cargo.lto`, `targets.cue:3:13: targets.a.triple is missing`,
		}},
		{"Reference", name + row + "env: A: nothing\n", []string{`targets.cue:3:9: no field, let or import is named nothing; a text is written in quotes: write "nothing"`}},
		{"ReservedEnv", name + row + "env: RUSTFLAGS: \"-g\"\n", []string{"targets.cue:3:6: env: RUSTFLAGS cannot be set: write flags"}},
		{"UnknownBin", name + row + "cargo: bins: [\"helo\"]\n", []string{`targets.cue:3:14: no binary "helo" in the workspace: did you mean "hello"?`}},
		{"WrongType", name + row + "cargo: bins: \"hello\"\n", []string{`targets.cue:3:14: cargo.bins is "hello": want a list of names`}},
		{"EnvArm", name + row + "env: A: {valu: \"x\"}\n", []string{`targets.cue:3:10: unknown field "valu" in env.A: did you mean "value"?`}},

		// A hint for triples.
		{"TripleHint", name + "targets: a: triple: \"armv5te-unknown-linux-musleab\"\n", []string{`targets.cue:2:21: targets.a.triple is "armv5te-unknown-linux-musleab": want one of rustc's targets that the catalog knows, such as "armv5te-unknown-linux-musleabi" (did you mean "armv5te-unknown-linux-musleabi"?)`}},

		// One conflict hides nothing.
		{"ConflictAndOthers", "name: \"hello\"\nname: \"hallo\"\ntargets: a: {triple: \"mips-unknown-linux-musl\", env: X: \"1\"}\ntargets: a: env: {X: \"2\", Y: 3}\ntargets: b: triple: \"foo\"\nflags: f: c: \"x\"\nflags: g: d: []\n", []string{
			`targets.cue:2:7: name is set twice`, `targets.cue:4:22: targets.a.env.X is set twice`, `targets.cue:4:30: targets.a.env.Y is 3`,
			`targets.cue:5:21: targets.b.triple is "foo"`, `targets.cue:6:14: flags.f.c is "x"`, `targets.cue:7:11: unknown field "d" in flags.g`,
		}},
		{"ConflictAndMissing", "name: \"hello\"\nname: \"hallo\"\n", []string{"targets.cue:1:1: targets is missing", "targets.cue:2:7: name is set twice"}},

		// One mistake gives one message.
		{"TemplateOnce", name + "targets: [_]: {cargo: lto: \"thni\", carg: 1}\ntargets: a: triple: \"mips-unknown-linux-musl\"\ntargets: b: triple: \"mips-unknown-linux-musl\"\ntargets: c: triple: \"mips-unknown-linux-musl\"\n", []string{
			`targets.cue:2:28: targets.a.cargo.lto is "thni": want thin, fat or off (did you mean "thin"?) (and 2 more)`,
			`targets.cue:2:36: unknown field "carg" in targets.a: did you mean "cargo"? (and 2 more)`,
		}},
		{"TemplateOnceResolved", name + "targets: [_]: flags: f: c: [\"-msoft-float\"]\ntargets: a: triple: \"armv7-unknown-linux-musleabihf\"\ntargets: b: triple: \"thumbv7neon-unknown-linux-musleabihf\"\n",
			[]string{`targets.cue:2:28: flags.f: "-msoft-float" contradicts`}},
		{"MissingIsMeant", name + "target: a: triple: \"mips-unknown-linux-musl\"\n", []string{`targets.cue:2:1: unknown field "target": did you mean "targets"?`}},
		{"ListLengths", name + row + "cargo: bins: [\"a\"]\ncargo: bins: [\"b\", \"c\"]\n", []string{"targets.cue:4:14: cargo.bins is set twice: incompatible list lengths (1 and 2)"}},
		{"ImportNothing", "import \"foo\"\n" + name + row, []string{`targets.cue:1:8: builtin package "foo" undefined`}},
		{"ImportNothingUsed", "import \"foo\"\n" + name + row + "env: A: foo.x\n", []string{`targets.cue:1:8: builtin package "foo" undefined`}},

		// All that is not definite, and why.
		{"IncompleteAll", name + row + "_v: string\n_w: string\nenv: A: \"a\\(_v)\"\nenv: B: \"a\\(_w)\"\ncontract: smoke: json: x: a: int\n", []string{
			"targets.cue:5:9: env.A has no definite value (invalid interpolation: non-concrete value string (type string)): want one line",
			"targets.cue:6:9: env.B has no definite value (invalid interpolation",
			"targets.cue:7:30: contract.smoke.json.x.a has no definite value (int): want a value of JSON",
		}},
		{"IncompleteIf", name + "_x: bool\nif _x {" + row + "}\n", []string{"targets.cue:2:5: the file has no definite value (incomplete bool: bool)"}},

		// The user's words and places.
		{"HugeNumber", name + row + "contract: \"max-size\": 99999999999999999999999\n", []string{"targets.cue:3:23: contract.max-size is 99999999999999999999999: want a number of bytes"}},
		{"StructChoice", name + row + "cargo: {lto: \"thin\"} | {lto: \"fat\"}\n", []string{"targets.cue:3:8: cargo has no definite value (incomplete value {"}},
		{"Cycle", name + row + "#D: a: #D\ncontract: smoke: json: x: #D\n", []string{"targets.cue:3:8: #D.a: it refers to a struct that it is itself a part of"}},
		{"Null", name + row + "env: A: null\n", []string{`targets.cue:3:9: env.A is null: want one line of text, or {value: "…", why: "…"}`}},
		{"TopList", "[\"a\"]\n", []string{`targets.cue:1:1: the file holds ["a"]: want fields (atomics, cargo, ci,`}},
		{"OwnClosed", name + "#T: triple: string\ntargets: a: #T & {triple: \"mips-unknown-linux-musl\", foo: 1}\n", []string{`targets.cue:3:54: unknown field "foo" in targets.a: allowed are`}},
		{"Brackets", name + row + "flags: x: c: [\"a\"]\nflags: x: c: [\"b\"]\n", []string{"targets.cue:4:15: flags.x.c[0] is set twice"}},
		{"NamesOwnHint", name + "targets: ARM: triple: \"mips-unknown-linux-musl\"\nflags: X: c: []\n", []string{
			`targets.cue:2:10: targets: "ARM" is no name for it: want a to z or 0 to 9, behind the first also - and _, at most 64 of them, such as "armv5te"`,
			`targets.cue:3:8: flags: "X" is no name for it: want a to z or 0 to 9, behind the first also - and _, at most 64 of them, such as "soft-float"`,
		}},

		// Row 5, however the string came about.
		{"Row05Interpolated", name + row + "_v: \"x\"\nflags: f: why: \"a\\(_v)\\u001b[31m\"\n", []string{"targets.cue:4:16: flags.f.why holds the control character U+001B"}},
		{"Row05Decoded", "import \"encoding/json\"\n" + name + row + "env: A: json.Unmarshal(\"\\\"\\\\u202e\\\"\")\n", []string{"targets.cue:4:9: env.A holds the bidirectional control U+202E"}},
		{"Row05DecodedKey", "import J \"encoding/json\"\n" + name + row + "contract: smoke: json: a: J.Unmarshal(\"{\\\"\\\\u202e\\\": 1}\")\n", []string{"targets.cue:4:27: contract.smoke.json.a holds the bidirectional control U+202E"}},
		{"Row05Unseen", name + row + "env: {A: \"a\\u00adb\", B: \"\\uE000\", C: \"👩‍💻\"}\n", []string{"targets.cue:3:10: env.A holds the unprintable character U+00AD", "targets.cue:3:25: env.B holds the unprintable character U+E000", "targets.cue:3:38: env.C holds the unprintable character U+200D"}},
		{"Row05Arguments", name + row + "contract: smoke: {args: [\"a\\tb\"], stdout: \"a\\u001b\"}\n", []string{"targets.cue:3:26: contract.smoke.args[0] holds the control character U+0009", "targets.cue:3:43: contract.smoke.stdout holds the control character U+001B"}},

		// Paths that only later steps would refuse.
		{"PathSpace", name + row + "cargo: manifest: \"a b/Cargo.toml\"\n", []string{`targets.cue:3:18: cargo.manifest is "a b/Cargo.toml": want the path of a Cargo.toml`}},
		{"OutputDots", name + row + "output: \"a/../b\"\n", []string{`targets.cue:3:9: output is "a/../b": want a path`}},
		{"OutputSlash", name + row + "output: \"x/\"\n", []string{`targets.cue:3:9: output is "x/": want a path`}},
		{"OutputDist", name + row + "output: \"dist\"\n", []string{`targets.cue:3:9: output is "dist": want a path`}},
		{"OutputGit", name + row + "output: \".git\"\n", []string{`targets.cue:3:9: output is ".git": want a path`}},
		{"OutputRoot", name + row + "output: \".\"\n", []string{`targets.cue:3:9: output is ".": want a path`}},
		{"OutputSource", name + row + "output: \"src/x\"\n", []string{`targets.cue:3:9: output is "src/x": want a path`}},
		{"OutputManifest", name + row + "output: \"c/src/x\"\ntargets: [_]: cargo: manifest: \"c/Cargo.toml\"\n", []string{`targets.cue:3:9: output is "c/src/x", among the sources of c/Cargo.toml`, `targets.cue:4:32: cargo.manifest: c/Cargo.toml: no such file`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, found := Load(project(c.src))
			if p != nil {
				t.Error("a project was given all the same")
			}
			checkFound(t, found.Error(), c.want)
		})
	}
}

func checkFound(t *testing.T, got string, want []string) {
	t.Helper()
	lines := strings.Split(got, "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d messages, want %d:\n%s", len(lines), len(want), got)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) {
			t.Errorf("message %d is\n  %s\nand should begin with\n  %s", i+1, line, want[i])
		}
		if strings.Contains(line, "#Project") || strings.Contains(line, "project.cue") {
			t.Errorf("the message shows the inside of the schema: %s", line)
		}
	}
}

func TestTemplates(t *testing.T) {
	p, found := Load(project(`name: "hello"
targets: [_]: cargo: lto: *"thin" | _
targets: [_]: flags: shared: {link: ["-Wl,-z,now"], why: "a reason"}
targets: a: triple: "mips-unknown-linux-musl"
targets: b: {triple: "mips-unknown-linux-musl", cargo: lto: "off", flags: own: c: ["-O1"]}
`))
	if len(found) > 0 {
		t.Fatal(found)
	}
	a, b := p.Target("a"), p.Target("b")
	if a.Cargo.ProfileSettings.LTO.V != "thin" || b.Cargo.ProfileSettings.LTO.V != "off" {
		t.Error("a default in a template cannot be overridden")
	}
	var names []string
	for _, f := range b.Flags {
		names = append(names, fmt.Sprintf("%s@%s", f.Name, f.Origin))
	}
	const want = "crt-static@catalog link-self-contained@catalog own@targets.cue:5:83 shared@targets.cue:3:37"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("flags are %s, want %s", got, want)
	}
}

func TestToolchainFile(t *testing.T) {
	fsys := project("name: \"hello\"\n" + row)
	fsys["rust-toolchain.toml"] = &fstest.MapFile{Data: []byte("[toolchain]\nchannel = \"1.90.0\"\n")}
	p, found := Load(fsys)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if c := p.Targets[0].Rust.Channel; c.V != "1.90.0" || c.String() != "rust-toolchain.toml:2:1" {
		t.Errorf("channel is %s from %s", c.V, c.Origin)
	}
}

// TestLines holds the strings that may be several lines: those that are only
// compared, or encoded as YAML.
func TestLines(t *testing.T) {
	p, found := Load(project("name: \"hello\"\n" + row + `
contract: smoke: stdout: """
	a
	\tb
	"""
ci: github: {
	install: [{name: "a", run: """
		if true; then
			echo hi
		fi
		"""}]
	actions: {
		"actions/checkout": {commit: "11bd71901bbe5b1630ceea73d27597364c9af683", version: "v4.2.2"}
		"actions/upload-artifact": {commit: "ea165f8d65b6e75b540449e92b4886f43607fa02", version: "v4.6.2"}
	}
}
`))
	if p == nil {
		t.Fatal(found)
	}
	if got := p.CI.GitHub.Install[0].Run; got != "if true; then\n\techo hi\nfi" {
		t.Errorf("run is %q", got)
	}
	if got := *p.Targets[0].Contract.Smoke.Stdout; got != "a\n\tb" {
		t.Errorf("stdout is %q", got)
	}
}

func TestRequireHasPlace(t *testing.T) {
	p, found := Load(project("name: \"hello\"\nxgen: \">=9.9\"\n" + row))
	if p == nil {
		t.Fatal(found)
	}
	if got := p.Require.V + " " + p.Require.Pos.String(); got != ">=9.9 targets.cue:2:7" {
		t.Error(got)
	}
}

// TestNoRegularFile reads nothing that might never end.
func TestNoRegularFile(t *testing.T) {
	for mode, want := range map[fs.FileMode]string{
		fs.ModeNamedPipe:                  "targets.cue:1:1: it is a named pipe: want a regular file",
		fs.ModeDevice | fs.ModeCharDevice: "targets.cue:1:1: it is a device: want a regular file",
		fs.ModeDir:                        "targets.cue:1:1: it is a folder: want",
	} {
		fsys := project("")
		fsys["targets.cue"].Mode = mode
		_, found := Load(fsys)
		checkFound(t, found.Error(), []string{want})
	}
	_, found := Load(project(strings.Repeat("\n", userfile.Definitions+1)))
	checkFound(t, found.Error(), []string{"targets.cue:1:1: the file has more than"})
}

// TestMachineFaults names the machine's own file.
func TestMachineFaults(t *testing.T) {
	for src, want := range map[string]string{
		"\"cache-limit\": 99999999999999999999999": "a.cue:1:16: cache-limit is 99999999999999999999999: want a number of bytes",
		"engin: \"docker\"":                        `a.cue:1:1: unknown field "engin": did you mean "engine"?`,
		"[1]":                                      "a.cue:1:1: the file holds [1]: want fields (ca, cache-limit, engine, images, memory)",
		"engine: \"docker\"\nengine: \"buildctl\"": "a.cue:2:9: engine is set twice",
	} {
		_, found := LoadMachine(fstest.MapFS{"a.cue": {Data: []byte(src)}})
		checkFound(t, found.Error(), []string{want})
	}
	_, found := LoadMachine(fstest.MapFS{"d.cue/x": {}})
	checkFound(t, found.Error(), []string{"d.cue:1:1: it is a folder: want"})
}
