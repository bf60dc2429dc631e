package emit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// fromStage is a Dockerfile's text from the stage binutils to another one.
func fromStage(t *testing.T, all map[string]emit.Artifact, target, until string) string {
	t.Helper()
	text := string(all["xgen/"+target+"/Dockerfile"].Bytes)
	_, text, found := strings.Cut(text, "FROM os AS binutils\n")
	text, _, ends := strings.Cut(text, until)
	if !found || !ends {
		t.Fatalf("%s has no such stages", target)
	}
	return text
}

// What is long to build is the same for every target with the same GCC triple, in
// whatever project: only where the diffs lie may differ, which the engine knows by
// their bytes.
func TestSourceStagesAreShared(t *testing.T) {
	const untilLibc = "FROM compiler AS libc\n"
	all := compile(t, strings.ReplaceAll(fromSource, "patches: [_]", "patches: musl"))
	one, other := fromStage(t, all, "armv5te", untilLibc), fromStage(t, all, "armv6", untilLibc)
	plain := compile(t, `name: "other"
rust: channel: "1.90.0"
targets: arm: {triple: "armv7-unknown-linux-musleabi", toolchain: kind: "source"}
`)
	if third := fromStage(t, plain, "arm", untilLibc); one != other || one != third {
		t.Errorf("they are\n%s\nand\n%s\nand\n%s", one, other, third)
	}
	const untilCC = "FROM rust AS cc\n"
	if fromStage(t, all, "armv5te", untilCC) == fromStage(t, all, "armv6", untilCC) {
		t.Error("two processors have the same libc")
	}
}

func TestSourceStages(t *testing.T) {
	all := compile(t, fromSource)
	text := fromStage(t, all, "armv5te", "FROM cc AS std\n")
	for _, want := range []string{
		"from=pulled-gcc,source=/pulled/tree,target=/xgen/source",
		"source=xgen/armv5te/toolchain-patches/gcc,target=/xgen/diffs",
		"# first: it's $(id)", "# second: because",
		"XGEN_ARGS='-march=armv5te -marm -mfloat-abi=soft' XGEN_KERNEL=arm-linux-gnueabi XGEN_ALIASES=arm-unknown-linux-musleabi",
		"COPY --from=libc /opt/xgen/gcc /opt/xgen/gcc\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if built := fromStage(t, all, "armv5te", "FROM rust AS cc\n"); strings.Count(built, "--network=none") != 3 || strings.Count(built, "\nRUN ") != 4 {
		t.Errorf("what is built has a network, not the packages alone:\n%s", built)
	}
	if !strings.Contains(string(all["xgen/armv5te/Dockerfile"].Bytes), "sh /xgen/check-link-modes.sh static\n") {
		t.Error("the compiler is not held against the target")
	}
	for _, name := range []string{"gcc/first", "musl/first", "musl/second"} {
		if got := string(all["xgen/armv5te/toolchain-patches/"+name+".patch"].Bytes); !strings.Contains(got, "\n-a\n+b\n") {
			t.Errorf("%s is %q", name, got)
		}
	}
}

// A machine of either kind builds the same compiler by the same lines: what it is
// itself, config.guess finds out, and what the target is, stands in the catalog.
func TestSourceStagesNameNoHost(t *testing.T) {
	host := regexp.MustCompile(`x86|amd64|i[36]86|aarch64|arm64|uname`)
	all := compile(t, fromSource)
	texts := map[string]string{"the Dockerfile": fromStage(t, all, "armv5te", "FROM cc AS std\n")}
	for _, name := range []string{"binutils.sh", "compiler.sh", "libc.sh", "patch-source.sh"} {
		texts[name] = string(all["xgen/stage/"+name].Bytes)
	}
	for name, text := range texts {
		if found := host.FindString(text); found != "" || text == "" {
			t.Errorf("%s names the machine %q:\n%s", name, found, text)
		}
	}
}

// patchSource runs patch-source.sh on a folder that holds x, with diffs by their names.
func patchSource(t *testing.T, x string, diffs map[string]string) (said, folder string, err error) {
	t.Helper()
	need(t, "patch", "apt-get install patch")
	dir := place(t, compile(t, smallest))
	folder = filepath.Join(dir, "source")
	write(t, filepath.Join(folder, "x"), x, 0o644)
	for name, text := range diffs {
		write(t, filepath.Join(dir, "diffs", name+".patch"), text, 0o644)
	}
	out, err := exec.Command("sh", filepath.Join(dir, "xgen/stage/patch-source.sh"), "libraries.a.patches", folder, filepath.Join(dir, "diffs")).CombinedOutput()
	return string(out), folder, err
}

func TestPatchSource(t *testing.T) {
	add := "--- /dev/null\n+++ b/dir/new\n@@ -0,0 +1 @@\n+n\n"
	said, folder, err := patchSource(t, "a\n", map[string]string{"1": changeOfX, "2": strings.NewReplacer("-a", "-b", "+b\n", "+c\n").Replace(changeOfX), "3": add})
	if err != nil || said != "x\nx\ndir/new\n" {
		t.Errorf("%v, %q", err, said)
	}
	for name, want := range map[string]string{"x": "c\n", "dir/new": "n\n"} {
		if got, _ := os.ReadFile(filepath.Join(folder, name)); string(got) != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for x, want := range map[string]string{
		"b\n": "xgen: libraries.a.patches.1: the change is in this release already: remove the patch\n",
		"q\n": "xgen: libraries.a.patches.1: it does not apply to this release: make the diff anew from its files\n",
	} {
		if said, _, err := patchSource(t, x, map[string]string{"1": changeOfX}); err == nil || !strings.Contains(said, want) {
			t.Errorf("%q gives %v, %q, want %q", x, err, said, want)
		}
	}
}

// A library's own change is in what is built; a config.sub that it touches is not
// replaced by Debian's, which a build has in another place than this test.
func TestLibraryPatched(t *testing.T) {
	dir := place(t, compile(t, smallest))
	write(t, filepath.Join(dir, "source-one/config.sub"), "echo old\n", 0o644)
	write(t, filepath.Join(dir, "diffs/names.patch"), "--- a/config.sub\n+++ b/config.sub\n@@ -1 +1,2 @@\n echo old\n+cp config.sub usr/include\n", 0o644)
	write(t, filepath.Join(dir, "diffs/run.patch"), "--- a/configure\n+++ b/configure\n@@ -15,4 +15,5 @@\n Libs.private: -L$XGEN_LIBRARIES/lib\n Cflags: -I\\${includedir}\n END\n+sh ./config.sub\n printf 'all:\\n\\ttrue\\ninstall:\\n\\tmkdir -p $(DESTDIR)\\n\\tcp -r usr $(DESTDIR)\\n' >Makefile\n", 0o644)
	said, libraries, err := library(t, dir, "one", "XGEN_DIFFS="+filepath.Join(dir, "diffs"))
	if err != nil {
		t.Fatal(err, said)
	}
	if got, _ := os.ReadFile(filepath.Join(libraries, "include/config.sub")); string(got) != "echo old\ncp config.sub usr/include\n" {
		t.Errorf("config.sub is %q", got)
	}
}
