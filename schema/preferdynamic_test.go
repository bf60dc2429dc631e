package schema

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// -Cprefer-dynamic is refused where rustc links std's shared library for it, wherever it is
// written, and where rustc does not take it.
func TestPreferDynamic(t *testing.T) {
	const x64, gnu, windows = "x86_64-unknown-linux-musl", "x86_64-unknown-linux-gnu", "x86_64-pc-windows-gnu"
	const says = " has rustc link std as a shared library, which comes with no program: remove it"
	flag := func(words ...string) string { return "flags: f: rustc: [\"" + strings.Join(words, `", "`) + "\"]\n" }
	for _, c := range []struct{ src, want string }{
		{rowOf(gnu) + flag("-Cprefer-dynamic"), `targets.cue:3:18: flags.f: "-Cprefer-dynamic"` + says},
		{rowOf(gnu) + flag("-C", "prefer_dynamic=yes"), `targets.cue:3:18: flags.f: "-C prefer_dynamic=yes"` + says},
		{rowOf(gnu) + "rust: std: \"sysroot\"\n" + flag("-Cprefer-dynamic"), ""}, // which has none
		{rowOf(gnu) + flag("-Cprefer-dynamic=no"), ""},
		{rowOf(windows) + flag("--codegen=prefer-dynamic"), `targets.cue:3:18: flags.f: "--codegen=prefer-dynamic"` + says},
		{rowOf(x64) + flag("-Cprefer-dynamic"), ""}, // of a static program nothing is shared
		{rowOf(x64) + "contract: static: false\n" + flag("-Cprefer-dynamic", "-Ctarget-feature=-crt-static"), `targets.cue:4:18: flags.f: "-Cprefer-dynamic"` + says},
		{rowOf(x64) + "cargo: lto: \"thin\"\n" + flag("-Cprefer-dynamic"), `targets.cue:4:18: flags.f: "-Cprefer-dynamic": rustc does not take it together with the lto of the profile: remove it`},
		{rowOf(x64) + "cargo: lto: \"off\"\n" + flag("-Cprefer-dynamic"), ""},
	} {
		_, found := Load(project(c.src))
		found = slices.DeleteFunc(found, func(d model.Diagnostic) bool { return d.Severity == model.Warning })
		if got := found.Error(); c.want == "" && len(found) > 0 || !strings.HasPrefix(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s gives %v\nwant %s", c.src, found, c.want)
		}
	}
	for file, text := range map[string]string{
		".cargo/config.toml": "[target.x86_64-unknown-linux-gnu]\nrustflags = [\"-Cprefer-dynamic\"]\n",
		"Cargo.toml":         crate("hello", "[profile.release]\nlto = \"off\"\nrustflags = [\"-Cprefer-dynamic\"]\n"),
	} {
		_, found := Load(with(rowOf(gnu), file, text))
		if !strings.Contains(found.Error(), `rustflags: "-Cprefer-dynamic"`+says) {
			t.Errorf("%s: %v", file, found)
		}
	}
}

// So does rustc of this machine: std is shared but where libc is static, and with lto it
// compiles nothing.
func TestPreferDynamicOfRustc(t *testing.T) {
	rustc, dir := rustcOf(t), t.TempDir()
	program, source := filepath.Join(dir, "a"), filepath.Join(dir, "a.rs")
	if err := os.WriteFile(source, []byte("fn main() {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		more   []string
		shared bool
		says   string
	}{
		{nil, true, ""},
		{[]string{"-Ctarget-feature=+crt-static"}, false, ""},
		{[]string{"-Cprefer-dynamic=no"}, false, ""},
		{[]string{"-Ctarget-feature=+crt-static", "-Clto=thin"}, false, "cannot prefer dynamic linking when performing LTO"},
		{[]string{"-Clto=fat"}, false, "cannot prefer dynamic linking when performing LTO"},
	} {
		args := append([]string{"-Cprefer-dynamic", "--print", "link-args", "-Clinker=true", "-Clinker-flavor=gcc", "-o", program, source}, c.more...)
		out, err := exec.Command(rustc, args...).CombinedOutput()
		if shared := regexp.MustCompile(`/libstd-[0-9a-f]+[.]so`).Match(out); (err == nil) != (c.says == "") || shared != c.shared || !strings.Contains(string(out), c.says) {
			t.Errorf("%v: %v, std is shared: %v\n%s", c.more, err, shared, out)
		}
	}
}
