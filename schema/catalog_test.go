package schema

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/catalog"
)

// catalogFields are the fields of the .cue files that catalog.json holds.
var catalogFields = []string{"defaults", "kinds", "triples", "incompatible", "sysCrates", "releases", "hostWords", "fatLTO", "gccWords"}

// evaluated is the catalog as CUE evaluates it beside the definitions.
func evaluated(t *testing.T) cue.Value {
	t.Helper()
	inst := &build.Instance{PkgName: "xgen"}
	for _, from := range []fs.FS{files, catalog.Sources} {
		names, _ := fs.Glob(from, "*.cue")
		for _, name := range names {
			src, _ := fs.ReadFile(from, name)
			f, err := parser.ParseFile(name, src, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			if err := inst.AddSyntax(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := inst.Complete(); err != nil {
		t.Fatal(err)
	}
	v := cuecontext.New().BuildInstance(inst)
	if err := v.Validate(); err != nil {
		t.Fatal(err)
	}
	return v
}

// catalog.json is what the .cue files say, each field of which the program reads.
// XGEN_UPDATE=1 writes it anew.
func TestCatalogIsItsSources(t *testing.T) {
	const name = "catalog/catalog.json"
	fields := map[string]cue.Value{}
	v := evaluated(t)
	for _, f := range catalogFields {
		fields[f] = v.LookupPath(cue.ParsePath(f))
	}
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
	if err := d.Decode(&catalog.Catalog{}); err != nil {
		t.Errorf("the program does not read all of it: %v", err)
	}
}
