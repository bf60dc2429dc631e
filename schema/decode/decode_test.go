package decode

import (
	"encoding/json"
	"errors"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/model"
)

const file = "x.cue"

func valueOf(t *testing.T, src string) cue.Value {
	t.Helper()
	f, err := parser.ParseFile(file, src)
	if err != nil {
		t.Fatal(err)
	}
	return cuecontext.New().BuildFile(f)
}

type shared struct {
	Image *model.Value[string] `cue:"image"`
}

type entry struct {
	Pos   model.Pos `cue:",pos"`
	Value string    `cue:"value,short"`
	Why   string    `cue:"why"`
}

type project struct {
	Name model.Value[string] `cue:"name"`
	shared
	Env  map[string]entry           `cue:"env"`
	List []int                      `cue:"list"`
	Raw  map[string]json.RawMessage `cue:"raw"`
}

// Each value comes with its place: its own key's, whatever a template says too.
func TestInto(t *testing.T) {
	v := valueOf(t, "env: [_]: _\nname: *\"a\" | string\nimage: \"i\"\nenv: {\n\tA: \"x\"\n\tB: {value: \"y\", why: \"z\"}\n}\nlist: [1, 2]\nraw: a: {b: 1}\n")
	var p project
	if err := Into(file, v, model.FromUser, &p); err != nil {
		t.Fatal(err)
	}
	if p.Name.V != "a" || p.Name.Pos.String() != "x.cue:2:7" || p.Name.From != model.FromUser || p.Image.V != "i" || p.Image.Pos.String() != "x.cue:3:8" {
		t.Errorf("%+v, image %+v", p, p.Image)
	}
	if a, b := p.Env["A"], p.Env["B"]; a.Value != "x" || a.Pos.String() != "x.cue:5:2" || b.Value != "y" || b.Why != "z" || b.Pos.String() != "x.cue:6:2" {
		t.Errorf("%+v, %+v", a, b)
	}
	if len(p.List) != 2 || p.List[1] != 2 || string(p.Raw["a"]) != `{"b":1}` {
		t.Errorf("%v, %s", p.List, p.Raw["a"])
	}
}

// What does not fit the Go type is an error with its place.
func TestIntoWrongType(t *testing.T) {
	var p project
	err := Into(file, valueOf(t, "name: \"a\"\nlist: [1, 99999999999999999999]\n"), model.FromUser, &p)
	var d model.Diagnostic
	if !errors.As(err, &d) || d.Pos.String() != "x.cue:2:11" || d.Rule != InvalidCUE.Name {
		t.Errorf("%v: %+v", err, d)
	}
}

func TestPath(t *testing.T) {
	if got := Path([]string{"#Project", "flags", `"a-b"`, "c", "0"}); got != "flags.a-b.c[0]" {
		t.Error(got)
	}
}
