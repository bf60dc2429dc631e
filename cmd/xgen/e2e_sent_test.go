//go:build e2e

package main

import (
	"strings"
	"testing"
)

// A project in a folder of its repository sees what context names: without it the build
// fails with the line to write, and with that line it is built.
func TestE2EContext(t *testing.T) {
	e := &e2e{t: t, dir: t.TempDir()}
	e.write("firmware/targets.cue", "name: \"hello\"\ntargets: x86_64: {triple: \"x86_64-unknown-linux-musl\", contract: smoke: stdout: \"version 7\"}\n")
	for name, text := range cargoProject {
		if strings.HasPrefix(name, "Cargo.") {
			e.write("firmware/"+name, text)
		}
	}
	e.write("proto/version.txt", "version 7")
	e.write("firmware/build.rs", `fn main() {
	let name = ["..", "proto", "version.txt"].join("/"); // nothing that vet can read
	let text = std::fs::read_to_string(&name).unwrap_or_else(|e| panic!("failed to read {name}: {e}"));
	println!("cargo:rustc-env=VERSION={text}");
}
`)
	e.write("firmware/src/main.rs", "fn main() { println!(\"{}\", env!(\"VERSION\")); }\n")
	_, said := e.xgen(1, "-C", "firmware", "run", "x86_64", "--emit")
	const mend = `the build is not sent ../proto/version.txt: write context: {root: "..", include: ["../proto"]} in targets.cue`
	if !strings.Contains(said, "../proto/version.txt") || !strings.Contains(said, "write context: ") {
		t.Fatalf("want %s in\n%s", mend, said)
	}
	_, line, _ := strings.Cut(said, "write context: ")
	line, _, _ = strings.Cut(line, " in targets.cue")
	e.edit("firmware/targets.cue", "name: \"hello\"\n", "name: \"hello\"\ncontext: "+line+"\n")
	e.xgen(0, "-C", "firmware", "run", "x86_64", "--emit")
}

// A build script that starts a program of the build machine's fails with the field that
// has it, and then finds it.
func TestE2EHostPackages(t *testing.T) {
	e := crate(t, `fn main() {
	let out = std::process::Command::new("bc").arg("--version").output().unwrap_or_else(|e| panic!("bc: {e:?}"));
	assert!(out.status.success());
}
`)
	row := "name: \"hello\"\ntargets: x86_64: triple: \"x86_64-unknown-linux-musl\"\n"
	e.write("targets.cue", row)
	_, said := e.xgen(1, "run", "x86_64", "--emit")
	if !strings.Contains(said, `write host: packages: ["…"]`) {
		t.Errorf("no word of host.packages in\n%s", said)
	}
	e.write("targets.cue", row+"host: packages: [\"no-such-package\"]\n")
	if _, said := e.xgen(1, "run", "x86_64", "--emit"); !strings.Contains(said, "host.packages: the base image's release of Debian cannot install no-such-package") {
		t.Errorf("no word of the package in\n%s", said)
	}
	e.write("targets.cue", row+"host: packages: [\"bc\"]\n")
	e.xgen(0, "run", "x86_64", "--emit")
}

// A named processor is that of rustc, of the C compiler and of QEMU.
func TestE2ECPU(t *testing.T) {
	e := crate(t, "fn main() {}\n")
	e.write("targets.cue", `name: "hello"
targets: {
	x86_64: {triple: "x86_64-unknown-linux-musl", cpu: "x86-64-v3", contract: smoke: stdout: "avx2 true, seen true"}
	aarch64: {triple: "aarch64-unknown-linux-musl", cpu: "neoverse-n1", contract: smoke: stdout: "lse true, seen true"}
}
`)
	e.write("src/main.rs", `#[cfg(target_arch = "x86_64")]
fn main() { println!("avx2 {}, seen {}", cfg!(target_feature = "avx2"), std::is_x86_feature_detected!("avx2")); }
#[cfg(target_arch = "aarch64")]
fn main() { println!("lse {}, seen {}", cfg!(target_feature = "lse"), std::arch::is_aarch64_feature_detected!("lse")); }
`)
	e.xgen(0, "run", "--all", "--emit")
}
