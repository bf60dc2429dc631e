//go:build e2e

package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The projects of testdata/projects show what cargo does with them: each row's
// smoke command prints it, and its contract says what a plain cargo build of
// the same files prints.

// shippedIn lists what a target published.
func (e *e2e) shippedIn(target string) string {
	e.t.Helper()
	entries, err := os.ReadDir(filepath.Join(e.dir, "dist", target))
	if err != nil {
		e.t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return strings.Join(names, " ")
}

// A virtual workspace with path dependencies inside and outside of its folder,
// inheritance, a renamed dependency, sources in unusual places, several
// binaries, and features by package.
func TestE2ECargoWorkspace(t *testing.T) {
	slow(t)
	e := projectCopy(t, "workspace")
	e.xgen(0, "run", "--all", "--emit")
	for target, want := range map[string]string{"x86_64": "app report.json", "armv5te": "app report.json", "features": "app extra more report.json tool"} {
		if got := e.shippedIn(target); got != want {
			t.Errorf("%s ships %q, want %q", target, got, want)
		}
	}
}

// The user's own .cargo/config.toml, beside the manifest and above it.
func TestE2ECargoConfig(t *testing.T) {
	projectCopy(t, "config").xgen(0, "run", "--all", "--emit")
}

// release, dev, test and a profile of the project's own.
func TestE2ECargoProfiles(t *testing.T) {
	slow(t)
	e := projectCopy(t, "profiles")
	e.xgen(0, "run", "--all", "--emit")
	e.write("targets.cue", `name: "profiles"
targets: dev: {
	triple: "x86_64-unknown-linux-musl"
	cargo: profile: "test"
	contract: smoke: json: {profile: "debug", level: "0", debug: "true", assertions: true, checks: true}
}
`)
	e.xgen(0, "run", "dev", "--emit")
}

// Crates from git, by revision, branch and as a member of a workspace; [patch] by git, and
// by a path to a member of another workspace, which a file says that cargo's configuration
// includes.
func TestE2ECargoSources(t *testing.T) {
	e := projectCopy(t, "sources")
	addr := serveGit(t, gitUpstream(t, "revision", "branched"))
	e.atPort(addr, "Cargo.toml", "Cargo.lock")
	e.xgen(0, "run", "--all", "--emit")
}

// mode is one way to build the project modes, and the file that asks for it.
type mode struct {
	lto, panic string
	units      int
	opt, strip string
}

func (m mode) file(rows ...string) string {
	exit := map[string]int{"unwind": 7, "abort": 134}[m.panic]
	text := fmt.Sprintf(`name: "modes"
cargo: {lto: %q, panic: %q, "codegen-units": %d, "opt-level": %q, strip: %q}
contract: smoke: {args: ["panic"], exit: %d, json: {panic: %q, level: %q, c: 42, crate: "3405691582"}}
`, m.lto, m.panic, m.units, m.opt, m.strip, exit, m.panic, m.opt)
	for _, row := range rows {
		text += row + "\n"
	}
	return text
}

const (
	armRow  = `targets: armv5te: triple: "armv5te-unknown-linux-musleabi"`
	mipsRow = `targets: mipsel: triple: "mipsel-unknown-linux-musl"`
)

// Thin and fat LTO and none, both ways to panic, units, levels and what is
// stripped, with std from the sysroot: each does what it says, and each step
// down this list makes the program smaller.
func TestE2ECargoModes(t *testing.T) {
	slow(t)
	e := projectCopy(t, "modes")
	before := map[string]int64{"armv5te": math.MaxInt64, "mipsel": math.MaxInt64}
	for _, c := range []struct {
		mode
		rows []string
	}{
		{mode{"off", "unwind", 16, "3", "none"}, []string{armRow}},
		{mode{"off", "unwind", 16, "3", "debuginfo"}, []string{armRow}},
		{mode{"off", "unwind", 16, "3", "symbols"}, []string{armRow}},
		{mode{"thin", "abort", 16, "3", "symbols"}, []string{armRow, mipsRow}},
		{mode{"fat", "abort", 1, "s", "symbols"}, []string{armRow, mipsRow}},
	} {
		e.write("targets.cue", c.file(c.rows...))
		e.sh("rm -rf " + e.dir + "/dist")
		e.xgen(0, "run", "--all", "--emit")
		for name, size := range before {
			info, err := os.Stat(filepath.Join(e.dir, "dist", name, "modes"))
			if err != nil {
				continue
			}
			t.Logf("%s %+v: %d bytes", name, c.mode, info.Size())
			if before[name] = info.Size(); info.Size() >= size {
				t.Errorf("%s %+v: %d bytes, and %d before", name, c.mode, info.Size(), size)
			}
		}
	}
}

// Row 56: a lock whose misfit only cargo can tell, as that of a release before another one, is
// told before anything is built where there is a cargo to be asked. Without one the fetch
// step ends, and what mends it is the reason that is shown.
func TestE2ERow56StaleLock(t *testing.T) {
	e := crate(t, "fn main() {}\n")
	e.write("Cargo.toml", cargoProject["Cargo.toml"]+"\n[dependencies]\ncfg-if = \">=1.0.1-a, <2\"\n")
	e.write("Cargo.lock", cfgIfLock)
	_, said := e.xgen(1, "run", "armv5te")
	if want := regexp.MustCompile(`(?m)^\s*Cargo.lock:1:1: Cargo.lock does not fit the manifests.*: run cargo update --workspace`); !want.MatchString(said) || strings.Contains(said, "stage fetch") {
		t.Errorf("no %s before a build in\n%s", want, said)
	}
	e.env = append(e.env, "PATH="+withoutCargo())
	_, said = e.xgen(1, "run", "armv5te")
	want := regexp.MustCompile(`armv5te.* stage fetch, step \d of \d: exit code 1: Cargo.lock does not fit Cargo.toml: run cargo update --workspace and commit it\n`)
	if !want.MatchString(said) {
		t.Errorf("no %s in\n%s", want, said)
	}
}

// withoutCargo is environment's PATH without the folders that hold a cargo.
func withoutCargo() string {
	_, path, _ := strings.Cut(os.Getenv("PATH"), ":")
	folders := slices.DeleteFunc(filepath.SplitList(path), func(folder string) bool {
		_, err := os.Stat(filepath.Join(folder, "cargo"))
		return err == nil
	})
	return strings.Join(folders, string(filepath.ListSeparator))
}
