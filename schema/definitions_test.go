package schema

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/check"
)

// golden holds a file that is made from the .cue files against what they say.
// XGEN_UPDATE=1 writes it anew.
func golden(t *testing.T, name string, value any) []byte {
	t.Helper()
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	e.SetIndent("", "\t")
	if err := e.Encode(value); err != nil {
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
		t.Errorf("%s is not what the .cue files say: run make golden", name)
	}
	return got
}

// definitions.json is what the .cue files define.
func TestDefinitionsAreTheirSources(t *testing.T) {
	u := &unfolder{root: evaluated(t), known: map[string]*check.Shape{}}
	for _, name := range []string{"#Project", "#User"} {
		u.known[name] = u.unfoldBody(u.root.LookupPath(cue.ParsePath(name)))
	}
	golden(t, "check/definitions.json", u.known)
}
