package emit_test

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/xgen-build/xgen/emit"
)

// baked is a bake file as buildx reads it: one target for each value of the matrix,
// and a group of them all with the name of the block.
type baked struct {
	Targets []struct {
		Group      string              `hcl:"group,label"`
		Name       hcl.Expression      `hcl:"name"`
		Matrix     map[string][]string `hcl:"matrix"`
		Context    string              `hcl:"context"`
		Dockerfile hcl.Expression      `hcl:"dockerfile"`
		Target     string              `hcl:"target"`
		Output     hcl.Expression      `hcl:"output"`
	} `hcl:"target,block"`
}

// bake returns the group of a bake file, and by each target its Dockerfile and its output.
func bake(t *testing.T, data []byte) (group string, targets map[string][2]string) {
	t.Helper()
	f, found := hclsyntax.ParseConfig(data, "docker-bake.hcl", hcl.InitialPos)
	var b baked
	if found = append(found, gohcl.DecodeBody(f.Body, nil, &b)...); found.HasErrors() {
		t.Fatal(found)
	}
	if len(b.Targets) != 1 || len(b.Targets[0].Matrix) != 1 || b.Targets[0].Context != "." || b.Targets[0].Target != "artifact" {
		t.Fatalf("%+v", b)
	}
	block, targets := b.Targets[0], map[string][2]string{}
	for variable, names := range block.Matrix {
		for _, name := range names {
			in := &hcl.EvalContext{Variables: map[string]cty.Value{variable: cty.StringVal(name)}}
			values := func(e hcl.Expression) []cty.Value {
				v, found := e.Value(in)
				if found.HasErrors() {
					t.Fatal(found)
				}
				if v.Type() == cty.String {
					return []cty.Value{v}
				}
				return v.AsValueSlice()
			}
			targets[values(block.Name)[0].AsString()] = [2]string{
				values(block.Dockerfile)[0].AsString(), values(block.Output)[0].AsString(),
			}
		}
	}
	return block.Group, targets
}

func TestBakeFile(t *testing.T) {
	eachProject(t, func(t *testing.T, all map[string]emit.Artifact) {
		group, targets := bake(t, all["xgen/docker-bake.hcl"].Bytes)
		var want []string
		for name := range all {
			if strings.HasSuffix(name, "/Dockerfile") {
				want = append(want, path.Base(path.Dir(name)))
			}
		}
		if slices.Sort(want); group != "default" || !slices.Equal(slices.Sorted(maps.Keys(targets)), want) {
			t.Errorf("the group is %q, of %v, want %v", group, targets, want)
		}
		for name, at := range targets {
			if at != [2]string{"xgen/" + name + "/Dockerfile", "type=local,dest=dist/" + name} {
				t.Errorf("%s: %q", name, at)
			}
		}
	})
}

// TestBakeGroup: bake takes a name for the group's where both a group and a target have
// it, so that nothing could build the target alone.
func TestBakeGroup(t *testing.T) {
	for _, tt := range []struct{ targets, want string }{
		{"a", "default"},
		{"all", "default"},
		{"default", "all"},
		{"default all", "all-targets"},
		{"all default all-targets", "all-targets-targets"},
	} {
		text := "name: \"hello\"\n"
		for _, name := range strings.Fields(tt.targets) {
			text += "targets: \"" + name + "\": triple: \"x86_64-unknown-linux-musl\"\n"
		}
		group, targets := bake(t, compile(t, text)["xgen/docker-bake.hcl"].Bytes)
		if _, both := targets[group]; both || group != tt.want {
			t.Errorf("%s: the group is %q, want %q", tt.targets, group, tt.want)
		}
	}
}
