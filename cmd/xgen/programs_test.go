//go:build e2e && programs

// The tests with the tag programs take published programs as they are, have xgen init write
// their targets.cue, build them for four machines and use them under QEMU. After each program
// they write docs/programs.json and docs/programs.md; what is there of an entry of
// testdata/programs.json as it is, and that went well, is kept.
//
//	XGEN_PROGRAMS_ONLY  programs that are built whatever is there, split at spaces
//
// `make programs` sets it.

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xgen-build/xgen/schema/catalog"
)

// programEntry is a program of testdata/programs.json, and how it is used.
type programEntry struct {
	Crate   string            `json:"crate"`
	Version string            `json:"version"`
	Program string            `json:"program"`
	Files   map[string]string `json:"files,omitempty"`
	Stdin   string            `json:"stdin,omitempty"`
	Serves  string            `json:"serves,omitempty"` // what is at {url}
	Runs    []programRun      `json:"runs"`
}

// programRun is a command line that must succeed, and a regular expression of what it says.
type programRun struct {
	Args []string `json:"args"`
	Says string   `json:"says"`
}

// programTargets are the names that xgen init is given.
var programTargets = []string{"armv5te", "mipsel", "riscv64", "aarch64"}

func readPrograms(t *testing.T) (all []programEntry) {
	t.Helper()
	data, err := os.ReadFile("../../testdata/programs.json")
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryProgram(t *testing.T) {
	only := strings.Fields(os.Getenv("XGEN_PROGRAMS_ONLY"))
	all, page := readPrograms(t), readProgramsPage(t)
	for _, name := range only {
		if !slices.ContainsFunc(all, func(p programEntry) bool { return p.Crate == name }) {
			t.Fatalf("XGEN_PROGRAMS_ONLY: there is no program %q", name)
		}
	}
	for _, p := range all {
		if len(only) > 0 && !slices.Contains(only, p.Crate) || len(only) == 0 && page.has(p) {
			continue
		}
		t.Run(p.Crate, func(t *testing.T) {
			r := usedProgram(t, p)
			for _, row := range r.Targets {
				if !row.OK {
					t.Errorf("%s for %s: %s", p.Crate, row.Target, row.Why)
				}
			}
			page.put(r)
			page.write(t, all)
		})
	}
}

// usedProgram has the program drafted, judged, built and used.
func usedProgram(t *testing.T, p programEntry) programResult {
	e := unpackedProgram(t, p)
	begun := time.Now()
	r := programResult{Entry: p, Xgen: version, Machine: machineLine(t)}
	code, said := e.exit(append([]string{"init"}, programTargets...)...)
	r.Said = notesOf(said)
	r.Written = drafted(e.read("targets.cue"))
	if code == 0 {
		code, said = e.exit("vet")
	}
	if code != 0 {
		r.Refused = notesOf(said)
		return r
	}
	listed := e.listed()
	for target, ran := range e.ran([]string{"run", "-o", "json", "--emit", "-j", "2", "--all"}) {
		row := programTarget{Target: target, OK: ran.OK, Why: strings.TrimSuffix(ran.Error+": "+ran.Hint, ": ")}
		if ran.OK {
			row.Bytes = e.sizes(target)
			row.Did, row.Why = e.use(p, target, listed[target].Triple)
			row.OK = row.Why == ""
		}
		r.Targets = append(r.Targets, row)
	}
	slices.SortFunc(r.Targets, func(a, b programTarget) int {
		return slices.Index(programTargets, a.Target) - slices.Index(programTargets, b.Target)
	})
	r.Seconds = time.Since(begun).Seconds()
	return r
}

// unpackedProgram is a copy of a program as it was published.
func unpackedProgram(t *testing.T, p programEntry) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: filepath.Join(t.TempDir(), p.Crate)}
	e.sh("cd / && cargo info --quiet " + p.Crate + "@" + p.Version + " >/dev/null")
	home := os.Getenv("CARGO_HOME")
	if home == "" {
		home = filepath.Join(os.Getenv("HOME"), ".cargo")
	}
	found, _ := filepath.Glob(filepath.Join(home, "registry/src/*", p.Crate+"-"+p.Version))
	if len(found) == 0 {
		t.Fatalf("cargo did not unpack %s %s", p.Crate, p.Version)
	}
	e.sh("cp -R '" + found[0] + "' '" + e.dir + "' && rm -f '" + e.dir + "/.cargo-ok' '" + e.dir + "/.cargo_vcs_info.json'")
	return e
}

// exit runs a command and returns how it ended and what it said.
func (e *e2e) exit(args ...string) (int, string) {
	e.t.Helper()
	cmd := e.command(args...)
	out, err := cmd.CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		e.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// use runs the commands of a program for a target, in a folder of their own. It returns the
// command lines, and why one is not as it must be.
func (e *e2e) use(p programEntry, target, triple string) (did []string, why string) {
	dir := e.t.TempDir()
	for name, text := range p.Files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			e.t.Fatal(err)
		}
	}
	url := ""
	if p.Serves != "" {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, p.Serves) }))
		defer s.Close()
		url = s.URL
	}
	emulator := catalog.Load().Triples[triple].Emulator()
	for _, run := range p.Runs {
		var args []string
		for _, a := range run.Args {
			args = append(args, strings.ReplaceAll(a, "{url}", url))
		}
		did = append(did, strings.Join(append([]string{p.Program}, run.Args...), " "))
		ctx, cancel := context.WithTimeout(e.t.Context(), 5*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, emulator.Program, append([]string{"-cpu", emulator.CPU, filepath.Join(e.dir, "dist", target, p.Program)}, args...)...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(p.Stdin)
		cmd.Env = []string{"HOME=" + dir, "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TERM=xterm-256color", "SHELL=/bin/bash"}
		out, err := cmd.CombinedOutput()
		if says := regexp.MustCompile(run.Says); err != nil || !says.Match(out) {
			return did, fmt.Sprintf("%s: %v, and it says %.300q, want %s", did[len(did)-1], err, out, run.Says)
		}
	}
	return did, ""
}
