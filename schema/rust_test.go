package schema

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// A checksum is for one manifest, and where a plain cargo would take another compiler
// somebody has said so.
func TestTwinRusts(t *testing.T) {
	const name = "name: \"hello\"\n"
	const a, b = "0123456789abcdef0123", "fedcba98765432100000"
	const nightly = "nightly-2026-05-01"
	rust := func(what string) string { return name + row + "rust: {" + what + "}\n" }
	two := func(project, x, y string) string {
		return name + "rust: {" + project + "}\ntargets: {\n\tx: {triple: \"mips-unknown-linux-musl\", rust: {" + x + "}}\n\ty: {triple: \"mipsel-unknown-linux-musl\", rust: {" + y + "}}\n}\n"
	}
	sum := func(digits string) string { return `sha256: ["` + digits + `"]` }
	for _, c := range []struct {
		name, src, file string // file is rust-toolchain.toml's channel
		want            string // "" for none
	}{
		{"one", rust(`channel: "` + nightly + `", ` + sum(a)), "", ""},
		{"all its digits", rust(`channel: "1.95.0", ` + sum(a+strings.Repeat("0", 44))), "", ""},
		{"of the other file's channel", rust(sum(a)), nightly, ""},
		{"two mirrors", rust(`channel: "1.95.0", sha256: ["` + a + `", "` + b + `"]`), "", ""},
		{"too few", rust(`channel: "1.95.0", ` + sum("0123")), "", `targets.cue:3:36: rust.sha256[0] is "0123": want the first 20 lower-case hex digits, as rustup keeps them in its folder update-hashes, or all 64`},
		{"a text", rust(`channel: "1.95.0", sha256: "` + a + `"`), "", `targets.cue:3:35: rust.sha256 is "` + a + `": want a list of the first 20 hex digits each`},

		{"stable", rust(`channel: "stable", ` + sum(a)), "", `targets.cue:3:35: rust.sha256 is for the channel "stable" (targets.cue:3:17), which moves: tomorrow its manifest is another; write a channel such as "1.95.0" or "nightly-2026-04-14"`},
		{"two numbers", rust(`channel: "1.95", ` + sum(a)), "", `targets.cue:3:33: rust.sha256 is for the channel "1.95" (targets.cue:3:17), which moves`},
		{"nightly of the other file", rust(sum(a)), "nightly", `targets.cue:3:16: rust.sha256 is for the channel "nightly" (rust-toolchain.toml:2:1), which moves`},
		{"none", rust(sum(a)), "", `targets.cue:3:16: rust.sha256 is for a channel that is not named: xgen's own, "1.95.0", is another one in a later release: write rust: channel: "1.95.0" beside it`},

		{"nothing is pinned", rust(`channel: "1.95.0", sha256: []`), "", `targets.cue:3:35: rust.sha256 has no checksum, and so pins nothing: write the one of the channel's manifest, or remove it`},
		{"no such day", rust(`channel: "nightly-2026-02-30"`), "", `targets.cue:3:17: rust channel "nightly-2026-02-30": there is no day 2026-02-30: write one that there is, such as "nightly-2026-04-14"`},
		{"no such day in the other file", rust(`std: "prebuilt"`), "nightly-2025-02-29", `rust-toolchain.toml:2:1: rust channel "nightly-2025-02-29": there is no day 2025-02-29`},
		{"a leap day", rust(`channel: "nightly-2028-02-29"`), "", ""},

		{"a target's own channel", two(`channel: "1.95.0", `+sum(a), `channel: "1.94.0"`, ""), "", `targets.cue:4:57: rust.sha256 (targets.cue:2:35) has ` + a + `… for the channel "1.95.0" (targets.cue:2:17), and target "x" has "1.94.0": write this one's own beside it`},
		{"every target's own channel", two(`channel: "1.95.0", `+sum(a), `channel: "1.94.0"`, `channel: "1.94.0", `+sum(b)), "", `targets.cue:4:57: rust.sha256 (targets.cue:2:35) has ` + a + `… for the channel "1.95.0"`},
		{"both of the other's", two("", `channel: "1.95.0", `+sum(a), `channel: "1.94.0", `+sum(a+strings.Repeat("0", 44))), "", `targets.cue:5:59: rust.sha256 (targets.cue:5:77) has ` + a + `… for the channel "1.95.0" (targets.cue:4:57), and target "y" has "1.94.0"`},
		{"each its own", two(`channel: "1.95.0", `+sum(a), "", `channel: "1.94.0", `+sum(b)), "", ""},
		{"the same channel again", two(`channel: "1.95.0", `+sum(a), `channel: "1.95.0"`, ""), "", ""},
		{"two for one", two(`channel: "1.95.0"`, sum(a), sum(b)), "", `targets.cue:5:58: rust.sha256 of target "y" has nothing of that of "x" (targets.cue:4:56), and both have the channel "1.95.0": one of them is wrong`},
		{"one and more", two(`channel: "1.95.0"`, sum(a), `sha256: ["`+b+`", "`+a+`"]`), "", ""},

		{"two dates", rust(`channel: "` + nightly + `"`), "nightly-2026-04-14", `targets.cue:3:17: rust.channel is "nightly-2026-05-01", and "nightly-2026-04-14" in rust-toolchain.toml:2:1: write the same one in both, remove rust.channel, or write rust: "channel-why": "…" if both are meant`},
		{"a beta's date", rust(`channel: "beta-2026-04-20"`), "", ""},
		{"a beta's and another's", rust(`channel: "beta-2026-04-20"`), "beta-2026-03-09", `targets.cue:3:17: rust.channel is "beta-2026-04-20", and "beta-2026-03-09" in rust-toolchain.toml:2:1`},
		{"a beta", rust(`channel: "beta"`), "beta-2026-03-09", `targets.cue:3:17: warning: rust channel "beta" moves`},
		{"a release's day", rust(`channel: "stable-2026-04-16", ` + sum(a)), "", ""},
		{"a beta's checksum", rust(`channel: "beta-2026-04-20", ` + sum(a)), "", ""},
		{"two dates, meant", rust(`channel: "` + nightly + `", "channel-why": "the other one is for miri"`), "nightly-2026-04-14", ""},
		{"a reason for something else", rust(`channel: "` + nightly + `", std: "sysroot", why: "that mirror has no std"`), "nightly-2026-04-14", `targets.cue:3:17: rust.channel is "nightly-2026-05-01", and "nightly-2026-04-14" in rust-toolchain.toml:2:1`},
		{"a target's own, meant", two(`why: "x"`, `channel: "1.94.0", "channel-why": "no newer one fits"`, ""), "1.95.0", ""},
		{"another's reason", two(`"channel-why": "x"`, `channel: "1.94.0"`, ""), "1.95.0", `targets.cue:4:57: rust.channel is "1.94.0", and "1.95.0" in rust-toolchain.toml:2:1`},
		{"a beta of a release", rust(`channel: "1.95.0-beta.3", ` + sum(a)), "", ""},
		{"a beta of a release in the other file", name + row, "1.95.0-beta.3", ""},
		{"the newest beta of a release", name + row, "1.95.0-beta", `rust-toolchain.toml:2:1: warning: rust channel "1.95.0-beta" moves`},
		{"its checksum", rust(`channel: "1.95-beta", ` + sum(a)), "", `targets.cue:3:38: rust.sha256 is for the channel "1.95-beta" (targets.cue:3:17), which moves`},
		{"a release and its beta", rust(`channel: "1.95.0"`), "1.95.0-beta.3", `targets.cue:3:17: rust.channel is "1.95.0", and "1.95.0-beta.3" in`},
		{"two numbers and a beta", rust(`channel: "1.95.0-beta.3"`), "1.95", `targets.cue:3:17: rust.channel is "1.95.0-beta.3", and "1.95" in`},
		{"no beta", name + row, "1.95.0-beta.3.4", `rust-toolchain.toml:2:1: channel "1.95.0-beta.3.4": want a rustup toolchain`},
		{"two releases", rust(`channel: "1.95.0"`), "1.94", `targets.cue:3:17: rust.channel is "1.95.0", and "1.94" in`},
		{"1.9 is not 1.95", rust(`channel: "1.95.0"`), "1.9", `targets.cue:3:17: rust.channel is "1.95.0", and "1.9" in`},
		{"one of its releases", rust(`channel: "1.95.0"`), "1.95", ""},
		{"the same", rust(`channel: "` + nightly + `"`), nightly, ""},
		{"developers have what is new", rust(`channel: "` + nightly + `"`), "nightly", ""},
		{"developers have any", rust(`channel: "1.95.0"`), "stable", ""},
	} {
		root := project(c.src)
		if c.file != "" {
			root["rust-toolchain.toml"] = &fstest.MapFile{Data: []byte("[toolchain]\nchannel = \"" + c.file + "\"\n")}
		}
		p, found := Load(root)
		checkMessage(t, c.name, p != nil, found, c.want)
	}
}

// Of two toolchain files in one folder rustup reads one (rustup 1.29, which warns of it).
func TestTwoToolchainFiles(t *testing.T) {
	for _, c := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{"rust-toolchain": "1.94.0\n", "rust-toolchain.toml": "[toolchain]\nchannel = \"1.95.0\"\n"}, "rust-toolchain:1:1: warning: rustup reads rust-toolchain, and not rust-toolchain.toml beside it: remove one of them"},
		{map[string]string{"rust-toolchain": "1.94.0\n"}, ""},
		{map[string]string{"rust-toolchain.toml": "[toolchain]\nchannel = \"1.94.0\"\n"}, ""},
	} {
		p := project(rowOf(armsoft))
		for name, text := range c.files {
			p[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if _, found := Load(p); found.Error() != c.want {
			t.Errorf("%v: %v", c.files, found)
		}
	}
}

// What rustup takes of its file is taken here, and nothing else.
func TestToolchainFileAgainstRustup(t *testing.T) {
	if _, err := exec.LookPath("rustup"); err != nil {
		t.Skip("there is no rustup")
	}
	const old, table = "rust-toolchain", "rust-toolchain.toml"
	toml := func(rest string) string { return "[toolchain]\n" + rest + "\n" }
	channels := []string{"1.95", "1.95-beta", "1.95.0-beta", "1.95.0-beta.3", "beta-2026-01-01", "stable-2026-01-01", "nightly-2026-1-1", "1.95.0-rc.1", "1.95.0-beta.3.4", "1.95.0-nightly", "v1.95.0", "1", "beta.3", "Stable", "dev", "1.95.0-x86_64-unknown-linux-gnu", "1.95.0-beta.3-aarch64-unknown-linux-gnu"}
	rows := [][2]string{
		{old, "# x\n1.95.0\n"}, {old, "1.95.0 # x\n"}, {old, "\n1.95.0\n"}, {old, "1.95.0\n\n"}, {old, "  1.95.0  \n"}, {old, "1.95.0"}, {old, "1.95.0\r\n"},
		{old, ""}, {old, "\n"}, {old, "# x\n"}, {old, "channel = \"1.95.0\"\n\n"}, {old, toml("channel = \"1.95.0\"")},
		{table, "1.95.0\n"}, {table, ""}, {table, toml("")}, {table, toml("chanel = \"1.95.0\"")}, {table, toml("profile = \"minimal\"")}, {table, "channel = \"1.95.0\"\n"},
		{table, toml("components = []")}, {table, toml("targets = [\"x86_64-unknown-linux-musl\"]")}, {table, toml("chanel = 1\nchannel = \"1.95.0\"\n[other]")},
		{table, toml("channel = \" 1.95.0\"")}, {table, toml("channel = 1.95")}, {table, toml("channel = \"1.95.0\"\ncomponents = \"clippy\"")},
	}
	for _, channel := range channels {
		rows = append(rows, [2]string{table, toml("channel = \"" + channel + "\"")})
	}
	for _, row := range rows {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, row[0]), []byte(row[1]), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("rustup", "which", "rustc")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "RUSTUP_AUTO_INSTALL=0", "RUST_BACKTRACE=0")
		said, err := cmd.CombinedOutput()
		// A toolchain that is not installed here is one, and so is one of another machine.
		takes := err == nil || strings.Contains(string(said), "error: toolchain '") || strings.Contains(string(said), "target tuple in channel name")
		p := project(smallest)
		p[row[0]] = &fstest.MapFile{Data: []byte(row[1])}
		_, found := Load(p)
		if found.HasErrors() == takes {
			t.Errorf("%q: %v\nand rustup says %s", row, found, said)
		}
	}
}
