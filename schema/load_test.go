package schema

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// project is an ordinary cargo project with the given targets.cue.
func project(targets string) fstest.MapFS {
	return fstest.MapFS{
		"targets.cue": {Data: []byte(targets)},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n")},
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
		{"zig", got.Toolchain.Zig.Target, "arm-linux-musleabi"},
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
		{"Row03UnknownDeep", name + "toolchain: {kind: \"zig\", sha265: []}\n" + row, []string{`targets.cue:2:26: unknown field "sha265" in toolchain: did you mean "sha256"?`}},
		{"Row04Dots", name + "targets: \"../x\": triple: \"armv5te-unknown-linux-musleabi\"\n", []string{`targets.cue:2:10: targets: "../x" is no name`}},
		{"Row04Upper", name + "targets: ARM: triple: \"armv5te-unknown-linux-musleabi\"\n", []string{`targets.cue:2:10: targets: "ARM" is no name`}},
		{"Row04Long", name + "targets: " + strings.Repeat("a", 65) + ": triple: \"armv5te-unknown-linux-musleabi\"\n", []string{`targets.cue:2:10: targets: "aaaa`}},
		{"Row04EmptyKey", name + "targets: \"\": triple: \"armv5te-unknown-linux-musleabi\"\n", []string{`targets.cue:2:10: targets: "" is no name`}},
		{"Row05Newline", name + row + "env: A: \"x\\ny\"\n", []string{"targets.cue:3:9: the string holds U+000A"}},
		{"Row05Escape", name + row + "env: A: \"x\\u001by\"\n", []string{"targets.cue:3:9: the string holds U+001B"}},
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
		{"Row13ManyTargets", "import \"list\"\n" + name + "for i in list.Range(0, 10000, 1) {targets: \"t\\(i)\": triple: \"mips-unknown-linux-musl\"}\n", []string{"targets.cue:1:1: targets has 10000 rows: at most"}},
		{"Row14BadSum", name + row + "toolchain: {kind: \"zig\", sha256: [\"abc\"]}\n", []string{`targets.cue:3:35: toolchain.sha256[0] is "abc": want`}},
		{"Row14NoSum", name + row + "toolchain: {kind: \"zig\", version: \"0.99.0\"}\n", []string{`targets.cue:3:35: no sha256 is known for zig 0.99.0`}},
		{"Row14Action", name + row + "ci: github: {install: [{name: \"a\", run: \"b\"}], actions: \"actions/checkout\": {commit: \"v4\", version: \"v4\"}}\n",
			[]string{`targets.cue:3:86: ci.github.actions.actions/checkout.commit is "v4": want a commit, 40 hex digits`}},
		{"Row15NoPrebuilt", name + "targets: a: {triple: \"mips-unknown-linux-musl\", rust: std: \"prebuilt\"}\n", []string{"targets.cue:2:60: rustup ships no std for mips-unknown-linux-musl"}},
		{"Row15Float", name + "targets: a: {triple: \"armv7-unknown-linux-musleabihf\", flags: f: c: [\"-msoft-float\"]}\n", []string{`targets.cue:2:69: flags.f: "-msoft-float" contradicts`}},
		{"Row15PIE", name + row + "contract: pie: true\n", []string{"targets.cue:3:16: contract.pie: rustc makes no static"}},
		{"Row22Plugin", name + row + "flags: f: c: [\"-fplugin=x.so\"]\n", []string{`targets.cue:3:14: flags.f: "-fplugin=x.so" loads code`}},
		{"Row22Specs", name + row + "flags: f: c: [\"-specs=x\"]\n", []string{`targets.cue:3:14: flags.f: "-specs=x"`}},
		{"Row22WlAt", name + row + "flags: f: link: [\"-Wl,@f\"]\n", []string{`targets.cue:3:17: flags.f: "-Wl,@f" reads further`}},
		{"Row22At", name + row + "flags: f: rustc: [\"@file\"]\n", []string{`targets.cue:3:18: flags.f: "@file" reads further`}},
		{"AllAtOnce", "nam: \"hello\"\ncargo: lto: \"thni\"\ntargets: a: {}\n", []string{
			`targets.cue:1:1: name is missing`, `targets.cue:1:1: unknown field "nam": did you mean "name"?`,
			`targets.cue:2:13: cargo.lto`, `targets.cue:3:13: targets.a.triple is missing`,
		}},
		{"Reference", name + row + "env: A: nothing\n", []string{`targets.cue:3:9: reference "nothing" not found`}},
		{"ReservedEnv", name + row + "env: RUSTFLAGS: \"-g\"\n", []string{"targets.cue:3:6: RUSTFLAGS cannot be set: write flags"}},
		{"UnknownBin", name + row + "cargo: bins: [\"helo\"]\n", []string{`targets.cue:3:14: no binary "helo" in the workspace: did you mean "hello"?`}},
		{"WrongType", name + row + "cargo: bins: \"hello\"\n", []string{`targets.cue:3:14: cargo.bins is "hello": want a list of names`}},
		{"EnvArm", name + row + "env: A: {valu: \"x\"}\n", []string{`targets.cue:3:9: env.A.value is missing`, `targets.cue:3:10: unknown field "valu" in env.A: did you mean "value"?`}},
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
	if c := p.Targets[0].Rust.Channel; c.V != "1.90.0" || c.String() != "rust-toolchain.toml:1:1" {
		t.Errorf("channel is %s from %s", c.V, c.Origin)
	}
}

func TestCargoConfigIsReported(t *testing.T) {
	fsys := project("name: \"hello\"\n" + row)
	fsys[".cargo/config.toml"] = &fstest.MapFile{Data: []byte("[build]\ntarget = \"x\"\nrustflags = [\"-g\"]\n[target.armv5te-unknown-linux-musleabi]\n  linker = \"gcc\"\n")}
	p, found := Load(fsys)
	if p == nil {
		t.Fatal(found)
	}
	checkFound(t, found.Error(), []string{
		".cargo/config.toml:2:1: warning: build.target: xgen builds",
		".cargo/config.toml:3:1: warning: build.rustflags: target.*.rustflags",
		".cargo/config.toml:5:3: warning: target.armv5te-unknown-linux-musleabi.linker: xgen sets it",
	})
}
