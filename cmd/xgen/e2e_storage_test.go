//go:build e2e

package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// storageTarget is the target of testdata/projects/storage that the tests build.
const storageTarget = "x86_64"

// storage is a copy of the project in a repository of git's own.
func storage(t *testing.T) *e2e {
	t.Helper()
	e := projectCopy(t, "storage")
	e.sh("cd " + e.dir + " && git init -q && git add . && git -c user.name=n -c user.email=e@example.org commit -qm first")
	e.xgen(0, "emit")
	return e
}

// at builds a version, and returns the program's checksum and what it printed.
func (e *e2e) at(version string, more ...string) (sum, said string) {
	e.t.Helper()
	r := e.runOf(storageTarget, append([]string{"--set", "GIT_VERSION=" + version}, more...)...).Results[0]
	if !r.OK {
		e.t.Fatalf("%+v", r)
	}
	if i := slices.IndexFunc(r.Contract, func(row struct{ Promise, Want, Found, Status string }) bool { return row.Promise == "PIE" }); i < 0 || r.Contract[i].Found != "yes" || r.Contract[i].Status != "ok" {
		e.t.Errorf("PIE is not proven: %+v", r.Contract)
	}
	return e.sum("dist/" + storageTarget + "/storage"), r.Smoke[0].Stdout
}

// worked lists the stages of the last solve in which a step was done, and not
// taken from the engine's cache.
func (e *e2e) worked(target string) []string {
	e.t.Helper()
	return stagesDone(e.read("dist/.xgen/" + target + ".log"))
}

// stagesDone are those of a log in which a step was done, sorted.
func stagesDone(log string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`(?m)^(\S+) \d+/\d+: done in `).FindAllStringSubmatch(log, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// The version is the only thing that the program takes from git: the same one
// makes the same bytes, whatever .git holds, and another repeats only what is
// built of it.
func TestE2EStorageVersion(t *testing.T) {
	e := storage(t)
	one, two := fmt.Sprintf("v1-%08x", rand.Uint32()), fmt.Sprintf("v2-%08x", rand.Uint32())
	first, said := e.at(one)
	if !strings.Contains(said, `"version":"`+one+`"`) {
		t.Errorf("it says %s", said)
	}
	e.sh("cd " + e.dir + " && echo ref: refs/heads/elsewhere >.git/HEAD && head -c 100000 /dev/urandom >.git/objects/new")
	if sum, _ := e.at(one); sum != first || len(e.worked(storageTarget)) > 0 {
		t.Errorf("after a change in .git the program is %s, was %s, and %v are done again", sum, first, e.worked(storageTarget))
	}
	second, said := e.at(two)
	if second == first || !strings.Contains(said, `"version":"`+two+`"`) {
		t.Errorf("%s, and it says %s", second, said)
	}
	if got, want := strings.Join(e.worked(storageTarget), " "), "artifact build outputs report reports test"; got != want {
		t.Errorf("another version repeats %s, want %s", got, want)
	}
	if sum, _ := e.at(one, "--clean"); sum != first {
		t.Errorf("%s from nothing, and %s before", sum, first)
	}
}

// Flags in the caller's environment change nothing of what xgen run builds, nor of
// what the emitted script builds by hand, and both say so.
func TestE2EStorageFlags(t *testing.T) {
	e := storage(t)
	names := []string{"CARGO_BUILD_RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_RUSTFLAGS", "RUSTFLAGS"}
	version := fmt.Sprintf("v%08x", rand.Uint32())
	want, _ := e.at(version)
	for _, name := range names {
		e.env = append(e.env, name+"=-Copt-level=0")
	}
	_, said := e.xgen(0, "run", storageTarget, "--clean", "--set", "GIT_VERSION="+version)
	if !strings.Contains(said, "warning: "+strings.Join(names, ", ")+": ignored, ") {
		t.Errorf("it does not say what is ignored:\n%s", said)
	}
	if sum := e.sum("dist/" + storageTarget + "/storage"); sum != want {
		t.Errorf("%s with flags in the environment, %s without", sum, want)
	}
	sum, said := e.storageByHand(version, names)
	if sum != want {
		t.Errorf("by hand %s with flags in the environment, %s without", sum, want)
	}
	for _, name := range names {
		if !strings.Contains(said, "xgen: "+name+" is ignored: flags belong in the target's definition") {
			t.Errorf("by hand it does not say that %s is ignored:\n%s", name, said)
		}
	}
}

// storageByHand calls the entrypoint in an empty target folder, with flags in the
// environment, and returns the program's checksum and what was said.
func (e *e2e) storageByHand(version string, names []string) (sum, said string) {
	e.t.Helper()
	env := "XGEN_TARGET=/by-hand/target XGEN_OUT=/by-hand/out GIT_VERSION=" + version
	for _, name := range names {
		env += " " + name + "=-Copt-level=0"
	}
	e.write("byhand/Dockerfile", e.read("xgen/"+storageTarget+"/Dockerfile")+"\nFROM build AS hand\n"+
		"RUN --network=none "+env+" /opt/xgen/emitted/"+storageTarget+"/entrypoint.sh 2>&1\n"+
		"FROM scratch AS byhand\nCOPY --from=hand /by-hand/out /\n")
	out := e.t.TempDir()
	cmd := e.solveCommand(storageTarget, "byhand", "byhand", "type=local,dest="+out, "--progress=plain")
	var words bytes.Buffer
	cmd.Stdout, cmd.Stderr = &words, &words
	if err := cmd.Run(); err != nil {
		e.t.Fatalf("%v\n%s", err, &words)
	}
	data, err := os.ReadFile(filepath.Join(out, "storage"))
	if err != nil {
		e.t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data)), words.String()
}
