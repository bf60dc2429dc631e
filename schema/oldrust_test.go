package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What only a newer cargo reads is refused at the line that says it, with what to write
// into the file that names the channel, once for all targets.
func TestOldCargo(t *testing.T) {
	const edition = "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"
	toolchain := func(channel string) string { return "[toolchain]\nchannel = \"" + channel + "\"\n" }
	lock := func(version string) string { return "# made\nversion = " + version + "\n" + locked("hello", "0.1.0") }
	two := x86Row + "targets: b: triple: \"aarch64-unknown-linux-musl\"\n"
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  string // "" for none
	}{
		{"08-edition2024-old-rust", with(two, "Cargo.toml", edition, "rust-toolchain.toml", toolchain("1.84.1")),
			`Cargo.toml:4:1: edition 2024 needs Rust 1.85, and the channel is 1.84.1 (rust-toolchain.toml:2:1): write channel = "1.85.0" or a newer one in rust-toolchain.toml, or write edition = "2021"`},
		{"the old file", with(two, "Cargo.toml", edition, "rust-toolchain", "1.84.1\n"),
			`Cargo.toml:4:1: edition 2024 needs Rust 1.85, and the channel is 1.84.1 (rust-toolchain:1:1): write 1.85.0 or a newer one into rust-toolchain, or`},
		{"in targets.cue", with(x86Row+"rust: channel: \"1.84.1\"\n", "Cargo.toml", edition),
			`Cargo.toml:4:1: edition 2024 needs Rust 1.85, and the channel is 1.84.1 (targets.cue:3:16): write rust: channel: "1.85.0" or a newer one, or`},
		{"new enough", with(two, "Cargo.toml", edition, "rust-toolchain.toml", toolchain("1.85.0")), ""},
		{"a moving one", with(two, "Cargo.toml", edition, "rust-toolchain.toml", toolchain("stable")), `rust-toolchain.toml:2:1: warning: rust channel "stable" moves`},
		{"an old nightly", with(two, "Cargo.toml", edition, "rust-toolchain.toml", toolchain("nightly-2024-09-01")), `Cargo.toml:4:1: edition 2024 needs Rust 1.85, and the channel is nightly-2024-09-01`},
		{"an old nightly that is asked for it", with(two, "Cargo.toml", "cargo-features = [\"edition2024\"]\n"+edition, "rust-toolchain.toml", toolchain("nightly-2024-09-01")), ""},
		{"an old beta", with(two, "Cargo.toml", edition, "rust-toolchain.toml", toolchain("beta-2024-12-01")), `Cargo.toml:4:1: edition 2024 needs`},
		{"one target's", with(x86Row+"targets: b: {triple: \"aarch64-unknown-linux-musl\", rust: channel: \"1.84.1\"}\n", "Cargo.toml", edition), `Cargo.toml:4:1: edition 2024 needs Rust 1.85, and the channel is 1.84.1 (targets.cue:3:67)`},
		{"a member's", with(two, "Cargo.toml", crate("hello", "[workspace]\nmembers = [\"a\"]\n"), "a/Cargo.toml", edition[:len("[package]\nname = \"")]+"a\"\nversion = \"0.1.0\"\nedition = \"2024\"\n", "rust-toolchain.toml", toolchain("1.84.1")),
			`a/Cargo.toml:4:1: edition 2024 needs`},
		{"the workspace's", with(two, "Cargo.toml", "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition.workspace = true\n[workspace.package]\nedition = \"2024\"\n[workspace]\n", "rust-toolchain.toml", toolchain("1.84.1")),
			`Cargo.toml:6:1: edition 2024 needs`},
		{"a mark in front", with(two, "Cargo.toml", "\ufeff"+edition, "rust-toolchain.toml", toolchain("1.84.1")), `Cargo.toml:4:1: edition 2024 needs`},
		{"its lock", with(two, "Cargo.lock", lock("4"), "rust-toolchain.toml", toolchain("1.77.2")), `Cargo.lock:2:1: Cargo.lock of version 4 needs Rust 1.78, and the channel is 1.77.2`},
		{"a lock in time", with(two, "Cargo.lock", lock("3"), "rust-toolchain.toml", toolchain("1.77.2")), ""},
		{"a lock to come", with(two, "Cargo.lock", lock("5")), `Cargo.lock:2:1: Cargo.lock of version 5 is unstable, and cargo of 1.95.0 refuses it: have`},
		{"a crate's own key", with(two, "Cargo.lock", "version = 3\n\n[[package]]\nname = \"hello\"\nversion = \"4\"\n", "Cargo.toml", "[package]\nname = \"hello\"\nversion = \"4.0.0\"\n", "rust-toolchain.toml", toolchain("1.77.2")),
			`Cargo.toml:3:1: Cargo.lock has package`},
		{"unstable", with(two, "Cargo.toml", crate("hello", "[profile.release]\nrustflags = [\"-Cdebuginfo=0\"]\n")), `Cargo.toml:6:1: rustflags in a profile is unstable, and cargo of 1.95.0 refuses it: write them as flags in targets.cue`},
		{"unstable on a newer one", with(two, "Cargo.toml", crate("hello", "[profile.release]\nrustflags = [\"-Cdebuginfo=0\"]\n"), "rust-toolchain.toml", toolchain("1.99.0")), ""},
		{"stable by now", with(two, "Cargo.toml", "cargo-features = [\"edition2024\"]\n"+edition, "rust-toolchain.toml", toolchain("1.84.1")),
			`Cargo.toml:1:1: cargo-features: "edition2024" is stable from Rust 1.85 on, and the channel is 1.84.1 (rust-toolchain.toml:2:1): write channel = "1.85.0"`},
		{"for a nightly", with(two, "Cargo.toml", "cargo-features = [\"codegen-backend\"]\n"+edition), `Cargo.toml:1:1: cargo-features: "codegen-backend" is for a nightly, and the channel is 1.95.0: remove it, or have`},
		{"of nobody", with(two, "Cargo.toml", "cargo-features = [\"lint\"]\n"+edition), `Cargo.toml:1:1: cargo-features: cargo of 1.95.0 knows no "lint", and refuses it: remove it`},
		{"of a newer one", with(two, "Cargo.toml", "cargo-features = [\"lint\"]\n"+edition, "rust-toolchain.toml", toolchain("1.99.0")), ""},
		{"a package's need", with(two, "Cargo.toml", edition+"rust-version = \"1.90\"\n", "rust-toolchain.toml", toolchain("1.89.0")),
			`rust-toolchain.toml:2:1: package hello needs Rust 1.90 and the channel is 1.89.0: write channel = "1.90.0" or a newer one in rust-toolchain.toml`},
		{"a nightly's need", with(two, "Cargo.toml", edition+"rust-version = \"1.90\"\n", "rust-toolchain.toml", toolchain("nightly-2025-03-01")), `rust-toolchain.toml:2:1: package hello needs Rust 1.90`},
		{"33-channel-1.81", with(x86Row, "rust-toolchain.toml", toolchain("1.81.0")), ""},
		{"before musl lost names", with(x86Row, "rust-toolchain.toml", toolchain("1.71.1"), "Cargo.lock", lock("3")),
			`rust-toolchain.toml:2:1: std of Rust 1.71.1 for x86_64-unknown-linux-musl calls stat64 and other names that musl has no longer, and no program with it links: write channel = "1.72.0" or a newer one in rust-toolchain.toml`},
		{"of Debian's too", with(rowOf("aarch64-unknown-linux-musl")+"toolchain: kind: \"debian\"\n", "rust-toolchain.toml", toolchain("1.71.1"), "Cargo.lock", lock("3")),
			`rust-toolchain.toml:2:1: std of Rust 1.71.1 for aarch64-unknown-linux-musl calls stat64`},
		{"of a release of Debian's that is not known", with(rowOf("aarch64-unknown-linux-musl")+"image: \"debian:bookworm-slim\"\ntoolchain: kind: \"debian\"\n", "rust-toolchain.toml", toolchain("1.71.1"), "Cargo.lock", lock("3")), ""},
		{"after that", with(two, "rust-toolchain.toml", toolchain("1.72.0"), "Cargo.lock", lock("3")), ""},
		{"a musl that may have them", with(x86Row+"toolchain: {kind: \"image\", gcc: \"x86_64-linux-musl\", image: \"example.org/x@sha256:"+someSum+"\"}\n", "rust-toolchain.toml", toolchain("1.71.1"), "Cargo.lock", lock("3")), ""},
		{"with glibc", with(rowOf(arm64gnu), "rust-toolchain.toml", toolchain("1.71.1"), "Cargo.lock", lock("3")), ""},
		{"no std of its own", with(smallest, "rust-toolchain.toml", toolchain("1.81.0")), `rust-toolchain.toml:2:1: std for armv5te-unknown-linux-musleabi is built from source, which Rust 1.81.0 cannot: write channel = "1.82.0" or a newer one in rust-toolchain.toml`},
	} {
		p, found := Load(c.files)
		if len(found) > 1 && c.name == "stable by now" {
			found = found[:1]
		}
		checkMessage(t, c.name, p != nil, found, c.want)
	}
}

// 78: a byte order mark and Windows' line ends are passed over as cargo, rustup and CUE
// pass over them, and places are those that an editor shows. In rustup's old file the mark
// would be a part of the channel's name.
func TestMarksAndLineEnds(t *testing.T) {
	texts := map[string]string{
		"targets.cue":         x86Row + "contract: smoke: {args: [\"--version\"], stdout: \"hello 1.0.0\"}\n",
		"Cargo.toml":          crate("hello", ""),
		"Cargo.lock":          "version = 4\n" + locked("hello", "0.1.0"),
		".cargo/config.toml":  "[net]\nretry = 3\n",
		"rust-toolchain.toml": "[toolchain]\nchannel = \"1.95.0\"\n",
	}
	for _, c := range []struct{ file, text, want string }{
		{"", "", ""},
		{"targets.cue", x86Row + "bogus: 1\n", `targets.cue:3:1: unknown field "bogus"`},
		{"targets.cue", "bogus: 1\n" + x86Row, `targets.cue:1:1: unknown field "bogus"`},
		{"Cargo.toml", "bad\n", `Cargo.toml:1:`},
		{"Cargo.toml", "package = {name = \"hello\", version = \"0.1.0\", edition = \"future\"}\n", `Cargo.toml:1:47: edition "future"`},
		{"Cargo.toml", crate("hello", "[dependencies]\nx = \"1\"\n"), `Cargo.toml:6:1: Cargo.lock does not hold x`},
		{"Cargo.lock", "version = 5\n" + locked("hello", "0.1.0"), `Cargo.lock:1:1: Cargo.lock of version 5`},
		{".cargo/config.toml", "[build]\nrustflags = [\"-Zx\"]\n", `.cargo/config.toml:2:1: build.rustflags: "-Zx" is an unstable option`},
		{"rust-toolchain.toml", "[toolchain]\nchannel = \"1.9x\"\n", `rust-toolchain.toml:2:1: channel "1.9x": want`},
		{"rust-toolchain", "1.95.0\n", `rust-toolchain:1:1: channel "\ufeff1.95.0": want`},
	} {
		root := fstest.MapFS{"src/main.rs": {}}
		for name, text := range texts {
			if name == c.file {
				text = c.text
			}
			if name == c.file+".toml" {
				continue // rustup reads one of the two
			}
			root[name] = &fstest.MapFile{Data: []byte("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"))}
		}
		if root[c.file] == nil && c.file != "" {
			root[c.file] = &fstest.MapFile{Data: []byte("\ufeff" + c.text)}
		}
		p, found := Load(root)
		if c.want == "" && len(found) > 0 {
			t.Errorf("%v", found)
		}
		checkMessage(t, c.file, p != nil, found, c.want)
	}
}
