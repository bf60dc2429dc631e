package emit_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// gccArgs runs a wrapper of the project debian with a GCC that shows its
// arguments.
func gccArgs(t *testing.T, target, tool string, args ...string) []string {
	t.Helper()
	dir := place(t, compile(t, debian))
	for _, gcc := range []string{"arm-linux-gnueabi", "riscv64-linux-gnu"} {
		write(t, filepath.Join(dir, "path", gcc+"-gcc"), showArguments, 0o755)
		write(t, filepath.Join(dir, "path", gcc+"-ar"), showArguments, 0o755)
	}
	cmd := exec.Command(filepath.Join(dir, "xgen", target, "bin", tool), args...)
	cmd.Env = []string{"XGEN_PREFIX=/prefix", "XGEN_CFLAGS=-ffile-prefix-map=/a=/b -g0", "PATH=" + dir + "/path:/usr/bin:/bin"}
	return words(output(t, cmd))
}

// GCC gets musl's folders before its own, the target's CPU, the user's flags as
// they stand, and the command's own arguments last.
func TestDebianCompiler(t *testing.T) {
	const root = "/prefix/gcc/arm-linux-gnueabi"
	got := gccArgs(t, "armv5te", "arm-linux-musleabi-cc", "--target=armv5te-unknown-linux-musleabi", "-march=armv5te", "-c", "user's.c")
	want := []string{
		"-static", "-B", root + "/lib", "-nostdinc",
		"-isystem", root + "/include/musl", "-isystem", root + "/include/gcc", "-isystem", root + "/include/kernel",
		"-march=armv5te", "-marm", "-mfloat-abi=soft", "-ffile-prefix-map=/a=/b", "-g0",
		hostile, "-DA=b c", "-march=armv5te", "-c", "user's.c",
	}
	if !slices.Equal(got, want) {
		t.Errorf("GCC gets\n%q, want\n%q", got, want)
	}
	if got := gccArgs(t, "riscv64", "riscv64-linux-musl-cc", "x.c"); !contains(got, []string{"-march=rv64gc", "-mabi=lp64d"}) {
		t.Errorf("GCC gets\n%q", got)
	}
	if got := gccArgs(t, "armv5te", "arm-linux-musleabi-ar", "rcs", "x.a"); !slices.Equal(got, []string{"rcs", "x.a"}) {
		t.Errorf("ar gets %q", got)
	}
}

// Nothing is linked with a loader that is not there.
func TestDebianLinksStatically(t *testing.T) {
	for arg, want := range map[string]string{"": "-static", "-pie": "-static-pie", "-static-pie": "-static-pie", "-shared": "-shared", "-r": "-r"} {
		args := []string{"-static", "x.o"}
		if arg != "" {
			args = append(args, arg)
		}
		got := gccArgs(t, "armv5te", "arm-linux-musleabi-cc", args...)
		forms := slices.DeleteFunc(slices.Clone(got), func(s string) bool {
			return !slices.Contains([]string{"-static", "-static-pie", "-pie", "-shared", "-r"}, s)
		})
		if !slices.Equal(forms, []string{want}) {
			t.Errorf("%q: GCC gets %q, want %s alone", arg, got, want)
		}
	}
}

func TestDebianHasNoCXX(t *testing.T) {
	dir := place(t, compile(t, debian))
	out, err := exec.Command(filepath.Join(dir, "xgen/armv5te/bin/arm-linux-musleabi-c++"), "-c", "x.cc").CombinedOutput()
	const want = "xgen: Debian has no C++ library for musl: write toolchain: kind: \"zig\" in targets.cue\n"
	if err == nil || string(out) != want {
		t.Errorf("%v, %q, want %q", err, out, want)
	}
}

// Rows that differ in their names alone share std, of which the wrappers are a part.
func TestWrappersNameNoRow(t *testing.T) {
	for _, kind := range []string{"zig", "debian"} {
		all := compile(t, "name: \"a\"\ntoolchain: kind: \""+kind+"\"\ntargets: [\"one\" | \"two\"]: triple: \"armv5te-unknown-linux-musleabi\"\ntargets: {one: {}, two: {}}\n")
		wrappers := 0
		for name, a := range all {
			if rest, ok := strings.CutPrefix(name, "xgen/one/bin/"); ok {
				wrappers++
				if !bytes.Equal(a.Bytes, all["xgen/two/bin/"+rest].Bytes) {
					t.Errorf("%s: %s names its row:\n%s", kind, rest, a.Bytes)
				}
			}
		}
		if wrappers < 4 {
			t.Errorf("%s: %d wrappers", kind, wrappers)
		}
	}
}

// The first stages are the same bytes whatever the toolchain; its own stage
// says nothing of a target, only of an architecture.
func TestSharedStages(t *testing.T) {
	all := compile(t, debian)
	rust := map[string]bool{}
	for _, a := range ending(all, "/Dockerfile") {
		_, text, _ := strings.Cut(string(a.Bytes), "AS os\n")
		text, _, _ = strings.Cut(text, "rust.sh rust-src\n\n")
		rust[text] = true
	}
	if len(rust) != 1 {
		t.Errorf("the stage rust differs: %d", len(rust))
	}
	if cc := ccStage(all["xgen/armv5te/Dockerfile"]); bytes.Contains(cc, []byte("armv5te")) || !bytes.Contains(cc, []byte("XGEN_ARCH=armel ")) {
		t.Errorf("the stage cc is\n%s", cc)
	}
	if zig := ccStage(all["xgen/x64/Dockerfile"]); string(zig) != "COPY --from=zig /opt/xgen /opt/xgen\n" {
		t.Errorf("the stage cc is\n%s", zig)
	}
}

func ccStage(a emit.Artifact) []byte {
	_, text, _ := bytes.Cut(a.Bytes, []byte("AS cc\n"))
	text, _, _ = bytes.Cut(text, []byte("\n# "))
	return text
}
