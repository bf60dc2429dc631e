package main

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/askcargo"
	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// judged are the rules that depend on what is compiled.
var judged = []string{"missing-library", "crate-needs-patch", "repository-crate"}

// rowProject writes a project with the crates that it depends on, locked by cargo.
func rowProject(t *testing.T, crates string, row compiledRow) string {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"Cargo.toml":         "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + row.manifest,
		"src/main.rs":        "fn main() {}\n",
		"targets.cue":        "name: \"hello\"\n" + row.targets,
		".cargo/config.toml": "[source.crates-io]\nreplace-with = \"here\"\n[source.here]\ndirectory = \"" + crates + "\"\n",
	})
	writeFiles(t, dir, row.more)
	lock := exec.Command("cargo", "generate-lockfile", "--offline", "--quiet")
	lock.Dir = dir
	if said, err := lock.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return dir
}

// loadRow loads a project, and asks cargo or not.
func loadRow(t *testing.T, dir string, ask bool) (*model.Project, model.Diagnostics) {
	t.Helper()
	c := &askcargo.Cargo{Context: t.Context(), Root: dir}
	if ask {
		c.Env = os.Getenv
	}
	return schema.LoadAsking(userfile.Folder(dir), c)
}

// With cargo there is a message for each crate that the target is really compiled of,
// and none for any other. Without it nothing is called certain that cargo does not
// call so. In the build cargo is asked the same, and says the same.
func TestCompiledCrates(t *testing.T) {
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not installed: make test installs it")
	}
	crates := vendor(t)
	silent := 0
	for name, row := range compiledRows {
		if len(row.want) == 0 {
			silent++
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := rowProject(t, crates, row)
			_, found := loadRow(t, dir, true)
			if len(found) != len(row.want) {
				t.Fatalf("got\n%v\nwant %q", found.Error(), row.want)
			}
			for i, want := range row.want {
				if !strings.HasPrefix(found[i].String()+"$", want) {
					t.Errorf("got\n%s\nwant\n%s", found[i], want)
				}
			}
			p, guessed := loadRow(t, dir, false)
			for _, d := range guessed {
				is := func(f model.Diagnostic) bool { return f.Rule == d.Rule && f.Of == d.Of && f.Severity == d.Severity }
				if (d.Severity == model.Error || d.Rule == "repository-crate") && slices.Contains(judged, d.Rule) && !slices.ContainsFunc(found, is) {
					t.Errorf("without cargo this is said: %s", d)
				}
			}
			if p != nil {
				inTheBuild(t, dir, crates, p, found)
			}
		})
	}
	if n := len(compiledRows); n < 50 || silent < n/2 {
		t.Errorf("%d projects, %d with nothing to say", n, silent)
	}
}

// inTheBuild runs compiled.sh as the emitted Dockerfiles call it, and holds what it
// says against vet's errors.
func inTheBuild(t *testing.T, dir, crates string, p *model.Project, found model.Diagnostics) {
	t.Helper()
	artifacts, err := emit.All(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range p.Targets {
		script, arguments := calls(artifacts, target.Name)
		said, failed := runCompiled(t, dir, crates, script, arguments)
		var want []string
		for _, d := range found {
			for _, l := range target.Lacks {
				if d.Severity == model.Error && d.Of == l.Crate+" "+l.Version && strings.Contains(d.Message, target.Name) {
					want = append(want, "xgen: "+model.LackMessage([]model.Lacking{{Target: target.Name, Lack: l}}))
				}
			}
		}
		if failed != (len(want) > 0) || said != strings.Join(want, "\n") {
			t.Errorf("%s: the build says\n%s\nand vet\n%s", target.Name, said, strings.Join(want, "\n"))
		}
	}
}

// calls returns compiled.sh and how a target's Dockerfile calls it, "" where it does not.
func calls(artifacts []emit.Artifact, target string) (script, arguments string) {
	for _, a := range artifacts {
		switch {
		case path.Base(a.Path) == "compiled.sh":
			script = string(a.Bytes)
		case strings.HasSuffix(a.Path, "/"+target+"/Dockerfile"):
			_, arguments, _ = strings.Cut(string(a.Bytes), " sh /xgen/compiled.sh ")
			arguments, _, _ = strings.Cut(arguments, "\n")
		}
	}
	return script, arguments
}

// runCompiled returns what compiled.sh says. Where it is not called that is nothing.
func runCompiled(t *testing.T, dir, crates, script, arguments string) (said string, failed bool) {
	t.Helper()
	if arguments == "" {
		return "", false
	}
	own := t.TempDir()
	writeFiles(t, own, map[string]string{
		"compiled.sh": script,
		"vendor.toml": "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"" + filepath.Join(own, "vendor") + "\"\n",
	})
	if err := os.Symlink(crates, filepath.Join(own, "vendor")); err != nil { // cargo takes no folder under two names
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", "sh "+filepath.Join(own, "compiled.sh")+" "+arguments)
	cmd.Env = append(os.Environ(), "XGEN_PREFIX="+filepath.Join(own, "prefix"), "XGEN_MANIFESTS="+dir, "XGEN_MANIFEST=Cargo.toml",
		"XGEN_VENDOR="+filepath.Join(own, "vendor"))
	var out strings.Builder
	cmd.Stderr = &out
	err := cmd.Run()
	return strings.TrimSpace(out.String()), err != nil
}
