package check_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/catalog"
)

// catalogFields are the fields of the .cue files that catalog.json holds.
var catalogFields = []string{
	"defaults",
	"kinds",
	"triples",
	"incompatible",
	"sysCrates",
	"hostPackages",
	"knownTools",
	"outgrown",
	"failures",
	"repositoryCrates",
	"pageCrates",
	"releases",
	"sourceNeeds",
	"hostWords",
	"fatLTO",
	"gccWords",
	"gccSystems",
	"debianFolders",
	"specKeys",
	"otherTriples",
	"tuning",
	"cargoWords",
	"cargoFeatures",
	"rustcOptions",
	"cargoValues",
	"profileValues",
	"names",
	"usualTargets",
	"crossKeys",
	"recipes",
	"specDefaults",
	"features",
	"machineWords",
	"libraryWords",
	"libraryUndo",
	"sourceForms",
	"toolchainSources",
}

// catalog.json and cpus.json are what the .cue files say, each field of which the
// program reads. XGEN_UPDATE=1 writes them anew.
func TestCatalogIsItsSources(t *testing.T) {
	fields := map[string]cue.Value{}
	v := evaluated(t)
	for _, f := range catalogFields {
		fields[f] = v.LookupPath(cue.ParsePath(f))
	}
	isItsSources(t, "../catalog/catalog.json", fields, &catalog.Catalog{})
	isItsSources(t, "../catalog/cpus.json", v.LookupPath(cue.ParsePath("cpus")), &map[string]catalog.CPUs{})
}

// isItsSources compares a file with what it is made of, and has the program read it.
func isItsSources(t *testing.T, name string, fields, into any) {
	t.Helper()
	want, err := json.MarshalIndent(fields, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if os.Getenv("XGEN_UPDATE") != "" {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what schema/catalog/*.cue says: run make golden", name)
	}
	d := json.NewDecoder(bytes.NewReader(got))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Errorf("the program does not read all of it: %v", err)
	}
}
