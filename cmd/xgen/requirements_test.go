package main

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// TestRequirements holds which versions a requirement takes against cargo, by a crate in a
// folder. Of pre-releases, and of a text that is no requirement, vet says nothing.
func TestRequirements(t *testing.T) {
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not installed: make test installs it")
	}
	for requirement, versions := range map[string][]string{
		"1.2": {"1.1.9", "1.9.0", "2.0.0"}, "0.2.3": {"0.2.2", "0.2.9", "0.3.0"}, "^0.0": {"0.0.9", "0.1.0"}, "0": {"0.9.0", "1.0.0"},
		">1.2": {"1.2.9", "1.3.0"}, ">1": {"1.9.0", "2.0.0"}, "<=1.2": {"1.2.9", "1.3.0"}, "<1.2": {"1.1.9", "1.2.0"}, "<=1": {"1.9.0", "2.0.0"},
		"=1.2": {"1.2.9", "1.3.0"}, "=1": {"1.9.0", "2.0.0"}, "~1": {"1.9.0", "2.0.0"}, "~1.2": {"1.2.9", "1.3.0"}, "~0.0.1": {"0.0.9", "0.1.0"},
		"1.*": {"1.9.0", "2.0.0"}, "1.2.*": {"1.2.9", "1.3.0"}, "0.*": {"0.9.0", "1.0.0"}, "*": {"0.0.0"},
		">=1.0.16, <2": {"1.0.15", "1.0.16", "2.0.0"}, "> 1.0 , ^1.4.2": {"1.4.1", "1.5.0"}, ">=1.2.0,<=1.2.0": {"1.2.0+meta", "1.2.1"},
		">=1.0.0-rc.1, <2": {"1.5.0", "2.5.0", "1.0.0-rc.2"}, ">=1, <2": {"1.5.0-rc.1"}, ">=1 <2": {"1.5.0"}, "1 || 2": {"3.0.0"}, "!=1": {"1.0.0"},
	} {
		for _, version := range versions {
			t.Run(requirement+" "+version, func(t *testing.T) {
				t.Parallel()
				cargo := !takenByCargo(t, requirement, version)
				here := staleHere(t, requirement, version)
				certain := !strings.Contains(requirement+version, "-") && !strings.ContainsAny(requirement, "!|") && requirement != ">=1 <2"
				if here && !cargo || cargo && !here && certain {
					t.Errorf("here it does not fit: %v; to cargo: %v", here, cargo)
				}
			})
		}
	}
}

// takenByCargo asks cargo whether a crate in a folder meets a requirement.
func takenByCargo(t *testing.T, requirement, version string) bool {
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"Cargo.toml":  member("hello", fmt.Sprintf("[dependencies]\nx = {path = \"x\", version = %q}\n", requirement)),
		"src/main.rs": anyMain, "x/Cargo.toml": strings.Replace(member("x", ""), "0.1.0", version, 1), "x/src/lib.rs": "",
	})
	cmd := exec.Command("cargo", "generate-lockfile", "--offline", "--quiet")
	cmd.Dir = dir
	return cmd.Run() == nil
}

// staleHere reports whether a Cargo.lock with a version is said not to fit.
func staleHere(t *testing.T, requirement, version string) bool {
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"targets.cue": "name: \"hello\"\n" + aTarget, "src/main.rs": anyMain,
		"Cargo.toml": member("hello", fmt.Sprintf("[dependencies]\nx = %q\n", requirement)),
		"Cargo.lock": "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"x\"]\n[[package]]\nname = \"x\"\nversion = \"" + version +
			"\"\nsource = \"registry+https://localhost\"\n",
	})
	_, found := schema.Load(userfile.Folder(dir))
	return slices.ContainsFunc(found, func(d model.Diagnostic) bool { return d.Rule == "stale-cargo-lock" })
}
