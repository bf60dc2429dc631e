//go:build real

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/userfile"
)

// lines says what cargo has read of a package, a line for each thing.
func (p realPackage) lines(dir string) (out []string) {
	out = append(out, fmt.Sprintf("package %s %s in %s, rust-version %q, default-run %q", p.Name, p.Version, dir, p.RustVersion, p.DefaultRun))
	for name, enables := range p.Features {
		out = append(out, featureText(name, enables))
	}
	for _, t := range p.Targets {
		if slices.Contains(t.Kind, "bin") {
			out = append(out, binText(t.Name, t.Required))
		}
	}
	for _, d := range p.Dependencies {
		requirement := d.Req
		if d.Path != "" || strings.HasPrefix(d.Source, "git+") {
			requirement = ""
		}
		out = append(out, needText(d.Name, d.Kind, requirement, d.Target != "", d.Optional))
	}
	return out
}

// linesOf says the same of what xgen has read.
func linesOf(p cargo.Package) (out []string) {
	out = append(out, fmt.Sprintf("package %s %s in %s, rust-version %q, default-run %q", p.Name, p.Version, p.Dir, p.RustVersion, p.DefaultRun))
	for name, enables := range p.Features {
		out = append(out, featureText(name, enables))
	}
	for _, b := range p.Bins {
		out = append(out, binText(b.Name, b.Required))
	}
	for _, n := range p.Needs {
		table := n.Keys[len(n.Keys)-2]
		kind := strings.TrimRight(strings.TrimSuffix(table, "dependencies"), "-_")
		out = append(out, needText(n.Name, kind, n.Requirement, len(n.Keys) > 2, n.Optional))
	}
	return out
}

func featureText(name string, enables []string) string {
	if len(enables) == 0 || len(enables) == 1 && enables[0] == "dep:"+name {
		return "feature " + name // cargo spells out what an optional dependency is by itself
	}
	return "feature " + name + " = " + strings.Join(enables, ",")
}

func binText(name string, required []string) string {
	return "binary " + name + " with " + strings.Join(required, ",")
}

// needText leaves out of the requirement what cargo does: spaces, a caret, and what
// stands behind a plus.
func needText(name, kind, requirement string, some, optional bool) string {
	requirement = anyBelow.ReplaceAllString(requirement, "$1")
	requirement = behindPlus.ReplaceAllString(strings.ReplaceAll(strings.TrimPrefix(requirement, "^"), " ", ""), "")
	return fmt.Sprintf("dependency %s %s %s, of some targets %v, optional %v", name, kind, requirement, some, optional)
}

// anyBelow is a comparison that means the same without its star.
var anyBelow = regexp.MustCompile(`([<>]=?[0-9.]+)[.][*]`)

var behindPlus = regexp.MustCompile(`\+[^,]*`)

// lacksFolder reports whether a package was published without the folder of a path
// dependency of its own, without which cargo builds nothing here either.
func lacksFolder(dir string, m realMetadata) bool {
	for _, p := range m.Packages {
		for _, d := range p.Dependencies {
			if _, err := os.Stat(filepath.Join(d.Path, "Cargo.toml")); d.Path != "" && err != nil {
				return true
			}
		}
	}
	return false
}

// realManifests are how many manifests of published crates are read at least.
const realManifests = 2000

// xgen reads the manifest of every crate that the programs are built of as cargo does.
func TestRealManifests(t *testing.T) {
	programs, home := readReal(t), newRealCargo(t)
	for _, p := range programs {
		home.project(t, p) // which fetches them
	}
	found, _ := filepath.Glob(filepath.Join(home.home, "registry/src/*/*/Cargo.toml"))
	if len(found) < realManifests && os.Getenv("XGEN_REAL_ONLY") == "" {
		t.Errorf("%d manifests are fetched, and want %d", len(found), realManifests)
	}
	read := 0
	for _, file := range found {
		dir := filepath.Dir(file)
		out, err := home.run(t, dir, "metadata", "--no-deps", "--offline", "--format-version", "1")
		if err != nil {
			continue // cargo refuses it too where it is built by itself
		}
		var m realMetadata
		home.decode(t, out, &m)
		ws, err := cargo.Read(userfile.Folder(dir), "Cargo.toml")
		if err != nil {
			if !lacksFolder(dir, m) {
				t.Errorf("%s: cargo reads it, and xgen says %v", filepath.Base(dir), err)
			}
			continue
		}
		read++
		var r realRow
		r.reading(ws, m)
		for _, f := range r.faults {
			t.Errorf("%s: %s", filepath.Base(dir), f)
		}
	}
	t.Logf("manifests read as cargo does: %d of %d; of %d more cargo reads nothing", read, read, len(found)-read)
	if _, err := os.Stat(home.home); err != nil {
		t.Error(err)
	}
}
