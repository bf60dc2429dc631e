package schema

import (
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
	"github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/model"
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

// cfgOf returns the features that rustc sees in a target's code for a processor, or in
// its own where that is "".
func cfgOf(t *testing.T, rustc, triple, cpu string) (features []string) {
	t.Helper()
	args := []string{"--print", "cfg", "--target", triple}
	if cpu != "" {
		args = append(args, "-Ctarget-cpu="+cpu)
	}
	for _, m := range regexp.MustCompile(`target_feature="(.*)"`).FindAllStringSubmatch(string(asks(t, rustc, args...)), -1) {
		features = append(features, m[1])
	}
	return features
}

// The features of a target's code are those that rustc sees in it: all that it has a name
// for, and none that the code does not have.
func TestCodesAgainstRustc(t *testing.T) {
	rustc := rustcOf(t)
	named := regexp.MustCompile(`(?m)^    (\S+)`)
	for _, triple := range Catalog() {
		if triple.OS != "linux" {
			continue
		}
		t.Run(triple.Name, func(t *testing.T) {
			code := catalog.Load().Triples[triple.Name].Code
			its := cfgOf(t, rustc, triple.Name, "")
			tunes := func(name string) bool { return catalog.Load().OnlyTunes(triple.Arch, name) }
			for _, name := range its {
				// Specifications that an older rustc printed take d32 back, and the ones with soft
				// floats use no unit for them.
				softly := triple.FloatABI == model.FloatSoft && regexp.MustCompile("^(fpregs|vfp[23])$").MatchString(name)
				if !code.Has(name) && !tunes(name) && name != "crt-static" && name != "d32" && !softly {
					t.Errorf("rustc's code has %s, and the catalog does not know it", name)
				}
			}
			known, _, _ := strings.Cut(string(asks(t, rustc, "--print", "target-features", "--target", triple.Name)), "Code-generation features")
			for _, m := range named.FindAllStringSubmatch(known, -1) {
				// The C code and QEMU of an ARMv6 are a v6K's.
				if name := m[1]; code.Has(name) && !slices.Contains(its, name) && name != "v6k" {
					t.Errorf("the catalog has %s, and rustc's code does not", name)
				} else if tunes(name) && (code.Has(name) || !slices.Contains([]string{"soft-float", "outline-atomics", "relax", "backchain", "thumb-mode"}, name)) {
					t.Errorf("%s is said to bring no instructions, and rustc compiles code for it", name)
				}
			}
		})
	}
}

// What a processor has by the catalog is what rustc compiles for it, where it matters:
// binaries for ARM and RISC-V record it, and older ones of x86 have no SSE2.
func TestProcessorsHaveWhatRustcSays(t *testing.T) {
	rustc := rustcOf(t)
	newest := []struct{ feature, isa string }{{"v8", "v8"}, {"v7", "v7"}, {"v6t2", "v6T2"}, {"v6k", "v6K"}, {"v6", "v6"}, {"v5te", "v5TE"}}
	for _, name := range []string{"armv5te-unknown-linux-musleabi", "riscv64gc-unknown-linux-musl", "i686-unknown-linux-musl"} {
		triple := catalog.Load().Triples[name]
		own := cfgOf(t, rustc, name, "")
		for cpu, facts := range triple.Processors().Fit {
			if cpu == "generic" {
				continue // is whatever the triple says
			}
			its := cfgOf(t, rustc, name, cpu)
			for _, feature := range own {
				if triple.Code.Has(feature) && !slices.Contains(its, feature) {
					t.Errorf("%s: %s lacks %s, which the target's code has", name, cpu, feature)
				}
			}
			switch triple.Arch {
			case "arm":
				i := slices.IndexFunc(newest, func(n struct{ feature, isa string }) bool { return slices.Contains(its, n.feature) })
				if i < 0 || newest[i].isa != facts.ISA {
					t.Errorf("%s is a %s in the catalog, and rustc says %v", cpu, facts.ISA, its)
				}
			case "riscv64":
				_, has, err := isa.RISCV(facts.ISA)
				for _, feature := range its {
					// The others are no instructions, or rustc alone has them with their betters.
					if err != nil || !has[feature] && !regexp.MustCompile("^(unaligned-.*|relax|crt-static|za128rs|zvknha|zbkc|zkne_or_zknd)$").MatchString(feature) {
						t.Errorf("%s: rustc's code has %s, and the catalog %s: %v", cpu, feature, facts.ISA, err)
					}
				}
			}
		}
	}
}

// What rustc would refuse of a specification, or make no sound program of, is refused:
// each value that a key may have, in the place of the one that there is.
func TestRefusalsOfRustc(t *testing.T) {
	rustc := rustcOf(t)
	dir := t.TempDir()
	ends := func(triple string, p fstest.MapFS) string {
		if err := os.WriteFile(filepath.Join(dir, triple+".json"), p[triple+".json"].Data, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(rustc, "-Zunstable-options", "--print", "cfg", "--target", filepath.Join(dir, triple+".json"))
		cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
		said, err := cmd.CombinedOutput()
		if err == nil && !strings.Contains(string(said), "warning:") {
			return ""
		}
		return string(said)
	}
	var changes []string
	for name, key := range catalog.Load().SpecKeys {
		values := []string{"true", "false"}
		if key.Type != "bool" {
			values = nil
		}
		for _, word := range key.Words {
			if key.Type == "texts" {
				word = "[\"" + word + "\"]"
			} else {
				word = "\"" + word + "\""
			}
			values = append(values, word)
		}
		for _, value := range values {
			changes = append(changes, name+": "+value)
		}
	}
	for _, features := range []string{"-sse2", "-sse", "-x87", "+soft-float", "+sse2,-sse2", "sse2", "+sse2, +fxsr", "+sse2,", "-64bit", "+reserve-x18,-sse4.2"} {
		changes = append(changes, "features: \""+features+"\"")
	}
	changes = append(changes, "vendor: \"apple\"")
	slices.Sort(changes)
	for _, change := range changes {
		p := specified(t, acme86, "", change)
		if _, found := Load(p); len(found) > 0 {
			continue
		}
		if said := ends(acme86, p); said != "" {
			t.Errorf("%s: taken here, and rustc says %s", change, said)
		}
	}
}
