package emit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// fakeRustup keeps of its manifest what it is told to, as rustup does, and notes
// what is asked of it.
const fakeRustup = `#!/bin/sh
echo "$1" >>"$XGEN_PREFIX/asked"
case "$1" in
toolchain)
	mkdir -p "$RUSTUP_HOME/update-hashes"
	[ "$KEPT" = none ] || printf %s "$KEPT" >"$RUSTUP_HOME/update-hashes/$3-x86_64-unknown-linux-gnu"
	;;
run) echo "$XGEN_PREFIX/sysroot" ;;
esac
`

// pinnedRust has one target whose Rust is pinned.
const pinnedRust = linted + `targets: old: rust: sha256: ["0123456789abcdef0123", "fedcba98765432100000"]` + "\n"

// The manifest that rustup got is held against what is pinned before any program of
// the toolchain is run.
func TestRustManifest(t *testing.T) {
	const kept, other = "0123456789abcdef0123", "fedcba98765432100000"
	rest := strings.Repeat("0", 44)
	for _, c := range []struct{ kept, pinned, says string }{
		{kept, "", ""},
		{kept, kept, ""},
		{kept, kept + rest, ""},
		{kept, other + " " + kept + rest, ""},
		{kept, other + rest + " " + kept[1:] + "0", "xgen: rustup got a manifest of nightly-2026-05-01 whose sha256 begins with " + kept +
			", and rust.sha256 has " + other + " " + kept[1:] + "0: another mirror or another toolchain; if it is the one that you mean, add \"" + kept + "\" to rust.sha256\n"},
		{"", kept, "xgen: rustup got a manifest of nightly-2026-05-01 whose sha256 begins with nothing, and rust.sha256 has " + kept},
		{"none", kept, "cut: "},
	} {
		dir := place(t, compile(t, pinnedRust))
		for _, program := range []string{"cargo", "rustc"} {
			write(t, filepath.Join(dir, "sysroot/bin", program), "#!/bin/sh\n", 0o755)
		}
		write(t, filepath.Join(dir, "path/rustup"), fakeRustup, 0o755)
		cmd := exec.Command("sh", "xgen/stage/rust.sh", "clippy")
		cmd.Dir = dir
		cmd.Env = []string{"PATH=" + filepath.Join(dir, "path") + ":/usr/bin:/bin", "XGEN_PREFIX=" + dir, "XGEN_RUST=nightly-2026-05-01", "XGEN_RUST_SHA256=" + c.pinned, "KEPT=" + c.kept}
		out, err := cmd.CombinedOutput()
		asked, _ := os.ReadFile(filepath.Join(dir, "asked"))
		if ran := string(asked) == "toolchain\nrun\n"; ran != (c.says == "") || (err == nil) != ran || !strings.HasPrefix(string(out), c.says) {
			t.Errorf("%+v: %v, rustup was asked %q\n%s", c, err, asked, out)
		}
	}
}

// What a project pins stands in the Dockerfile of each target that it is for.
func TestRustManifestIsAsked(t *testing.T) {
	var got []string
	for name, a := range ending(compile(t, pinnedRust), "/Dockerfile") {
		if strings.Contains(string(a.Bytes), "XGEN_RUST_SHA256=") && strings.Contains(string(a.Bytes), "target=/xgen/rust-manifest.sh") {
			got = append(got, name)
		}
		if want := "XGEN_RUST=1.94.0 XGEN_RUST_SHA256='0123456789abcdef0123 fedcba98765432100000' \\\n"; name == "xgen/old/Dockerfile" && !strings.Contains(string(a.Bytes), want) {
			t.Errorf("%s lacks %q:\n%s", name, want, a.Bytes)
		}
	}
	if strings.Join(got, " ") != "xgen/old/Dockerfile" {
		t.Errorf("it stands in %q", got)
	}
}

// Std's own crates are fetched where std's source is installed, and nothing else is
// read of it: before Rust 1.82 it has no manifest of its own.
func TestStdSource(t *testing.T) {
	for args, want := range map[string]string{
		"clippy":          "rustup toolchain install 1.81.0 --profile minimal --no-self-update --component clippy\n",
		"":                "rustup toolchain install 1.81.0 --profile minimal --no-self-update\n",
		"clippy rust-src": "rustup toolchain install 1.81.0 --profile minimal --no-self-update --component clippy --component rust-src\ncargo fetch --locked --manifest-path DIR/rust/lib/rustlib/src/rust/library/Cargo.toml\n",
	} {
		dir := place(t, compile(t, linted))
		const note = `echo "${0##*/} $*" | sed "s|$XGEN_PREFIX|DIR|" >>"$XGEN_PREFIX/asked"` + "\n"
		write(t, filepath.Join(dir, "sysroot/bin/rustc"), "#!/bin/sh\n", 0o755)
		write(t, filepath.Join(dir, "sysroot/bin/cargo"), "#!/bin/sh\n"+note, 0o755)
		write(t, filepath.Join(dir, "path/rustup"), "#!/bin/sh\n[ \"$1\" != run ] || exec echo \"$XGEN_PREFIX/sysroot\"\n"+note, 0o755)
		cmd := exec.Command("sh", append([]string{"xgen/stage/rust.sh"}, strings.Fields(args)...)...)
		cmd.Dir = dir
		cmd.Env = []string{"PATH=" + filepath.Join(dir, "path") + ":/usr/bin:/bin", "XGEN_PREFIX=" + dir, "XGEN_RUST=1.81.0"}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if asked, _ := os.ReadFile(filepath.Join(dir, "asked")); string(asked) != want {
			t.Errorf("%q asks\n%s\nwant\n%s", args, asked, want)
		}
	}
}

// The crates of std are put beside the project's where cargo builds std with the program,
// and nowhere else: what is prebuilt has no source.
func TestStdsCratesAreFetchedWithBuildStd(t *testing.T) {
	const x64 = "name: \"hello\"\ntargets: a: triple: \"x86_64-unknown-linux-musl\"\n"
	for targets, want := range map[string]bool{
		x64:                                 false,
		x64 + "rust: channel: \"1.81.0\"\n": false,
		smallest:                            false,
		x64 + "rust: {channel: \"nightly-2026-03-01\", std: \"build-std\"}\n": true,
	} {
		for name, a := range ending(compile(t, targets), "/Dockerfile") {
			if got := strings.Contains(stageOf(t, string(a.Bytes), "fetch"), "library/Cargo.toml"); got != want {
				t.Errorf("%s: %s: they are fetched: %v", targets, name, got)
			}
		}
	}
}
