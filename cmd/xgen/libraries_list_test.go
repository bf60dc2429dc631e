package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pelletier/go-toml/v2"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// libraryTriples are those that every recipe is built for, or says why it cannot be.
var libraryTriples = []string{
	"armv5te-unknown-linux-musleabi", "mipsel-unknown-linux-musl", "aarch64-unknown-linux-musl", "x86_64-pc-windows-gnu",
}

func recipeNames() []string { return slices.Sorted(maps.Keys(catalog.Load().Recipes)) }

// unfitReason is what vet says of a recipe for a triple, "" where it can be built.
func unfitReason(name, triple string) string {
	_, found := schema.Load(fstest.MapFS{
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
		"targets.cue": {Data: []byte("name: \"hello\"\ntargets: t: triple: \"" + triple + "\"\nlibraries: \"" + name + "\": {}\n")},
	})
	for _, d := range found {
		if d.Rule == "unfit-library" {
			_, because, _ := strings.Cut(d.Message, " cannot be built for t: ")
			because, _, _ = strings.Cut(because, ": give it a when")
			return because
		}
	}
	return ""
}

// lockedCrates are the crates of a recipe's project, each with its version.
func lockedCrates(t *testing.T, name string) (out []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../testdata/libraries", name, "Cargo.lock"))
	var lock struct {
		Package []struct{ Name, Version string }
	}
	if err == nil {
		err = toml.Unmarshal(data, &lock)
	}
	if err != nil {
		t.Error(err)
	}
	for _, p := range lock.Package {
		out = append(out, p.Name+" "+p.Version)
	}
	return out
}

// Every recipe has a project that calls it through one of its crates, for each triple that
// it is not unfit for; and every project is of a recipe.
func TestEveryRecipeIsCalled(t *testing.T) {
	const dir = "../../testdata/libraries"
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := recipeNames()
	for _, entry := range entries {
		if !slices.Contains(names, entry.Name()) {
			t.Errorf("testdata/libraries/%s is of no recipe", entry.Name())
		}
	}
	for _, name := range names {
		p, found := schema.Load(os.DirFS(filepath.Join(dir, name)))
		if p == nil {
			t.Errorf("testdata/libraries/%s: %v", name, found)
			continue
		}
		var triples []string
		for _, target := range p.Targets {
			triples = append(triples, target.Triple.Name)
			i := slices.IndexFunc(target.Libraries, func(l model.Library) bool { return l.Name == name })
			if i < 0 || target.Contract.Smoke == nil || len(target.Contract.Smoke.JSON) == 0 {
				t.Errorf("testdata/libraries/%s: %s does not call the recipe and answer what is known", name, target.Name)
			}
		}
		for _, triple := range libraryTriples {
			if why := unfitReason(name, triple); (why == "") != slices.Contains(triples, triple) {
				t.Errorf("testdata/libraries/%s: for %s it is unfit because %q, and its targets are %v", name, triple, why, triples)
			}
		}
		crates := catalog.Load().Recipes[name].Crates
		called := func(c string) bool {
			crate, _, _ := strings.Cut(c, " ")
			_, is := crates[crate]
			return is
		}
		if len(crates) > 0 && !slices.ContainsFunc(lockedCrates(t, name), called) {
			t.Errorf("testdata/libraries/%s calls it through none of its crates", name)
		}
	}
}
