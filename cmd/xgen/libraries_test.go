//go:build e2e && libraries

// The tests with the tag libraries build the project of every recipe below
// testdata/libraries for its targets and run it, and write docs/libraries.json and
// docs/libraries.md after each. What is there of a recipe and a project that are as they
// were is kept.
//
//	XGEN_LIBRARIES_ONLY  recipes that are built whatever is there, split at spaces
//
// `make libraries` sets it.

package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
)

// Every recipe is built for the targets of its project and called there.
func TestEveryLibrary(t *testing.T) {
	only := strings.Fields(os.Getenv("XGEN_LIBRARIES_ONLY"))
	recipes := catalog.Load().Recipes
	for _, name := range only {
		if recipes[name].Kind == nil {
			t.Fatalf("XGEN_LIBRARIES_ONLY: there is no recipe %q", name)
		}
	}
	page := readLibraries(t)
	for _, name := range recipeNames() {
		of := digestOf(t, name)
		if len(only) > 0 && !slices.Contains(only, name) || len(only) == 0 && page.has(name, of) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			p := builtLibrary(t, name, recipes[name])
			p.Of = of
			for _, r := range p.Targets {
				if !r.OK {
					t.Errorf("%s for %s: %s", name, r.Target, r.Why)
				}
			}
			page.put(p)
			page.write(t)
		})
	}
}

// builtLibrary builds and runs the project of a recipe.
func builtLibrary(t *testing.T, name string, recipe input.Recipe) libraryResult {
	e := folderCopy(t, "libraries/"+name)
	listed := e.listed()
	args := []string{"run", "-o", "json", "--emit", "-j", "2", "--all"}
	ran := e.ran(args)
	p := libraryResult{
		Library: name, Version: recipe.Source.Version.V, Licence: recipe.Licence, Crates: cratesTried(t, name, recipe),
		Xgen: version, Machine: machineLine(t), Targets: []libraryTarget{},
	}
	for target, r := range ran {
		row := libraryTarget{Target: target, Triple: listed[target].Triple, OK: r.OK, Why: r.Error}
		if r.OK {
			row.Bytes = e.sizes(target)
			for _, s := range r.Smoke {
				row.Said = strings.TrimSpace(s.Stdout)
			}
			row.OK, row.Why = rightVersion(row.Said, p.Version)
		}
		p.Targets = append(p.Targets, row)
	}
	slices.SortFunc(p.Targets, func(a, b libraryTarget) int { return strings.Compare(a.Target, b.Target) })
	return p
}

// rightVersion reports whether the program was linked with the recipe's library and not
// with a copy of the crate's, where it says a version.
func rightVersion(said, version string) (bool, string) {
	var answer struct{ Version string }
	if err := json.Unmarshal([]byte(said), &answer); err != nil {
		return false, "it prints no JSON: " + said
	}
	if !strings.Contains(version, answer.Version) {
		return false, fmt.Sprintf("the program has %s, and the recipe is %s", answer.Version, version)
	}
	return true, ""
}

// cratesTried are those of a project by which it calls the library, with their versions.
func cratesTried(t *testing.T, name string, recipe input.Recipe) []string {
	t.Helper()
	out := []string{}
	for _, c := range lockedCrates(t, name) {
		crate, _, _ := strings.Cut(c, " ")
		if _, is := recipe.Crates[crate]; is {
			out = append(out, c)
		}
	}
	return out
}

// digestOf says what a result is of: the recipe, and the project.
func digestOf(t *testing.T, name string) string {
	t.Helper()
	h := sha256.New()
	recipe, err := json.Marshal(catalog.Load().Recipes[name])
	if err != nil {
		t.Fatal(err)
	}
	h.Write(recipe)
	dir := filepath.Join("../../testdata/libraries", name)
	for _, file := range []string{"Cargo.toml", "Cargo.lock", "targets.cue", "build.rs", "src/main.rs"} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		fmt.Fprintf(h, "%s %d\n%s", file, len(data), data)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
