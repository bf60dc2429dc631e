//go:build e2e

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The projects of testdata/projects show what cargo does with them: each row's
// smoke command prints it, and its contract says what a plain cargo build of
// the same files prints.

// cargoCopy is a copy of one of them.
func cargoCopy(t *testing.T, name string) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: t.TempDir()}
	e.sh("cp -R ../../testdata/projects/" + name + "/. " + e.dir)
	return e
}

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
	e := cargoCopy(t, "workspace")
	e.xgen(0, "run", "--all", "--emit")
	for target, want := range map[string]string{"x86_64": "app report.json", "armv5te": "app report.json", "features": "app extra more report.json tool"} {
		if got := e.shippedIn(target); got != want {
			t.Errorf("%s ships %q, want %q", target, got, want)
		}
	}
}

// The user's own .cargo/config.toml, beside the manifest and above it.
func TestE2ECargoConfig(t *testing.T) {
	cargoCopy(t, "config").xgen(0, "run", "--all", "--emit")
}

// release, dev, test and a profile of the project's own.
func TestE2ECargoProfiles(t *testing.T) {
	cargoCopy(t, "profiles").xgen(0, "run", "--all", "--emit")
}

// Crates from git, by revision, branch and as a member of a workspace, and
// [patch] by path and by git.
func TestE2ECargoSources(t *testing.T) {
	e := cargoCopy(t, "sources")
	addr := serveGit(t, gitUpstream(t, "revision", "branched"))
	e.atPort(addr, "Cargo.toml", "Cargo.lock")
	e.xgen(0, "run", "--all", "--emit")
}
