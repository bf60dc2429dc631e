package emit_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// narrowRows are processors without 64-bit atomics, with and without them asked
// for, and one that has them.
const narrowRows = `
name: "hello"
targets: plain: triple: "mipsel-unknown-linux-musl"
targets: [=~"^wide"]: {triple: "mipsel-unknown-linux-musl", atomics: 64}
targets: {wide: {}, wide2: env: A: "b"}
targets: {"wide-nightly": rust: channel: "nightly-2026-04-14"}
targets: arm: {triple: "armv5te-unknown-linux-musleabi", toolchain: kind: "debian"}
targets: x64: triple: "x86_64-unknown-linux-musl"
`

// What a link gets, of the arguments that its compiler was called with.
func linkGets(t *testing.T, target, tool string, args ...string) []string {
	t.Helper()
	dir := place(t, compile(t, narrowRows))
	for _, name := range []string{"zig/ziglang/zig", "bin/arm-linux-gnueabi-gcc"} {
		write(t, filepath.Join(dir, name), showArguments, 0o755)
	}
	for _, name := range []string{"x.o", "x.c", "x.h"} {
		write(t, filepath.Join(dir, name), "", 0o644)
	}
	cmd := exec.Command(filepath.Join(dir, "xgen", target, "bin", tool), args...)
	cmd.Dir, cmd.Env = dir, []string{"XGEN_PREFIX=" + dir, "PATH=" + dir + "/bin:/usr/bin:/bin"}
	got := words(output(t, cmd))
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], dir+"/atomics/", "")
	}
	return got
}

// Programs and shared libraries are linked with the atomic operations that the
// processor does not have, whoever else has some of them; nothing else is.
func TestAtomicsAreLinked(t *testing.T) {
	for _, c := range []struct {
		target, tool, archive string
		args, want            []string
	}{
		{"plain", "mipsel-linux-muslsf-cc", "mipsel-unknown-linux-musl.a", []string{"x.o", "-o", "x"}, []string{"x.o", "-o", "x", "ARCHIVE"}},
		{"wide", "mipsel-linux-muslsf-c++", "mipsel-unknown-linux-musl.a", []string{"-shared", "x.c"}, []string{"-shared", "x.c", "ARCHIVE"}},
		{"arm", "arm-linux-musleabi-cc", "armv5te-unknown-linux-musleabi.a", []string{"x.o", "-lunwind", "-lgcc_eh", "a b"},
			[]string{"x.o", "ARCHIVE", "-lunwind", "ARCHIVE", "-lgcc_eh", "a b", "ARCHIVE"}},
		{"arm", "arm-linux-musleabi-cc", "armv5te-unknown-linux-musleabi.a", []string{"-lssl"}, []string{"-lssl", "ARCHIVE"}},
		{"x64", "x86_64-linux-musl-cc", "x86_64-unknown-linux-musl.a", []string{"x.o"}, []string{"x.o"}},
	} {
		for i, word := range c.want {
			if word == "ARCHIVE" {
				c.want[i] = c.archive
			}
		}
		if got := linkGets(t, c.target, c.tool, c.args...); !slices.Equal(got[len(got)-len(c.want):], c.want) || slices.Index(got, c.want[0]) != len(got)-len(c.want) {
			t.Errorf("%s %v gives %q, want %q", c.target, c.args, got, c.want)
		}
	}
	for _, args := range [][]string{
		{"-c", "x.c"}, {"-S", "x.c"}, {"-E", "x.c"}, {"-r", "x.o"}, {"-Wl,-r", "x.o"}, {"-###", "x.o"},
		{"-v"}, {"-Wl,--version"}, {"x.h"}, {"-x", "c-header", "x.c"}, {"-o", "x.o"}, {"-fsyntax-only", "x.c"},
	} {
		got := linkGets(t, "plain", "mipsel-linux-muslsf-cc", args...)
		if slices.Contains(got, "mipsel-unknown-linux-musl.a") || !slices.Equal(got[len(got)-len(args):], args) {
			t.Errorf("%v gives %q", args, got)
		}
	}
}

// rustc takes the target's other specification, and unstable options for that
// alone; any other call is left as it is.
func TestRustcOfWideAtomics(t *testing.T) {
	dir := place(t, compile(t, narrowRows))
	write(t, filepath.Join(dir, "rust/bin/rustc"), "#!/bin/sh\necho \"$RUSTC_BOOTSTRAP\"\nprintf '%s\\n' \"$@\"\n", 0o755)
	spec := dir + "/atomics/mipsel-unknown-linux-musl.json"
	wide := []string{"-Zunstable-options", "-Zallow-features="}
	for _, c := range []struct{ args, want []string }{
		{[]string{"--target", "mipsel-unknown-linux-musl", "a b.rs"}, append([]string{"1", "--target", spec, "a b.rs"}, wide...)},
		{[]string{"x.rs", "--target=mipsel-unknown-linux-musl"}, append([]string{"1", "x.rs", "--target=" + spec}, wide...)},
		{[]string{"-vV"}, []string{"", "-vV"}},
		{[]string{"--crate-name", "build", "build.rs"}, []string{"", "--crate-name", "build", "build.rs"}},
		{[]string{"--target", "x86_64-unknown-linux-gnu"}, []string{"", "--target", "x86_64-unknown-linux-gnu"}},
		{[]string{"--cfg", "mipsel-unknown-linux-musl"}, []string{"", "--cfg", "mipsel-unknown-linux-musl"}},
		{[]string{"-Zunpretty=x", "--target", "mipsel-unknown-linux-musl"}, []string{"", "-Zunpretty=x", "--target", "mipsel-unknown-linux-musl"}},
	} {
		if got := runWith(t, dir, filepath.Join(dir, "xgen/wide/bin/rustc"), c.args...); !slices.Equal(got, c.want) {
			t.Errorf("%q gives %q, want %q", c.args, got, c.want)
		}
	}
}

// runWith returns the lines that a wrapper prints, with the toolchain in a folder.
func runWith(t *testing.T, dir, wrapper string, args ...string) []string {
	t.Helper()
	cmd := exec.Command(wrapper, args...)
	cmd.Env = []string{"XGEN_PREFIX=" + dir, "PATH=/usr/bin:/bin"}
	return strings.Split(strings.TrimSuffix(output(t, cmd), "\n"), "\n")
}

// A nightly may do what it likes.
func TestNightlyOfWideAtomics(t *testing.T) {
	dir := place(t, compile(t, narrowRows))
	write(t, filepath.Join(dir, "rust/bin/rustc"), showArguments, 0o755)
	cmd := exec.Command(filepath.Join(dir, "xgen/wide-nightly/bin/rustc"), "-Zx", "--target", "mipsel-unknown-linux-musl")
	cmd.Env = []string{"XGEN_PREFIX=" + dir, "PATH=/usr/bin:/bin"}
	want := []string{"-Zx", "--target", dir + "/atomics/mipsel-unknown-linux-musl.json", "-Zunstable-options"}
	if got := words(output(t, cmd)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Rows with the same atomics share the layer of std, and others do not.
func TestStdOfWideAtomics(t *testing.T) {
	all := compile(t, narrowRows)
	std := func(target string) string {
		_, rest, _ := strings.Cut(string(all["xgen/"+target+"/Dockerfile"].Bytes), "FROM cc AS std\n")
		rest, _, _ = strings.Cut(rest, "\n# The project twice")
		return strings.ReplaceAll(rest, "xgen/"+target+"/bin", "BIN")
	}
	bin := func(target string) string {
		var b strings.Builder
		for _, a := range sorted(all) {
			if name, ok := strings.CutPrefix(a.Path, "xgen/"+target+"/bin/"); ok {
				fmt.Fprintf(&b, "%s\n%s", name, a.Bytes)
			}
		}
		return b.String()
	}
	if std("wide") == "" || std("wide") != std("wide2") || bin("wide") != bin("wide2") {
		t.Error("rows with equal atomics do not share std")
	}
	if std("wide") == std("plain") || !strings.Contains(std("wide"), " XGEN_ATOMICS=64 ") || strings.Contains(std("plain"), "XGEN_ATOMICS") {
		t.Errorf("rows with other atomics share std:\n%s", std("plain"))
	}
	if strings.Contains(std("x64"), "atomic") || !strings.Contains(std("arm"), "--from=atomics") || bin("plain") == bin("wide") {
		t.Error("the wrong rows get atomic operations")
	}
}

func sorted(all map[string]emit.Artifact) []emit.Artifact {
	var out []emit.Artifact
	for _, a := range all {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b emit.Artifact) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// Code for a newer ARM is no part of a program for an older one, of which the
// binary's own attributes may not speak.
func TestNewerObjects(t *testing.T) {
	dir := place(t, compile(t, debian))
	write(t, filepath.Join(dir, "cc"), "#!/bin/sh\n", 0o755)
	write(t, filepath.Join(dir, "readelf"), "#!/bin/sh\nshift 2\ncase $1 in\n*.a) echo 'File: x.a(new.o)' ;;\nesac\n"+
		"case $1 in\nnone.o) ;;\n*) echo \"  Tag_CPU_arch: $(basename \"${1%.*}\")\" ;;\nesac\n", 0o755)
	for _, c := range []struct{ cpu, object, want string }{
		{"v5TE", "v5TE.o", ""}, {"v5TE", "v4T.o", ""}, {"v5TE", "v5TEJ.o", ""}, {"v5TE", "none.o", ""},
		{"v5TE", "v6.o", "xgen:   v6.o: v6\n"}, {"v5TE", "v7.a", "xgen:   x.a(new.o): v7\n"}, {"v5TE", "v9.o", "xgen:   v9.o: v9\n"},
		{"v6K", "v6KZ.o", ""}, {"v6K", "v6T2.o", "xgen:   v6T2.o: v6T2\n"}, {"v7", "v6K.o", ""}, {"v7", "v8.o", "xgen:   v8.o: v8\n"},
		{"v8", "v9.o", ""}, // nothing is known of the order of those
	} {
		cmd := exec.Command(filepath.Join(dir, "xgen/stage/link.sh"), "--cpu", c.cpu, "hard", filepath.Join(dir, "cc"), "-o", "x", c.object)
		cmd.Env = []string{"PATH=" + dir + ":/usr/bin:/bin"}
		out, err := cmd.CombinedOutput()
		if (err == nil) != (c.want == "") || !strings.HasSuffix(string(out), c.want) || c.want == "" && len(out) > 0 {
			t.Errorf("%s for %s: %v\n%s", c.object, c.cpu, err, out)
		}
	}
}
