package emit_test

import (
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"github.com/xgen-build/xgen/emit"
)

const debuginfo = "name: \"hello\"\ncargo: strip: \"debuginfo\"\ntargets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n"

// zig would take the symbol table as well: what rustc asks of the linker is
// done by rustc's own tool, after the link. Other links are zig's alone.
func TestStripDebug(t *testing.T) {
	dir := place(t, compile(t, debuginfo))
	write(t, filepath.Join(dir, "zig/ziglang/zig"), showArguments, 0o755)
	link := func(args ...string) (string, error) {
		cmd := exec.Command(filepath.Join(dir, "xgen/armv5te/bin/arm-linux-musleabi-cc"), args...)
		cmd.Env = []string{"XGEN_PREFIX=" + dir, "PATH=/usr/bin:/bin"}
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := link("-Wl,--strip-debug", "-o", "x"); err == nil || !strings.Contains(out, "brings no rust-objcopy: write cargo: strip:") {
		t.Errorf("without the tool: %v, %q", err, out)
	}
	arch, err := exec.Command("uname", "-m").Output()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "rust/lib/rustlib", strings.TrimSpace(string(arch))+"-unknown-linux-gnu/bin/rust-objcopy"), showArguments, 0o755)
	out, err := link("a b.o", "-o", "x y", "-Wl,--strip-debug", "-lm")
	got := words(out)
	if err != nil || slices.Contains(got, "-Wl,--strip-debug") || !contains(got, []string{"a b.o", "-o", "x y", "-lm"}) ||
		!slices.Equal(got[len(got)-2:], []string{"--strip-debug", "x y"}) {
		t.Errorf("%v: zig and then the tool get %q", err, got)
	}
	if out, err := link("-c", "a.c"); err != nil || strings.Contains(out, "--strip-debug") {
		t.Errorf("a plain call: %v, %q", err, out)
	}
}

// zig's libraries are made beforehand for the way that the program is stripped:
// for another way each build would make them again.
func TestWarmStrips(t *testing.T) {
	for cargo, want := range map[string]string{
		"{}": "symbols", `profile: "dev"`: "none", `profile: "test"`: "none", `{profile: "dev", strip: "debuginfo"}`: "debuginfo",
	} {
		all := compile(t, strings.Replace(debuginfo, `strip: "debuginfo"`, cargo, 1))
		for _, d := range ending(all, "/Dockerfile") {
			if !strings.Contains(string(d.Bytes), "-Cstrip="+want+"'\n") {
				t.Errorf("cargo: %s warms not for strip %s", cargo, want)
			}
		}
	}
}

// cargo takes what stands behind --config for TOML: the value is one string in
// there, whatever it holds.
func TestStripIsEncoded(t *testing.T) {
	p := load(t, tested+"test: {}\n")
	p.Targets[0].Cargo.Strip = `none" # `
	all, err := emit.All(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if path.Base(a.Path) != "Dockerfile" {
			continue
		}
		_, after, _ := strings.Cut(string(a.Bytes), " --config ")
		word, _, _ := strings.Cut(after, " --frozen")
		out, err := exec.Command("sh", "-c", "printf %s "+word).Output()
		if err != nil {
			t.Fatal(err)
		}
		var read struct {
			Profile map[string]struct{ Strip string }
		}
		if err := toml.Unmarshal(out, &read); err != nil || read.Profile[p.Targets[0].Test.Profile].Strip != p.Targets[0].Cargo.Strip {
			t.Errorf("cargo reads %q: %v, %v", out, read, err)
		}
	}
}

// rustc names an emulation of GNU ld's for i686, which zig refuses: it has it
// from the target.
func TestZigIsSparedWhatItDoesNotKnow(t *testing.T) {
	dir := place(t, compile(t, "name: \"hello\"\ntargets: old: triple: \"i686-unknown-linux-musl\"\n"))
	write(t, filepath.Join(dir, "zig/ziglang/zig"), showArguments, 0o755)
	cmd := exec.Command(filepath.Join(dir, "xgen/old/bin/i686-linux-musl-cc"), "-m32", "-Wl,-melf_i386", "a.o", "-o", "x")
	cmd.Env = []string{"XGEN_PREFIX=" + dir, "PATH=/usr/bin:/bin"}
	out, err := cmd.CombinedOutput()
	got := words(string(out))
	if err != nil || slices.Contains(got, "-m32") || slices.Contains(got, "-Wl,-melf_i386") || !contains(got, []string{"a.o", "-o", "x"}) {
		t.Errorf("%v: zig gets %q", err, got)
	}
}

// Before a library that a build script names without a kind, rustc writes -Bdynamic, for
// which zig would take no static one.
func TestZigTakesStaticLibraries(t *testing.T) {
	dir := place(t, compile(t, smallest))
	write(t, filepath.Join(dir, "zig/ziglang/zig"), showArguments, 0o755)
	cmd := exec.Command(filepath.Join(dir, "xgen/armv5te/bin/arm-linux-musleabi-cc"), "-Wl,-Bstatic", "-la", "-Wl,-Bdynamic", "-lb", "-o", "x")
	cmd.Env = []string{"XGEN_PREFIX=" + dir, "PATH=/usr/bin:/bin"}
	out, err := cmd.CombinedOutput()
	if got := words(string(out)); err != nil || !contains(got, []string{"-Wl,-Bstatic", "-la", "-Wl,-search_paths_first", "-lb"}) {
		t.Errorf("%v: zig gets %q", err, got)
	}
}
