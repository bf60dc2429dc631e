package schema

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/catalog"
)

// rustcOf returns the catalog's rustc itself: rustup before it would take most of the time.
func rustcOf(t *testing.T) string {
	t.Helper()
	sysroot, err := run(compiler(t, catalog.Load().Defaults.Channel), "--print", "sysroot").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(strings.TrimSpace(string(sysroot)), "bin", "rustc")
}

// asks runs rustc with options that a release hides.
func asks(t *testing.T, rustc string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(rustc, append([]string{"-Zunstable-options"}, args...)...)
	cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
	data, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd.Args, err)
	}
	return data
}

// form is a part of a JSON schema.
type form struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Enum                 []string
	Const                string
	OneOf, AnyOf         []form
	Items                *form
	AdditionalProperties any
}

// The keys of a target specification are those that rustc reads, and what each may be
// is what rustc takes.
func TestSpecKeys(t *testing.T) {
	var all struct {
		Properties map[string]form
		Required   []string
		Defs       map[string]form `json:"$defs"`
	}
	if err := json.Unmarshal(asks(t, rustcOf(t), "--print", "target-spec-json-schema"), &all); err != nil {
		t.Fatal(err)
	}
	var read func(f form) catalog.SpecKey
	read = func(f form) catalog.SpecKey {
		f.AnyOf = slices.DeleteFunc(f.AnyOf, func(f form) bool { return f.Type == "null" })
		kind := f.Type
		if types, ok := kind.([]any); ok {
			kind = types[0]
		}
		switch {
		case f.Ref != "":
			return read(all.Defs[strings.TrimPrefix(f.Ref, "#/$defs/")])
		case len(f.AnyOf) == 1:
			return read(f.AnyOf[0])
		case len(f.AnyOf) > 1:
			return catalog.SpecKey{Type: "text or texts"}
		case len(f.OneOf) > 0 && f.OneOf[0].Const == "":
			return catalog.SpecKey{Type: "object"}
		case len(f.OneOf) > 0:
			k := catalog.SpecKey{Type: "text"}
			for _, one := range f.OneOf {
				k.Words = append(k.Words, one.Const)
			}
			return k
		case kind == "array":
			return catalog.SpecKey{Type: "texts", Words: read(*f.Items).Words}
		case kind == "object" && f.AdditionalProperties != nil:
			return catalog.SpecKey{Type: "lists"}
		}
		return catalog.SpecKey{Words: f.Enum, Type: map[any]string{"string": "text", "boolean": "bool", "integer": "number", "object": "object"}[kind]}
	}
	want := map[string]catalog.SpecKey{}
	for name, f := range all.Properties {
		k := read(f)
		k.Words, k.Required = append([]string{}, k.Words...), slices.Contains(all.Required, name)
		want[name] = k
	}
	if got := catalog.Load().SpecKeys; !reflect.DeepEqual(got, want) {
		for name := range want {
			if !reflect.DeepEqual(got[name], want[name]) {
				t.Errorf("%s is %+v in the catalog, and rustc takes %+v", name, got[name], want[name])
			}
		}
		t.Errorf("the catalog has %d keys, and rustc %d", len(got), len(want))
	}
}

// What rustc prints of each triple for Linux is taken for one like it, under a name with
// a vendor of its own.
func TestSpecsOfRustc(t *testing.T) {
	rustc := rustcOf(t)
	own := regexp.MustCompile(`(?s)\n  "(is-builtin": [a-z]+|metadata": \{.*?\}),?`)
	for _, like := range Catalog() {
		if like.OS != "linux" {
			continue
		}
		t.Run(like.Name, func(t *testing.T) {
			words := strings.Split(like.Name, "-")
			name := words[0] + "-acme-linux-" + words[3]
			text := own.ReplaceAllString(string(asks(t, rustc, "--print", "target-spec-json", "--target", like.Name)), "")
			p := project(nameLine + "targets: acme: {triple: \"" + name + "\", spec: \"" + name + ".json\"}\n")
			p[name+".json"] = &fstest.MapFile{Data: []byte(text)}
			loaded, found := Load(p)
			if len(found) > 0 || loaded.Target("acme").Spec.Like.V != like.Name {
				t.Errorf("%v", found)
			}
		})
	}
}

// The processors of each instruction set are those whose features rustc says so. What
// LLVM tells apart without a feature that rustc prints has an older name of several.
func TestISAsAgainstRustc(t *testing.T) {
	rustc := rustcOf(t)
	features := regexp.MustCompile(`target_feature="(.*)"`)
	for arch, of := range map[string]struct {
		triple string
		silent string // the newest of those that rustc prints no feature for
	}{
		"arm": {"armv5te-unknown-linux-musleabi", "v5T"},
		"x86": {"i586-unknown-linux-musl", "i686"}, // cmov is none
	} {
		isas := catalog.Load().ISAs[arch]
		index := func(name string) int {
			return slices.IndexFunc(isas, func(isa catalog.ISA) bool { return isa.Name == name })
		}
		for _, line := range strings.Split(string(asks(t, rustc, "--print", "target-cpus", "--target", of.triple)), "\n")[1:] {
			cpu, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			if cpu == "" || cpu == "generic" {
				continue
			}
			var said []string
			for _, m := range features.FindAllStringSubmatch(string(asks(t, rustc, "--print", "cfg", "--target", of.triple, "-Ctarget-cpu="+cpu)), -1) {
				said = append(said, "+"+m[1])
			}
			ours, its := codeOf(arch, "", cpu, ""), codeOf(arch, "", "", strings.Join(said, ","))
			if ours != its && (its != "" || index(ours) > index(of.silent)) {
				t.Errorf("%s is of %q in the catalog, and rustc says %q: %v", cpu, ours, cmp.Or(its, "none newer than "+of.silent), said)
			}
		}
	}
}
