package emit_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// windows has each target for Windows, whose tests and smoke command are run.
const windows = `
name: "hello"
targets: x64: triple:  "x86_64-pc-windows-gnu"
targets: x86: triple:  "i686-pc-windows-gnu"
targets: llvm: triple: "x86_64-pc-windows-gnullvm"
test: {}
contract: smoke: {}
`

// mingwArgs runs a wrapper of a project with a GCC that shows its arguments.
func mingwArgs(t *testing.T, definitions, tool string, args ...string) []string {
	t.Helper()
	dir := place(t, compile(t, definitions))
	for _, program := range []string{"gcc-posix", "g++-posix"} {
		write(t, filepath.Join(dir, "path/x86_64-w64-mingw32-"+program), showArguments, 0o755)
	}
	cmd := exec.Command(filepath.Join(dir, "xgen/x64/bin", tool), args...)
	cmd.Env = []string{"XGEN_CFLAGS=-g0", "PATH=" + dir + "/path:/usr/bin:/bin"}
	return words(output(t, cmd))
}

// What is linked needs no DLL of the compiler's, whatever rustc says between the
// libraries.
func TestMingwCompiler(t *testing.T) {
	args := []string{"--target=x86_64-pc-windows-gnu", "-Wl,-Bdynamic", "-lws2_32", "user's.c"}
	for definitions, want := range map[string][]string{
		windows:                                  {"-static", "-march=x86-64", "-g0", "-lws2_32", "user's.c"},
		windows + "flags: f: c: [\"-DA=b c\"]\n": {"-static", "-march=x86-64", "-g0", "-DA=b c", "-lws2_32", "user's.c"},
	} {
		for _, tool := range []string{"cc", "c++"} {
			if got := mingwArgs(t, definitions, "x86_64-w64-mingw32-"+tool, args...); !slices.Equal(got, want) {
				t.Errorf("%s gets\n%q, want\n%q", tool, got, want)
			}
		}
	}
}

// Debian's own programs have the names of the wrappers that call them, whose folder
// is first on PATH.
func TestMingwCallsNoWrapper(t *testing.T) {
	all := compile(t, windows)
	for _, tool := range []string{"ar", "ranlib", "cc", "c++"} {
		name := "x86_64-w64-mingw32-" + tool
		_, command, _ := strings.Cut(string(all["xgen/x64/bin/"+name].Bytes), "\nexec ")
		if slices.Contains(strings.Fields(command), name) {
			t.Errorf("%s calls itself: %s", name, command)
		}
	}
}

// Every step that handles a program says the whole name of its file.
func TestProgramsOfWindowsHaveTheirEnding(t *testing.T) {
	all := compile(t, windows)
	for name, want := range map[string][]string{
		"xgen/x64/Dockerfile":    {"/outputs 0755 hello.exe\n", "XGEN_BINS=hello.exe ", "sh /xgen/test.sh hello.exe\n"},
		"xgen/x64/entrypoint.sh": {"export XGEN_BINS=hello.exe\n"},
		"xgen/x64/config.toml":   {"runner = ['wine']"},
	} {
		for _, w := range want {
			if text := string(all[name].Bytes); !strings.Contains(text, w) {
				t.Errorf("%s has no %q:\n%s", name, w, text)
			}
		}
	}
}

// Wine is a gigabyte: a target has it where something is run, that for 32 bits with
// the packages of that architecture, and none that is not for Windows has it.
func TestWhoHasWine(t *testing.T) {
	const install = "sh /xgen/multiarch.sh jq wine wine64"
	for definitions, want := range map[string]string{
		windows: install + "\n",
		strings.Replace(windows, "test: {}", "", 1):                                           install + "\n",
		strings.Replace(windows, "contract: smoke: {}", "", 1):                                install + "\n",
		strings.NewReplacer("contract: smoke: {}", "", "test: {}", "").Replace(windows):       "sh /xgen/packages.sh jq\n",
		strings.Replace(windows, "x86_64-pc-windows-gnu\"", "x86_64-unknown-linux-musl\"", 1): "sh /xgen/packages.sh jq qemu-user\n",
	} {
		all := compile(t, definitions)
		text := string(all["xgen/x64/Dockerfile"].Bytes)
		if !strings.Contains(text, want) || strings.Contains(text, "wine.sh") != strings.HasPrefix(want, install) {
			t.Errorf("%s: want %q in\n%s", definitions, want, text)
		}
	}
	if text := string(compile(t, windows)["xgen/x86/Dockerfile"].Bytes); !strings.Contains(text, install+" wine32:i386\n") {
		t.Errorf("32 bits:\n%s", text)
	}
}

// rustc makes import libraries by a program of that name, which zig can stand for.
func TestZigHasDLLTool(t *testing.T) {
	all := compile(t, windows)
	dir := place(t, all)
	write(t, filepath.Join(dir, "zig/ziglang/zig"), showArguments, 0o755)
	cmd := exec.Command(filepath.Join(dir, "xgen/llvm/bin/x86_64-w64-mingw32-dlltool"), "-d", "x.def")
	cmd.Env = []string{"XGEN_PREFIX=" + dir, "PATH=/usr/bin:/bin"}
	if got := words(output(t, cmd)); !slices.Equal(got, []string{"dlltool", "-d", "x.def"}) {
		t.Errorf("zig gets %q", got)
	}
	if _, has := all["xgen/x64/bin/x86_64-w64-mingw32-dlltool"]; has {
		t.Error("GCC's own is hidden")
	}
}
