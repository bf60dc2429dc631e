//go:build e2e

package main

import (
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const withDebian = "toolchain: kind: \"debian\"\n"

// debianProbe is the probe, built by Debian's GCC for one more target.
func debianProbe(t *testing.T, name, triple string) *e2e {
	t.Helper()
	e := probe(t)
	data, err := os.ReadFile(filepath.Join(e.dir, "targets.cue"))
	if err != nil {
		t.Fatal(err)
	}
	row := "targets: " + name + ": {triple: \"" + triple + "\", " + strings.TrimSpace(withDebian) + "}\n"
	e.write("targets.cue", string(data)+row)
	e.xgen(0, "emit")
	return e
}

// holds runs a target whose contract and smoke line must hold on a CPU.
func (e *e2e) holds(target, cpu string, want ...string) {
	e.t.Helper()
	r := e.runOf(target).Results[0]
	if !r.OK || len(r.Contract) < 20 || r.Smoke[0].CPU != cpu {
		e.t.Errorf("%+v", r)
	}
	found := r.Smoke[0].Stdout
	for _, row := range r.Contract {
		found += "\n" + row.Promise + ": " + row.Found
		if row.Status != "ok" {
			e.t.Errorf("%+v", row)
		}
	}
	for _, w := range want {
		if !strings.Contains(found, w) {
			e.t.Errorf("no %q in\n%s", w, found)
		}
	}
}

// armv5te by Debian's GCC: what zig builds too, with the same contract.
func TestE2EDebianARM(t *testing.T) {
	e := debianProbe(t, "armv5te", "armv5te-unknown-linux-musleabi")
	e.holds("armv5te", "arm926", `"c_float":2.142857142857143`, `"unwound":true`, "float ABI: soft", "ISA: v5TE")
}

func TestE2EDebianRISCV(t *testing.T) {
	slow(t)
	e := debianProbe(t, "riscv64", "riscv64gc-unknown-linux-musl")
	e.holds("riscv64", "rv64", `"c_float":2.142857142857143`, `"unwound":true`)
}

func TestE2EDebianAArch64(t *testing.T) {
	slow(t)
	e := debianProbe(t, "aarch64", "aarch64-unknown-linux-musl")
	e.holds("aarch64", "cortex-a53", `"c_float":2.142857142857143`, `"unwound":true`)
}

// linkedWith is a build script that compiles C and hands it to the linker.
func linkedWith(c string, args string) string {
	return `use std::{env, fs, process::Command};

fn tool(name: &str, args: &[&str]) {
    let target = env::var("TARGET").unwrap().replace(['-', '.'], "_");
    let program = env::var(format!("{name}_{target}")).unwrap();
    assert!(Command::new(program).args(args).status().unwrap().success());
}

fn main() {
    let out = env::var("OUT_DIR").unwrap();
    let (c, o, a) = (format!("{out}/x.c"), format!("{out}/x.o"), format!("{out}/libx.a"));
    fs::write(&c, r#"` + c + `"#).unwrap();
    tool("CC", &["-c", &c, "-o", &o]);
    tool("AR", &["rcs", &a, &o]);
    println!("cargo:rustc-link-search={out}");
    println!("cargo:rustc-link-lib=static:+whole-archive=x");
    ` + args + `
}
`
}

// eachToolchain runs a test with a crate for armv5te by each source.
func eachToolchain(t *testing.T, build string, f func(t *testing.T, e *e2e)) {
	for kind, extra := range map[string]string{"zig": "", "debian": withDebian} {
		t.Run(kind, func(t *testing.T) {
			e := crate(t, build)
			e.write("targets.cue", cargoProject["targets.cue"]+extra)
			e.xgen(0, "emit")
			f(t, e)
		})
	}
}

// Objects of two float ABIs do not become one program. GNU ld says so itself;
// lld lets them pass on ARM, where clang's soft-float objects carry no
// Tag_ABI_VFP_args, and link.sh looks.
func TestE2EMixedFloats(t *testing.T) {
	build := linkedWith(`__asm__(".eabi_attribute 28, 1"); double half(double x) { return x / 2; }`, "")
	reason := map[string]string{
		"zig":    "these objects pass floats in registers and the target does not",
		"debian": "uses VFP register arguments",
	}
	eachToolchain(t, build, func(t *testing.T, e *e2e) {
		_, said := e.xgen(1, "run", "armv5te")
		if want := reason[path.Base(t.Name())]; want == "" || !strings.Contains(said, want) {
			t.Errorf("the run does not say %q:\n%s", want, said)
		}
	})
}

// Code for a newer CPU is no part of a program for an older one. The binary itself
// may not show it: with zig its attributes are those of its start file.
func TestE2ENewerCPU(t *testing.T) {
	build := linkedWith(`__asm__(".arch armv7-a"); int x;`, "")
	eachToolchain(t, build, func(t *testing.T, e *e2e) {
		_, said := e.xgen(1, "run", "armv5te")
		for _, want := range []string{"these objects are for a newer CPU than the target's, v5TE: build them for that one", "xgen:   ", "x.o): v7"} {
			if !strings.Contains(said, want) {
				t.Errorf("the run does not say %q:\n%s", want, said)
			}
		}
	})
}

// A link with a dangerous warning fails through rustc, which shows the reason.
func TestE2EDangerousWarning(t *testing.T) {
	build := linkedWith(`int x;`, `println!("cargo:rustc-link-arg=-Wl,-e,nothing");`)
	eachToolchain(t, build, func(t *testing.T, e *e2e) {
		_, said := e.xgen(1, "run", "armv5te")
		if !strings.Contains(said, "cannot find entry symbol nothing") || !strings.Contains(said, "warning above is an error: the program has no beginning") {
			t.Errorf("the reason is not shown:\n%s", said)
		}
	})
}

// mipsLink assembles two files for MIPS and links them by the wrappers' script.
func mipsLink(t *testing.T, linker string, files map[string]string) (string, error) {
	t.Helper()
	as, err := exec.LookPath("mips-linux-gnu-as")
	if err != nil {
		t.Fatal("no mips-linux-gnu-as: apt-get install binutils-mips-linux-gnu")
	}
	script, err := filepath.Abs("../../xgen/stage/link.sh")
	if err != nil {
		t.Fatal(err)
	}
	e := &e2e{t: t, dir: t.TempDir()}
	args := []string{script, "soft", linker, "-o", "x"}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		e.write(name+".s", files[name])
		e.sh("cd " + e.dir + " && " + as + " -o " + name + ".o " + name + ".s")
		args = append(args, name+".o")
	}
	e.write("lld", "echo \"ld.lld: warning: can't find matching R_MIPS_LO16 relocation for R_MIPS_GOT16\" >&2\n")
	e.sh("chmod +x " + e.dir + "/lld")
	cmd := exec.Command("sh", args...)
	cmd.Dir = e.dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// GNU ld only warns of mixed float ABIs on MIPS: the wrappers' script does not.
func TestE2EMIPSMixedFloats(t *testing.T) {
	out, err := mipsLink(t, "mips-linux-gnu-ld", map[string]string{
		"hard": ".gnu_attribute 4, 1\n.globl __start\n__start: nop\n",
		"soft": ".module softfloat\n.gnu_attribute 4, 3\n.globl f\nf: nop\n",
	})
	if err == nil || !strings.Contains(out, "objects that pass floats in different ways compute nonsense together") ||
		!strings.Contains(out, "(set by hard.o), soft.o uses -msoft-float") {
		t.Errorf("%v\n%s", err, out)
	}
}

// lld does not name the object whose address is wrong: the script does.
func TestE2EMIPSLonelyGOT16(t *testing.T) {
	const load = ".abicalls\n.option pic2\n.data\nx: .word 42\n.text\nlw $2, %got(x)($28)\n"
	out, err := mipsLink(t, "./lld", map[string]string{"wrong": load, "right": load + "addiu $2, $2, %lo(x)\n"})
	if err == nil || !strings.Contains(out, "xgen:   in wrong.o\n") || strings.Contains(out, "in right.o") {
		t.Errorf("%v\n%s", err, out)
	}
}
