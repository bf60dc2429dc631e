//go:build e2e

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// One row of testdata/projects/primer as it stands: Debian's GCC and Debian's
// own OpenSSL for arm64, clippy and rustfmt, each test by name, and a contract
// that names the loader, the libraries and the glibc. Then what a glibc floor
// says of the same binary.
func TestE2EGlibc(t *testing.T) {
	e := projectCopy(t, "primer")
	e.xgen(0, "emit")
	out, _ := e.xgen(0, "run", "aarch64", "-o", "json")
	var run struct {
		Results []struct {
			Contract []struct{ Promise, Found, Status string }
			Tests    []struct {
				Source, CPU string
				Tests       []struct{ Name, Outcome string }
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &run); err != nil || len(run.Results) != 1 {
		t.Fatalf("%v\n%s", err, out)
	}
	found := map[string]string{}
	for _, row := range run.Results[0].Contract {
		found[row.Promise] = row.Found
		if row.Status != "ok" {
			t.Errorf("%+v", row)
		}
	}
	if found["interpreter"] != "/lib/ld-linux-aarch64.so.1" || !strings.Contains(found["needed"], "libssl.so.3") || !strings.HasPrefix(found["glibc"], "2.") || found["PIE"] != "yes" {
		t.Errorf("%v", found)
	}
	got := outcomes{}
	for _, p := range run.Results[0].Tests {
		for _, test := range p.Tests {
			got[p.Source+" "+test.Name+" "+p.CPU] = test.Outcome
		}
	}
	want := outcomes{
		"src/lib.rs answers::tests::sha256_of_abc cortex-a53":               "ok",
		"src/lib.rs answers::tests::sha256_of_a_million_letters cortex-a53": "ok",
		"src/lib.rs answers::tests::aes128_of_the_standard cortex-a53":      "ok",
		"src/lib.rs answers::tests::half_a_block_is_refused cortex-a53":     "ok",
		"src/lib.rs tls::tests::speaks_tls_1_3 cortex-a53":                  "ok",
		"src/lib.rs tls::tests::another_name_is_refused cortex-a53":         "ok",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}

	said, _ := e.xgen(1, "verify", "--target", "aarch64-zig", "dist/aarch64/primer")
	if !strings.Contains(said, "GLIBC_2.34: ") || !strings.Contains(said, "__libc_start_main") {
		t.Errorf("the symbols beyond the floor are not named:\n%s", said)
	}
}

// What cargo fmt or cargo clippy would say ends a run, with their words.
func TestE2ELints(t *testing.T) {
	e := crate(t, "fn main() {}\n")
	e.write("targets.cue", "name: \"lints\"\ntest: lints: [\"clippy\", \"fmt\"]\ntargets: aarch64: triple: \"aarch64-unknown-linux-musl\"\n")
	e.write("Cargo.toml", cargoProject["Cargo.toml"]+"[dependencies]\ndep = {path = \"dep\"}\n")
	e.write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"dep\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"dep\"]\n")
	e.write("dep/Cargo.toml", "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")
	e.write("dep/src/lib.rs", "pub fn word() -> &'static str {\n    \"hello\"\n}\n")
	e.xgen(0, "emit")
	const program = "fn main() {\n    println!(\"{}\", dep::word());\n}\n\n#[test]\nfn passes() {}\n"
	const unused = program + "\nfn unused() {}\n"
	const clippy = "exit code 101: cargo clippy found "
	for i, step := range []struct{ program, wrong, headline string }{
		{program, "", ""},
		{program + fmt.Sprintf("\n// %08x\n", rand.Uint32()), "", ""},
		{strings.Replace(program, "fn main", "fn  main", 1), "+fn main() {", "stage fmt, step 1 of 1: exit code 1: cargo fmt --check found what it would write otherwise in src/main.rs: run cargo fmt"},
		{unused, "function `unused` is never used", clippy},
		{program, "", ""},
		{unused, "function `unused` is never used", clippy},
	} {
		e.write("src/main.rs", step.program)
		e.write("NOTE", fmt.Sprint(rand.Uint64())) // the engine runs the step each time
		code := 0
		if step.wrong != "" {
			code = 1
		}
		_, said := e.xgen(code, "run", "aarch64")
		if !strings.Contains(said, step.wrong) || !strings.Contains(said, step.headline) {
			t.Errorf("step %d: no %q or no %q in\n%s", i, step.wrong, step.headline, said)
		}
		log, err := os.ReadFile(filepath.Join(e.dir, "dist/.xgen/aarch64.log"))
		if err != nil || i == 1 && (!strings.Contains(string(log), "tests 2/3 |    Compiling hello ") || strings.Contains(string(log), "Checking dep")) {
			t.Errorf("%v: more is checked than the edit asks for:\n%s", err, log)
		}
	}
}

// A floor under zig: the program asks for nothing newer, and runs.
func TestE2EGlibcFloor(t *testing.T) {
	e := crate(t, linkedWith(`double half(double x) { return x / 2; }`, ""))
	e.write("src/main.rs", "extern \"C\" { fn half(x: f64) -> f64; }\nfn main() { println!(\"{}\", unsafe { half(15.0) }) }\n")
	e.write("targets.cue", `name: "glibc-floor"
contract: {glibc: "2.17", smoke: stdout: "7.5"}
toolchain: kind: "zig"
targets: armv7: triple: "armv7-unknown-linux-gnueabihf"
`)
	e.xgen(0, "emit")
	r := e.runOf("armv7").Results[0]
	for _, row := range r.Contract {
		if row.Status != "ok" || row.Promise == "glibc" && (row.Want != "at most 2.17" || !strings.HasPrefix(row.Found, "2.")) {
			t.Errorf("%+v", row)
		}
	}
}

// The emitted configuration serves a plain cargo as it stands: no container, no
// PATH, from any folder of the project.
func TestE2EPlainCargo(t *testing.T) {
	const triple, version = "aarch64-unknown-linux-gnu", "1.95.0"
	for _, program := range []string{"rustup", "aarch64-linux-gnu-gcc", "qemu-aarch64"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("no %s: make e2e installs it", program)
		}
	}
	e := crate(t, linkedWith(`double half(double x) { return x / 2; }`, ""))
	e.write("src/main.rs", `extern "C" { fn half(x: f64) -> f64; }
fn main() { println!("{} on {}", unsafe { half(15.0) }, std::env::consts::ARCH) }
#[test]
fn halves() { assert_eq!(unsafe { half(3.0) }, 1.5) }
`)
	e.write("targets.cue", "name: \"plain\"\ntargets: aarch64: triple: \""+triple+"\"\n")
	e.xgen(0, "emit")
	e.sh("rustup --quiet toolchain install --no-self-update --profile minimal --target " + triple + " " + version)
	for command, want := range map[string]string{"run": "7.5 on aarch64\n", "test": "test halves ... ok\n"} {
		cmd := exec.Command("rustup", "run", version, "cargo", command, "--quiet", "--config", "../xgen/aarch64/config.toml", "--target", triple)
		if command == "test" {
			cmd.Args = append(cmd.Args, "--", "--format", "pretty")
		}
		cmd.Dir, cmd.Env = filepath.Join(e.dir, "src"), append(environment(), "CARGO_NET_OFFLINE=true")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("cargo %s: %v\n%s", command, err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(e.dir, "target", triple, "debug", "hello")); err != nil {
		t.Error(err)
	}
}
