package schema

import (
	"strings"
	"testing"
)

// What people's files have that xgen cannot read is said in words that they know, and at its
// place.
func TestWordsOfCargoFiles(t *testing.T) {
	const marks = ": git left a conflict here: keep what is right of its two sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"
	const dep = "[dependencies]\ndep = { path = \"libs/dep\" }\n"
	conflict := func(text string) string {
		return strings.Replace(text, "version", "<<<<<<< HEAD\nversion = \"0.2.0\"\n=======\nversion", 1) + ">>>>>>> other\n"
	}
	for _, c := range []struct {
		name, rest string
		files      []string
		want       string
	}{
		{"a conflict in a manifest", "", []string{"Cargo.toml", conflict(crate("hello", ""))}, "Cargo.toml:3:1" + marks},
		{"a conflict in the lock", "", []string{"Cargo.toml", crate("hello", ""), "Cargo.lock", conflict("version = 4\n")}, "Cargo.lock:1:1" + marks},
		{"a text that looks like one", "", []string{"Cargo.toml", crate("hello", "description = '''\n<<<<<<< HEAD\n'''\n")}, ""},
		{"a submodule", "", []string{"Cargo.toml", crate("hello", dep), ".gitmodules", "[submodule \"libs/dep\"]\n\tpath = libs/dep\n\turl = ../dep.git\n"},
			"Cargo.toml:6:9: dependency dep lies in libs/dep, a submodule of git that is not checked out here: run git submodule update --init libs/dep"},
		{"a folder that is not there", "", []string{"Cargo.toml", crate("hello", dep)}, "Cargo.toml:6:9: dependency dep lies in libs/dep, and there is no libs/dep/Cargo.toml: correct its path, which is from the folder of the manifest"},
		{"two configurations", "context: root: \"..\"\n", []string{".cargo/config.toml", "[build]\nrustflags = \"--cfg own\"\n", "/.cargo/config.toml", "[build]\nrustflags = [\"--cfg\", \"up\"]\n"},
			".cargo/config.toml:2:1: build.rustflags is a single value here and a list in ../.cargo/config.toml:2:1, which cargo does not join: write both in one form"},
		{"a feature that is none", "", []string{".cargo/config.toml", "[build]\nrustflags = [\"-Ctarget-feature=+v5tee\"]\n"},
			`.cargo/config.toml:2:1: build.rustflags: "-Ctarget-feature=+v5tee": there is no feature v5tee of arm, and rustc passes over it with a warning: write +v5te, or remove it`},
		{"a feature of a newer rustc", "rust: channel: \"1.99.0\"\n", []string{".cargo/config.toml", "[build]\nrustflags = [\"-Ctarget-feature=+v5tee\"]\n"}, ""},
	} {
		_, found := Load(repository(t, "rust", smallest+c.rest, c.files...))
		if got := found.Error(); got != c.want && (c.want == "" || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// rustup takes a channel with the machine that it runs on behind it; builds have their own.
func TestChannelOfAMachine(t *testing.T) {
	for file, text := range map[string]string{
		"rust-toolchain.toml": "[toolchain]\nchannel = \"1.90.0-x86_64-unknown-linux-gnu\"\n",
		"rust-toolchain":      "1.90.0-aarch64-apple-darwin\n",
	} {
		p, found := Load(with(smallest, file, text))
		if p == nil || p.Targets[0].Rust.Channel.V != "1.90.0" {
			t.Errorf("%s: %v", file, found)
		}
	}
	p, found := Load(with(smallest, "rust-toolchain", "nightly-2026-03-01-x86_64-unknown-linux-gnu\n"))
	if p == nil || p.Targets[0].Rust.Channel.V != "nightly-2026-03-01" {
		t.Error(found)
	}
	if p, _ := Load(with(smallest, "rust-toolchain", "1.90.0-mine\n")); p != nil {
		t.Error("a toolchain of one machine is taken for a release")
	}
}
