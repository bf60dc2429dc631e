//go:build e2e

package main

import (
	"regexp"
	"strings"
	"testing"
)

// The real rustup keeps of a real manifest what is held against the pin: with
// another one nothing is built, and what the message names mends it.
func TestE2ERustManifest(t *testing.T) {
	e := crate(t, "fn main() {}\n")
	own := e.read("targets.cue")
	e.write("targets.cue", own+`rust: {channel: "1.95.0", sha256: ["0123456789abcdef0123"]}`+"\n")
	_, said := e.xgen(1, "run", "armv5te", "--emit")
	m := regexp.MustCompile(`stage rust, .*rustup got a manifest of 1.95.0 whose sha256 begins with ([0-9a-f]{20}), and rust.sha256 has 0123456789abcdef0123: .* add "([0-9a-f]{20})" to rust.sha256\n`).FindStringSubmatch(said)
	if m == nil || m[1] != m[2] || strings.Contains(said, " std ") {
		t.Fatalf("%q\n%s", m, said)
	}
	e.edit("targets.cue", `"0123456789abcdef0123"`, `"0123456789abcdef0123", "`+m[1]+`"`)
	e.xgen(0, "run", "armv5te", "--emit")
}

// rustup's proxies would obey the project's rust-toolchain.toml: in the build neither
// cargo nor what it calls comes to them.
func TestE2EOneRust(t *testing.T) {
	e := crate(t, `use std::process::Command;

fn main() {
    for program in ["cargo", "rustc"] {
        let out = Command::new(program).arg("--version").output().expect(program);
        let said = String::from_utf8(out.stdout).unwrap();
        assert!(said.starts_with(&format!("{program} 1.95.0 ")), "{said}");
    }
    let out = Command::new(std::env::var("RUSTC").unwrap()).arg("--version").output().unwrap();
    assert!(out.stdout.starts_with(b"rustc 1.95.0 "), "{out:?}");
}
`)
	e.write("rust-toolchain.toml", "[toolchain]\nchannel = \"1.94.0\"\n")
	own := e.read("targets.cue")
	e.write("targets.cue", own+"rust: channel: \"1.95.0\"\n")
	if _, said := e.xgen(1, "run", "armv5te", "--emit"); !strings.Contains(said, `and "1.94.0" in rust-toolchain.toml:2:1`) {
		t.Errorf("two compilers: %s", said)
	}
	e.write("targets.cue", own+"rust: {channel: \"1.95.0\", \"channel-why\": \"developers have the oldest that must do\"}\n")
	e.xgen(0, "run", "armv5te", "--emit")
}
