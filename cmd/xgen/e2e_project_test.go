//go:build e2e

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// e2e is a copy of a project, and how to build it.
type e2e struct {
	t   *testing.T
	dir string
	env []string // beside the caller's
	// A folder in the user-level one's place, "" where the user's own is used.
	config string
}

// built is xgen, compiled once.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "xgen-e2e-bin-")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "xgen"), ".").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, out)
	}
	return filepath.Join(dir, "xgen"), err
})

// probe is a copy of the repository's own project, in a folder of its own.
func probe(t *testing.T) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: t.TempDir()}
	e.sh("cp -R ../../targets.cue ../../xgen ../../testdata " + e.dir + " && rm -rf " + e.dir + "/testdata/probe/target")
	e.sh("if [ -d ../../.github ]; then cp -R ../../.github " + e.dir + "; fi")
	return e
}

// projectCopy is a copy of one of testdata/projects, without what was built there.
func projectCopy(t *testing.T, name string) *e2e {
	t.Helper()
	return folderCopy(t, "projects/"+name)
}

// folderCopy is a project in a folder of testdata.
func folderCopy(t *testing.T, name string) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: t.TempDir()}
	e.sh("cp -R ../../testdata/" + name + "/. " + e.dir + " && find " + e.dir + " -name target -type d -prune -exec rm -rf {} +")
	return e
}

// slow leaves a test out where only the short ones are asked for, as in .ci/run: it
// builds std for a target or with a toolchain that no other test needs, or many programs.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("left out of the short run: make e2e has it")
	}
}

// crate is a project of one file and a build script.
func crate(t *testing.T, build string) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: t.TempDir()}
	for name, text := range cargoProject {
		e.write(name, text)
	}
	e.write("build.rs", build)
	e.xgen(0, "emit")
	return e
}

func (e *e2e) write(name, text string) {
	e.t.Helper()
	name = filepath.Join(e.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		e.t.Fatal(err)
	}
}

func (e *e2e) sh(script string) {
	e.t.Helper()
	if out, err := exec.Command("sh", "-euc", script).CombinedOutput(); err != nil {
		e.t.Fatalf("%s: %v\n%s", script, err, out)
	}
}

// command is a call of xgen in the project.
func (e *e2e) command(args ...string) *exec.Cmd {
	e.t.Helper()
	bin, err := built()
	if err != nil {
		e.t.Fatal(err)
	}
	if args[0] == "run" {
		for option, name := range map[string]string{"--engine": "XGEN_E2E_ENGINE", "--image": "XGEN_E2E_IMAGE"} {
			if v := os.Getenv(name); v != "" && !slices.Contains(args, option) {
				args = append(args, option, v)
			}
		}
	}
	cmd := exec.Command(bin, args...)
	cmd.Dir, cmd.Env = e.dir, append(environment(), e.env...)
	return cmd
}

// environment is the caller's, without the fake buildctl of the scripts.
func environment() []string {
	_, path, _ := strings.Cut(os.Getenv("PATH"), ":")
	return append(slices.DeleteFunc(os.Environ(), func(kv string) bool { return strings.HasPrefix(kv, "PATH=") }), "PATH="+path)
}

// xgen runs a command that must end with a code, and returns what it printed.
func (e *e2e) xgen(want int, args ...string) (stdout, stderr string) {
	e.t.Helper()
	cmd := e.command(args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) || code(failed) != want {
		e.t.Fatalf("xgen %v: %v, want exit code %d\n%s%s", args, err, want, &out, &said)
	}
	return out.String(), said.String()
}

// sum is the sha256 of a file of the project.
func (e *e2e) sum(name string) string {
	e.t.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data))
}

const shipped = "dist/armv5te/probe"

// ran is the result of one run in -o json.
type ran struct {
	Results []struct {
		OK       bool
		Contract []struct{ Promise, Want, Found, Status string }
		Smoke    []struct{ Stdout, CPU string }
	}
}

func (e *e2e) run(args ...string) ran {
	e.t.Helper()
	return e.runOf("armv5te", args...)
}

func (e *e2e) runOf(target string, args ...string) ran {
	e.t.Helper()
	out, _ := e.xgen(0, append([]string{"run", target, "-o", "json"}, args...)...)
	var r ran
	if err := json.Unmarshal([]byte(out), &r); err != nil || len(r.Results) != 1 || len(r.Results[0].Smoke) != 1 {
		e.t.Fatalf("%v\n%s", err, out)
	}
	return r
}
