package emit_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const glibc = `
name: "hello"
flags: evil: {c: [#"` + hostile + `"#, "-DA=b c"], cxx: ["-DCXX"], why: #"` + hostile + `"#}
test: lints: ["fmt", "clippy"]
libraries: openssl: {kind: "debian", packages: ["libssl-dev"], when: width: 64}
targets: arm64: triple: "aarch64-unknown-linux-gnu"
targets: armhf: {triple: "armv7-unknown-linux-gnueabihf"}
targets: old: {triple: "armv7-unknown-linux-gnueabihf", toolchain: kind: "zig", contract: glibc: "2.19"}
`

// GCC gets the target's CPU, the user's flags as they stand, and the command's
// own arguments last, but for clang's word.
func TestGlibcCompilers(t *testing.T) {
	dir := place(t, compile(t, glibc))
	for _, name := range []string{"gcc", "g++", "ar"} {
		write(t, filepath.Join(dir, "path/arm-linux-gnueabihf-"+name), showArguments, 0o755)
	}
	for tool, flags := range map[string][]string{"cc": {hostile, "-DA=b c"}, "c++": {hostile, "-DA=b c", "-DCXX"}} {
		cmd := exec.Command(filepath.Join(dir, "xgen/armhf/bin/arm-unknown-linux-gnueabihf-"+tool), "--target=armv7-unknown-linux-gnueabihf", "-c", "user's.c")
		cmd.Env = []string{"XGEN_CFLAGS=-g0 -g1", "PATH=" + dir + "/path:/usr/bin:/bin"}
		want := slices.Concat([]string{"-march=armv7-a+fp", "-mfloat-abi=hard", "-g0", "-g1"}, flags, []string{"-c", "user's.c"})
		if got := words(output(t, cmd)); !slices.Equal(got, want) {
			t.Errorf("%s: GCC gets\n%q, want\n%q", tool, got, want)
		}
	}
}

// One stage has what all rows of Debian's GCC need, to the byte, and a library
// only for the rows that have it.
func TestOneImage(t *testing.T) {
	all := compile(t, glibc)
	cc := ccStage(all["xgen/arm64/Dockerfile"])
	if !bytes.Equal(cc, ccStage(all["xgen/armhf/Dockerfile"])) {
		t.Error("the stages cc differ")
	}
	want := "g++-aarch64-linux-gnu g++-arm-linux-gnueabihf gcc-aarch64-linux-gnu gcc-arm-linux-gnueabihf libc6-dev:arm64 libc6-dev:armhf libssl-dev:arm64\n"
	if got := installed(cc); got != want {
		t.Errorf("the stage cc installs\n%swant\n%s", got, want)
	}
	if text := string(all["xgen/old/Dockerfile"].Bytes); strings.Contains(text, "multiarch.sh") || !strings.Contains(text, "packages.sh libc6-armhf-cross libgcc-s1-armhf-cross\n") {
		t.Errorf("the row of zig's:\n%s", text)
	}
}

// Rows on another image have a stage cc of their own, with nothing of the others'.
func TestOneImageEach(t *testing.T) {
	all := compile(t, strings.Replace(glibc, "targets: armhf: {", "targets: armhf: {image: \"debian:bookworm-slim\", ", 1))
	for row, want := range map[string]string{
		"arm64": "g++-aarch64-linux-gnu gcc-aarch64-linux-gnu libc6-dev:arm64 libssl-dev:arm64\n",
		"armhf": "g++-arm-linux-gnueabihf gcc-arm-linux-gnueabihf libc6-dev:armhf\n",
	} {
		if got := installed(ccStage(all["xgen/"+row+"/Dockerfile"])); got != want {
			t.Errorf("%s: the stage cc installs\n%swant\n%s", row, got, want)
		}
	}
}

// installed is what a stage cc gets from Debian.
func installed(cc []byte) string {
	_, list, _ := strings.Cut(strings.ReplaceAll(string(cc), "\\\n    ", ""), "sh /xgen/multiarch.sh ")
	return list
}

// apt is asked for this machine's lists alone before there are others, and
// then for everything from the release, older than what is here or not.
func TestReleaseAlone(t *testing.T) {
	dir := place(t, compile(t, glibc))
	bin := filepath.Join(dir, "path")
	write(t, filepath.Join(bin, "dpkg"), "#!/bin/sh\n[ \"$1\" = --print-architecture ] && echo amd64 || echo \"dpkg $*\" >>\"$SAID\"\n", 0o755)
	write(t, filepath.Join(bin, "dpkg-query"), "#!/bin/sh\necho packages\n", 0o755)
	write(t, filepath.Join(bin, "rm"), "#!/bin/sh\n", 0o755)
	write(t, filepath.Join(bin, "apt-get"), `#!/bin/sh
echo "apt-get $*" >>"$SAID"
[ "$1" != indextargets ] || . /etc/os-release
case "$1" in
indextargets) printf '%s\n' "$VERSION_CODENAME http://example.org/debian /key" "$VERSION_CODENAME-updates http://example.org/debian /key" ;;
install) cat "$APT_CONFIG" "$(sed -n 's/.*SourceList "\(.*\)";/\1/p' "$APT_CONFIG")" "$(sed -n 's/.*Preferences "\(.*\)";/\1/p' "$APT_CONFIG")" >>"$SAID" ;;
esac
`, 0o755)
	said := filepath.Join(dir, "said")
	cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/multiarch.sh"), "gcc-x", "libc6-dev:arm64")
	cmd.Env = []string{"PATH=" + bin + ":/usr/bin:/bin", "SAID=" + said, "XGEN_PREFIX=" + dir, "TMPDIR=" + t.TempDir()}
	output(t, cmd)
	data, err := os.ReadFile(said)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	at := 0
	for _, want := range []string{
		"dpkg --add-architecture arm64\n", "apt-get update -qq -o APT::Architectures=amd64\n", "apt-get indextargets", "apt-get update -qq\n",
		"apt-get install -qq --no-install-recommends gcc-x libc6-dev:arm64\n", `SourceParts "/dev/null"`, `allow-downgrades "true"`,
		"deb [signed-by=/key] http://example.org/debian ", "Pin-Priority: 1001\n",
	} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("no %q behind %d in\n%s", want, at, text)
		}
		at += i
	}
	if strings.Contains(text, "-updates main") {
		t.Errorf("updates are asked for:\n%s", text)
	}
}

// The libraries lie where QEMU and the loader look, and nothing else does.
func TestSystem(t *testing.T) {
	dir := place(t, compile(t, glibc))
	for _, name := range []string{"ld-x.so.1", "libc.so.6", "libc.a", "sub/module.so"} {
		write(t, filepath.Join(dir, "libraries", name), name, 0o644)
	}
	root := filepath.Join(dir, "root")
	cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/system.sh"))
	cmd.Env = append(os.Environ(), "QEMU_LD_PREFIX="+root, "XGEN_LIBRARIES="+dir+"/libraries", "XGEN_LOADER=/lib64/ld-x.so.1", "XGEN_MULTIARCH=x-linux-gnu")
	output(t, cmd)
	for name, want := range map[string]string{
		"lib64/ld-x.so.1": "ld-x.so.1", "lib/x-linux-gnu/libc.so.6": "libc.so.6", "lib/x-linux-gnu/sub/module.so": "sub/module.so", "etc/ld.so.cache": "",
	} {
		if got, err := os.ReadFile(filepath.Join(root, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := os.Stat(filepath.Join(root, "lib/x-linux-gnu/libc.a")); err == nil {
		t.Error("a static library is among them")
	}
}

// A command of cargo's gets the target's configuration where cargo and those of
// its commands that are programs of their own take it; others are left alone.
func TestEntrypointRunsCommands(t *testing.T) {
	dir := place(t, compile(t, glibc))
	write(t, filepath.Join(dir, "rust/bin/cargo"), "#!/bin/sh\nprintf '%s\\0' \"$CARGO_BUILD_TARGET\" \"$@\"\n", 0o755)
	write(t, filepath.Join(dir, "src/Cargo.toml"), "", 0o644)
	run := func(args ...string) []string {
		cmd := exec.Command(filepath.Join(dir, "xgen/armhf/entrypoint.sh"), args...)
		cmd.Env = []string{"PATH=/usr/bin:/bin", "XGEN_PREFIX=" + dir, "XGEN_SRC=" + dir + "/src", "XGEN_TARGET=" + dir + "/target", "XGEN_OUT=" + dir + "/out"}
		return words(output(t, cmd))
	}
	manifest := "--manifest-path=" + dir + "/src/Cargo.toml"
	got := run("cargo", "clippy", "--", "it's")
	want := []string{"armv7-unknown-linux-gnueabihf", "clippy", manifest, "--config", dir + "/xgen/armhf/config.toml", "--config", dir + "/vendor.toml", "--config"}
	if len(got) != 11 || !slices.Equal(got[:8], want) || !strings.HasPrefix(got[8], "target.armv7-unknown-linux-gnueabihf.rustflags=[") || !slices.Equal(got[9:], []string{"--", "it's"}) {
		t.Errorf("cargo gets %q", got)
	}
	if got := run("cargo", "fmt", "--check"); !slices.Equal(got, []string{"", "fmt", "--check"}) {
		t.Errorf("cargo fmt gets %q", got)
	}
	if got := run("cargo", "auditable", "build"); len(got) != 9 || got[1] != "auditable" || got[8] != "build" || slices.Contains(got, manifest) {
		t.Errorf("a command that may take no manifest gets %q", got)
	}
	if got := run("printf", `%s\0`, "a b"); !slices.Equal(got, []string{"a b"}) {
		t.Errorf("another command gets %q", got)
	}
}
