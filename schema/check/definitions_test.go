package check_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/check"
)

// evaluated is what CUE makes of all of xgen's .cue files.
func evaluated(t *testing.T) cue.Value {
	t.Helper()
	inst := &build.Instance{PkgName: "xgen"}
	for _, name := range schema.Files() {
		src, err := schema.Text(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(name, src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if err := inst.AddSyntax(f); err != nil {
			t.Fatal(err)
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

// definitions.json is what the .cue files define. XGEN_UPDATE=1 writes it anew.
func TestDefinitionsAreTheirSources(t *testing.T) {
	const name = "definitions.json"
	u := &unfolder{root: evaluated(t), known: map[string]*check.Shape{}}
	for _, name := range []string{"#Project", "#Machine"} {
		u.known[name] = u.unfoldBody(u.root.LookupPath(cue.ParsePath(name)))
	}
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	e.SetIndent("", "\t")
	if err := e.Encode(u.known); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("XGEN_UPDATE") != "" {
		if err := os.WriteFile(name, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what schema/*.cue says: run make golden", name)
	}
}
