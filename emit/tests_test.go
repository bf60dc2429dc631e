package emit_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// macroProject is a procedural macro with a test that holds and one that does
// not, and a program that uses it, with tests of its own.
var macroProject = map[string]string{
	"Cargo.toml":     "[workspace]\nmembers = [\"app\", \"mac\"]\nresolver = \"2\"\n",
	"app/Cargo.toml": "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nmac = { path = \"../mac\" }\n",
	"app/src/main.rs": "fn main() { assert_eq!(mac::answer!(), 42) }\n" +
		"#[test] fn one() { assert_eq!(mac::answer!(), 42) }\n",
	"app/tests/it.rs": "#[test] fn starts() { assert!(std::process::Command::new(env!(\"CARGO_BIN_EXE_app\")).status().unwrap().success()) }\n",
	"mac/Cargo.toml":  "[package]\nname = \"mac\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n",
	"mac/src/lib.rs": "#[proc_macro] pub fn answer(_: proc_macro::TokenStream) -> proc_macro::TokenStream { \"42\".parse().unwrap() }\n" +
		"#[test] fn holds() {}\n#[test] fn breaks() { panic!(\"on purpose\") }\n",
}

// The tests of a procedural macro are compiled for the machine that builds, and
// run there without the emulator; what fails among them is recorded like the rest.
func TestMacrosOwnTests(t *testing.T) {
	need(t, "jq", "apt-get install jq")
	need(t, "cargo", "https://rustup.rs")
	need(t, "cc", "apt-get install gcc")
	dir := place(t, compile(t, tested))
	for name, text := range macroProject {
		write(t, filepath.Join(dir, "src", name), text, 0o644)
	}
	host := hostTriple(t)
	write(t, filepath.Join(dir, fakeQEMU), "#!/bin/sh\n[ \"$1 $2\" = '-cpu old' ] || exit 99\nshift 2\n[ \"$1\" != -0 ] || shift 2\nexec \"$@\"\n", 0o755)
	env := append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), "XGEN_TESTS="+dir+"/tests", "XGEN_EMULATOR="+fakeQEMU, "XGEN_CPU=old",
		"XGEN_TIMEOUT=60", "XGEN_REPORT="+dir+"/tests.json", "XGEN_TRIPLE="+host, "XGEN_TARGET="+dir+"/target", "CARGO_TARGET_DIR="+dir+"/target", "XGEN_INPUTS=")
	for _, args := range [][]string{{"tests.sh", "test", "--offline", "--target", host}, {"testrun.sh"}} {
		cmd := exec.Command("sh", append([]string{filepath.Join(dir, "xgen/stage", args[0])}, args[1:]...)...)
		cmd.Dir, cmd.Env = filepath.Join(dir, "src"), env
		output(t, cmd)
	}
	var report struct{ Programs []recordedProgram }
	data, err := os.ReadFile(filepath.Join(dir, "tests.json"))
	if err == nil {
		err = json.Unmarshal(data, &report)
	}
	if err != nil || len(report.Programs) != 3 {
		t.Fatalf("%v\n%s", err, data)
	}
	for _, p := range report.Programs {
		cpu, exit, says := "old", 0, "1 passed; 0 failed"
		if p.Package == "mac" {
			cpu, exit, says = "native", 101, "test breaks ... FAILED"
		}
		if p.CPU != cpu || p.Exit != exit || !strings.Contains(p.Stdout, says) {
			t.Errorf("recorded is %+v", p)
		}
	}
	checkLibraries(t, filepath.Join(dir, "tests/root"))
}

func hostTriple(t *testing.T) string {
	t.Helper()
	_, rest, _ := strings.Cut(output(t, exec.Command("rustc", "-vV")), "\nhost: ")
	host, _, _ := strings.Cut(rest, "\n")
	return host
}

// checkLibraries looks for the std that a procedural macro loads: it has to come
// along, unless it is one of the system's own.
func checkLibraries(t *testing.T, root string) {
	t.Helper()
	sysroot := strings.TrimSpace(output(t, exec.Command("rustc", "--print", "sysroot")))
	found, err := filepath.Glob(filepath.Join(root, sysroot, "lib/rustlib/*/lib/libstd-*.so"))
	if sysroot != "/usr" && (err != nil || len(found) != 1) {
		t.Errorf("%v: of std there is %v", err, found)
	}
}
