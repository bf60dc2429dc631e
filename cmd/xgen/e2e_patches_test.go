//go:build e2e

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// edit replaces text in a file of the project, which must hold it.
func (e *e2e) edit(name, old, young string) {
	e.t.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		e.t.Fatalf("%s does not hold %q", name, old)
	}
	e.write(name, strings.Replace(string(data), old, young, 1))
}

// runAll returns what became of several targets, by name.
func (e *e2e) runAll(args ...string) map[string]result {
	e.t.Helper()
	out, _ := e.xgen(0, append([]string{"run", "-o", "json"}, args...)...)
	var r struct{ Results []result }
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		e.t.Fatalf("%v\n%s", err, out)
	}
	all := map[string]result{}
	for _, res := range r.Results {
		all[res.Target] = res
	}
	return all
}

type result struct {
	Target, Lock string
	OK           bool
	Contract     []struct{ Promise, Want, Found, Status string }
	Smoke        []struct{ Stdout, CPU string }
}

// One program for two word sizes, two byte orders and two float ABIs: each
// runs on the oldest CPU, and is patched only where it has to be.
func TestE2EFourTargets(t *testing.T) {
	slow(t)
	e := probe(t)
	all := e.runAll("--all")
	for name, want := range map[string]struct{ cpu, fact, float, isa string }{
		"armv5te": {"arm926", `"endian":"little","width":32`, "soft", "v5TE"},
		"mips":    {"24Kc", `"endian":"big","width":32`, "soft", "MIPS32r2"},
		"mipsel":  {"24Kc", `"endian":"little","width":32`, "soft", "MIPS32r2"},
		"riscv64": {"rv64", `"endian":"little","width":64`, "hard", "rv64"},
	} {
		r := all[name]
		if !r.OK || len(r.Smoke) != 1 || r.Smoke[0].CPU != want.cpu || !strings.Contains(r.Smoke[0].Stdout, want.fact) {
			t.Errorf("%s: %+v", name, r)
			continue
		}
		if !strings.Contains(r.Smoke[0].Stdout, `"counter":17179869220000`) {
			t.Errorf("%s counts %s", name, r.Smoke[0].Stdout)
		}
		found := map[string]string{}
		for _, row := range r.Contract {
			found[row.Promise] = row.Found
		}
		if found["float ABI"] != want.float || !strings.HasPrefix(found["ISA"], want.isa) {
			t.Errorf("%s: %v, want %s and %s", name, found, want.float, want.isa)
		}
		if patched := strings.Contains(r.Lock, `+name = "portable-atomic"`); patched != (name != "riscv64") {
			t.Errorf("%s was built with this change of Cargo.lock: %q", name, r.Lock)
		}
	}
	e.shared()
}

// shared holds that the first stages of a target that was never built are the
// layers of the others: nothing but what is its own is made.
func (e *e2e) shared() {
	e.t.Helper()
	e.edit("targets.cue", "targets: {\n", "targets: {\n	another: triple: \"mipsel-unknown-linux-musl\"\n")
	e.xgen(0, "emit")
	_, said := e.xgen(0, "run", "another", "--stage", "std")
	for _, stage := range []string{"rust", "zig", "cc", "atomics", "std"} {
		if !regexp.MustCompile(`another +` + stage + ` +cached`).MatchString(said) {
			e.t.Errorf("%s is made again:\n%s", stage, said)
		}
	}
	heads := map[string]bool{}
	for _, target := range []string{"armv5te", "mips", "mipsel", "riscv64"} {
		data, err := os.ReadFile(filepath.Join(e.dir, "xgen", target, "Dockerfile"))
		if err != nil {
			e.t.Fatal(err)
		}
		_, stages, _ := strings.Cut(string(data), "AS os\n")
		head, _, ok := strings.Cut(stages, "\n# ") // rust, zig, cc: what follows is of the triple
		if !ok || !strings.Contains(head, "AS cc\n") {
			e.t.Fatalf("%s: no stage cc in front of the others:\n%s", target, data)
		}
		heads[head] = true
	}
	if len(heads) != 1 || heads[""] {
		e.t.Errorf("the first stages differ: %v", heads)
	}
}

// With -Z build-std the program's build scripts find no std: xgen says so
// first, and then builds it with the patch that it asks for.
func TestE2EBuildStd(t *testing.T) {
	slow(t)
	e := probe(t)
	e.edit("targets.cue", `mipsel: triple:  "mipsel-unknown-linux-musl"`, `mipsel: {triple: "mipsel-unknown-linux-musl", rust: std: "build-std"}`)
	if _, said := e.xgen(1, "vet"); !regexp.MustCompile(`^targets.cue:[0-9]+:[0-9]+: testdata/probe/Cargo.lock has schemars 0.8.22, which uses indexmap 1.9.* patches: NAME`).MatchString(said) {
		t.Errorf("vet says %s", said)
	}
	e.edit("targets.cue", "patches: {\n", `patches: {
	"schemars-std": {
		crate: "schemars", version: "0.8.22", when: std: "build-std"
		why:  "indexmap 1.9 asks its build script for std, which is not there yet where cargo builds it"
		diff: "testdata/probe/patches/schemars.patch", files: ["src/lib.rs"]
	}
`)
	e.xgen(0, "emit")
	r := e.runAll("mipsel")["mipsel"]
	if !r.OK || len(r.Smoke) != 1 || !strings.Contains(r.Smoke[0].Stdout, `"unwound":true`) {
		t.Errorf("%+v", r)
	}
	text, _ := e.xgen(0, "run", "mipsel")
	for _, want := range []string{"patched schemars 0.8.22 (patches.schemars-std)", "patched coarsetime"} {
		if !strings.Contains(text, want) {
			t.Errorf("the run does not say %q:\n%s", want, text)
		}
	}
}

// Row 26: a patch that does not fit ends the run before anything is compiled.
func TestE2ERow26(t *testing.T) {
	for _, c := range []struct{ name, file, old, young, want string }{
		{"stale", "testdata/probe/patches/coarsetime.patch", "\n use super::Duration;", "\n use super::Durations;",
			"patches.coarsetime-atomics: it does not apply to coarsetime-"},
		{"another sum", "targets.cue", `sha256: "05c8`, `sha256: "05c9`, "the crate portable-atomic-1.15.0 of a patch's adds has the sha256 05c8"},
		{"undeclared", "targets.cue", "		adds: _portable\n	}\n}", "	}\n}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := probe(t)
			e.edit(c.file, c.old, c.young)
			if c.want == "" { // the other patch still adds it
				e.edit("targets.cue", "		adds: _portable\n", "")
				c.want = "a patched crate needs one that Cargo.lock does not have, which cargo names above: name it in the patch's adds"
			}
			e.xgen(0, "emit")
			_, said := e.xgen(1, "run", "armv5te")
			if !strings.Contains(said, c.want) || regexp.MustCompile(`armv5te +build `).MatchString(said) {
				t.Errorf("want %s before anything is compiled:\n%s", c.want, said)
			}
			if _, err := os.Stat(filepath.Join(e.dir, shipped)); err == nil {
				t.Error("something was published")
			}
		})
	}
}
