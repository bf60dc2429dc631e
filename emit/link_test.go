package emit_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What linkers said when they linked what must not be linked, word for word.
const (
	mixedFloats = "/usr/bin/mips-linux-gnu-ld: warning: b.o uses -msoft-float (set by a.o), b.o uses -mhard-float"
	lonelyGOT16 = "ld.lld: warning: can't find matching R_MIPS_LO16 relocation for R_MIPS_GOT16"
	noEntry     = "/usr/bin/ld: warning: cannot find entry symbol _start; defaulting to 0000000000401000"
	zigNoise    = "warning: ignoring deprecated linker optimization setting '1'"
	noNote      = "/usr/bin/ld: warning: x.o: missing .note.GNU-stack section implies executable stack"
)

// linked calls the compiler wrapper of each toolchain with a compiler that says
// something, makes a file and ends with a status.
func linked(t *testing.T, says string, status int, args ...string) map[string]string {
	t.Helper()
	dir := place(t, compile(t, debian))
	fake := fmt.Sprintf("#!/bin/sh\ncat <<'END' >&2\n%s\nEND\nexit %d\n", says, status)
	write(t, filepath.Join(dir, "arm-linux-gnueabi-gcc"), fake, 0o755)
	write(t, filepath.Join(dir, "zig/ziglang/zig"), fake, 0o755)
	tmp := filepath.Join(dir, "tmp")
	if err := os.Mkdir(tmp, 0o755); err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, wrapper := range []string{"armv5te/bin/arm-linux-musleabi-cc", "x64/bin/x86_64-linux-musl-cc"} {
		cmd := exec.Command(filepath.Join(dir, "xgen", wrapper), args...)
		cmd.Env = []string{"XGEN_PREFIX=" + dir, "TMPDIR=" + tmp, "PATH=" + dir + ":/usr/bin:/bin"}
		out, err := cmd.CombinedOutput()
		said[wrapper] = fmt.Sprintf("%d %s", cmd.ProcessState.ExitCode(), out)
		if _, failed := err.(*exec.ExitError); err != nil && !failed {
			t.Fatal(err)
		}
	}
	if left, _ := os.ReadDir(tmp); len(left) > 0 {
		t.Errorf("the wrapper leaves %v", left)
	}
	return said
}

// Mixed float ABIs and their like fail the link, with the linker's words and
// the reason.
func TestDangerousWarningsAreErrors(t *testing.T) {
	for says, why := range map[string]string{
		mixedFloats: "objects that pass floats in different ways compute nonsense together",
		lonelyGOT16: "an address in an object is wrong",
		noEntry:     "the program has no beginning",
	} {
		for wrapper, said := range linked(t, noNote+"\n"+says, 0, "x.o", "-o", "x") {
			for _, want := range []string{"1 " + noNote + "\n" + says + "\n", "xgen: the linker's warning above is an error: " + why, "xgen:   " + says} {
				if !strings.Contains(said, want) {
					t.Errorf("%s: no %q in\n%s", wrapper, want, said)
				}
			}
		}
	}
}

// Harmless warnings are shown and nothing else; a status is kept; and what
// only compiles may say anything.
func TestHarmlessWarningsPass(t *testing.T) {
	for _, c := range []struct {
		says   string
		status int
		args   []string
	}{
		{noNote, 0, []string{"x.o"}},
		{noNote, 3, []string{"x.o"}},
		{mixedFloats, 0, []string{"-c", "x.c"}},
		{mixedFloats, 0, []string{"-S", "x.c"}},
		{mixedFloats, 4, []string{"-E", "x.c"}},
	} {
		for wrapper, said := range linked(t, c.says, c.status, c.args...) {
			if want := fmt.Sprintf("%d %s\n", c.status, c.says); said != want {
				t.Errorf("%s %v gives %q, want %q", wrapper, c.args, said, want)
			}
		}
	}
}

// What means nothing is not shown, since rustc makes a warning of it that may be denied;
// all other words stay, and the status.
func TestNoiseIsNotShown(t *testing.T) {
	for says, want := range map[string]string{
		zigNoise:                 "",
		zigNoise + "\n" + noNote: noNote + "\n",
		"error: " + zigNoise:     "error: " + zigNoise + "\n",
		"error: undefined symbol: f\n" + zigNoise: "error: undefined symbol: f\n",
	} {
		for _, status := range []int{0, 3} {
			for wrapper, said := range linked(t, says, status, "x.o", "-Wl,-O1") {
				if want := fmt.Sprintf("%d %s", status, want); said != want {
					t.Errorf("%s gives %q, want %q", wrapper, said, want)
				}
			}
		}
	}
}

// Objects of the other float ABI are no part of a soft-float program, whatever
// the linker thinks; on a target with hard floats they are what is wanted.
func TestHardFloatObjects(t *testing.T) {
	dir := place(t, compile(t, debian))
	write(t, filepath.Join(dir, "cc"), "#!/bin/sh\n", 0o755)
	write(t, filepath.Join(dir, "libhard.a"), "", 0o644)
	write(t, filepath.Join(dir, "readelf"), "#!/bin/sh\nshift 2\ncase $1 in\n*hard.a) echo 'File: hard.a(x.o)' ;;\nesac\n"+
		"case $1 in\n*hard*) echo '  Tag_ABI_VFP_args: VFP registers' ;;\n*) echo '  Tag_ABI_PCS_wchar_t: 4' ;;\nesac\n", 0o755)
	for _, c := range []struct{ float, object, want string }{
		{"soft", "hard.o", "xgen:   hard.o\n"},
		{"soft", "libhard.a", "xgen:   hard.a(x.o)\n"},
		{"soft", "-lhard", "xgen:   hard.a(x.o)\n"},
		{"soft", "-labsent", ""},
		{"soft", "soft.o", ""},
		{"hard", "hard.o", ""},
	} {
		cmd := exec.Command(filepath.Join(dir, "xgen/stage/link.sh"), c.float, filepath.Join(dir, "cc"), "-o", "x", "-L", "/nowhere", "-L"+dir, "soft.o", c.object)
		cmd.Env = []string{"PATH=" + dir + ":/usr/bin:/bin"}
		out, err := cmd.CombinedOutput()
		if (err == nil) != (c.want == "") || !strings.HasSuffix(string(out), c.want) || c.want == "" && len(out) > 0 {
			t.Errorf("%s for a target with %s floats: %v\n%s", c.object, c.float, err, out)
		}
	}
}

// The words that are looked for are English, whatever language the user's
// environment asks of the linker and of readelf; what only compiles speaks it.
func TestLinkerSpeaksEnglish(t *testing.T) {
	dir := place(t, compile(t, debian))
	const english = "#!/bin/sh\n[ \"$LC_ALL\" = C ] || { echo übersetzt >&2; exit 0; }\n"
	write(t, filepath.Join(dir, "cc"), english+"echo '"+mixedFloats+"' >&2\n", 0o755)
	write(t, filepath.Join(dir, "readelf"), english+"echo '  Tag_ABI_VFP_args: VFP registers'\n", 0o755)
	link := func(args ...string) string {
		cmd := exec.Command(filepath.Join(dir, "xgen/stage/link.sh"), append([]string{"soft", filepath.Join(dir, "cc")}, args...)...)
		cmd.Env = []string{"PATH=" + dir + ":/usr/bin:/bin", "LC_ALL=de_DE.UTF-8", "LANGUAGE=de"}
		out, _ := cmd.CombinedOutput()
		return fmt.Sprintf("%d %s", cmd.ProcessState.ExitCode(), out)
	}
	for _, want := range []string{"1 " + mixedFloats, "xgen:   a.o\n", "compute nonsense together"} {
		if said := link("a.o", "-o", "x"); !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if said := link("-c", "a.c"); said != "0 übersetzt\n" {
		t.Errorf("a plain call says %q", said)
	}
}

// What links finds the target's C libraries, if there are any; what only compiles is told
// nothing of them.
func TestLinksFindLibraries(t *testing.T) {
	dir := place(t, compile(t, debian))
	write(t, filepath.Join(dir, "cc"), "#!/bin/sh\necho \"$*\"\n", 0o755)
	libraries := filepath.Join(dir, "libraries")
	if err := os.MkdirAll(filepath.Join(libraries, "lib"), 0o755); err != nil {
		t.Fatal(err)
	}
	told := " -L" + libraries + "/lib -I" + libraries + "/include"
	for _, c := range []struct{ folder, args, want string }{
		{libraries, "smoke.c -o x -lz", "smoke.c -o x -lz" + told},
		{libraries, "-c a.c", "-c a.c"},
		{libraries, "-v", "-v"},
		{libraries + "/none", "smoke.c -o x -lz", "smoke.c -o x -lz"},
		{"", "smoke.c -o x -lz", "smoke.c -o x -lz"},
	} {
		cmd := exec.Command(filepath.Join(dir, "xgen/stage/link.sh"), append([]string{"soft", filepath.Join(dir, "cc")}, strings.Fields(c.args)...)...)
		cmd.Env = []string{"PATH=" + dir + ":/usr/bin:/bin", "XGEN_LIBRARIES=" + c.folder}
		if out, err := cmd.CombinedOutput(); err != nil || string(out) != c.want+"\n" {
			t.Errorf("%q with the libraries in %q: %v, %s, want %s", c.args, c.folder, err, out, c.want)
		}
	}
}
