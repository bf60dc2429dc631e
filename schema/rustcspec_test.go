package schema

import (
	"encoding/json"
	"maps"
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
	Properties           map[string]form
	Required             []string
	Format               string
	MaxItems             int
}

// mostOf are the largest numbers of those types that the schema names.
var mostOf = map[string]uint64{"uint16": 1<<16 - 1, "uint32": 1<<32 - 1}

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
	object := func(f form) map[string]catalog.SpecKey {
		out := map[string]catalog.SpecKey{}
		for name, p := range f.Properties {
			k := read(p)
			k.Words, k.Required = append([]string{}, k.Words...), slices.Contains(f.Required, name)
			out[name] = k
		}
		return out
	}
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
			k := catalog.SpecKey{Type: "object"}
			for _, one := range f.OneOf {
				k.Objects = append(k.Objects, object(one))
			}
			return k
		case f.MaxItems == 3:
			return catalog.SpecKey{Type: "version"}
		case len(f.OneOf) > 0:
			k := catalog.SpecKey{Type: "text"}
			for _, one := range f.OneOf {
				k.Words = append(k.Words, one.Const)
			}
			return k
		case kind == "array":
			return catalog.SpecKey{Type: "texts", Words: read(*f.Items).Words}
		case f.Const != "":
			return catalog.SpecKey{Type: "text", Words: []string{f.Const}}
		case kind == "object" && f.Properties != nil:
			return catalog.SpecKey{Type: "object", Objects: []map[string]catalog.SpecKey{object(f)}}
		case kind == "object" && f.AdditionalProperties != nil:
			return catalog.SpecKey{Type: "lists"}
		}
		return catalog.SpecKey{Words: f.Enum, Most: mostOf[f.Format], Type: map[any]string{"string": "text", "boolean": "bool", "integer": "number", "object": "object"}[kind]}
	}
	want := map[string]catalog.SpecKey{}
	for name, f := range all.Properties {
		k := read(f)
		k.Words, k.Required = append([]string{}, k.Words...), slices.Contains(all.Required, name)
		want[name] = k
	}
	// What the schema does not say: TestRefusalsOfRustc tries it.
	got := maps.Clone(catalog.Load().SpecKeys)
	for name, k := range got {
		k.Names, k.Match, k.Form, k.Least, k.Filled, k.SelfContained = nil, "", "", 0, false, false
		k.Found = "" // which is of links, and not of rustc
		if k.Type == "alignment" {
			k.Type = "number"
		}
		got[name] = k
	}
	if !reflect.DeepEqual(got, want) {
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

// aCrate has two parts for the compiler, and needs no library.
const aCrate = `#![feature(no_core, lang_items)]
#![no_core]
#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}
#[lang = "copy"] pub trait Copy {}
impl Copy for u32 {}
#[lang = "drop_in_place"] fn drop_in_place<T>(_: *mut T) {}
pub mod one { #[no_mangle] pub extern "C" fn one(x: u32) -> u32 { x } }
pub mod two { #[no_mangle] pub extern "C" fn two(x: u32) -> u32 { x } }
`

// refusal returns a function that says what rustc, which is asked about a specification
// or compiles for it, has against one; "" where it takes it.
func refusal(t *testing.T, rustc string, compiles bool) func(p fstest.MapFS) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, acme86+".json")
	args := []string{"-Zunstable-options", "--target", file, "--print", "cfg"}
	if compiles {
		crate := filepath.Join(dir, "a.rs")
		if err := os.WriteFile(crate, []byte(aCrate), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args[:3], "--crate-type", "rlib", "-Ainternal_features", "-g", "--out-dir", dir, crate)
	}
	return func(p fstest.MapFS) string {
		if err := os.WriteFile(file, p[acme86+".json"].Data, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(rustc, args...)
		cmd.Dir = dir // where it leaves its trace when it panics
		cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
		said, err := cmd.CombinedOutput()
		if err == nil && !strings.Contains(string(said), "warning:") && !strings.Contains(string(said), "is not a recognized") {
			return ""
		}
		return "it says " + string(said)
	}
}

// What rustc refuses of a value that is no single word is refused, and what it takes is
// not; where it sees it only when it compiles, it is asked to.
func TestValuesOfSpec(t *testing.T) {
	rustc := rustcOf(t)
	asked, compiled := refusal(t, rustc, false), refusal(t, rustc, true)
	layout := catalog.Load().Triples["x86_64-unknown-linux-musl"].Layout
	for _, c := range []struct {
		change, want string // "" where it is taken
		compiles     bool
	}{
		{`data-layout: "e-m:e-i64:64"`, `data-layout is "e-m:e-i64:64", and rustc 1.95.0 takes none but LLVM's own for x86_64-unknown-linux-musl: write "` + layout + `"`, true},
		{`data-layout: "` + layout + `-a:0:64"`, `data-layout is "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:…", and rustc 1.95.0 takes none but`, true},
		{`data-layout: "` + layout + `"`, "", true},
		{`default-codegen-units: 0`, `default-codegen-units is 0, which rustc 1.95.0 does not take: write a whole number of at least 1`, true},
		{`default-codegen-units: 1`, "", true},
		{`default-dwarf-version: 4294967296`, `default-dwarf-version is 4294967296, which rustc 1.95.0 does not take: write a whole number of at most 4294967295`, false},
		{`default-dwarf-version: 5`, "", false},
		{`min-global-align: 100`, `min-global-align is 100, which rustc 1.95.0 does not take: write a number of bits that is a power of two`, true},
		{`min-global-align: 18446744073709551615`, `min-global-align is 18446744073709551615, which`, false},
		{`min-global-align: 16`, "", true},
		{`min-global-align: 4`, "", true},
		{`stack-probes: {"kind": "nonsense"}`, `stack-probes is {"kind": "nonsense"}, which rustc 1.95.0 does not take: write an object with "kind": "none", or "kind": "inline", or "kind": "call", or "kind": "inline-or-call" and "min-llvm-version-for-inline": a list of three whole numbers`, false},
		{`stack-probes: {"kind": "inline-or-call"}`, `stack-probes is`, false},
		{`stack-probes: {"kind": "inline-or-call", "min-llvm-version-for-inline": [16, 0]}`, `stack-probes is`, false},
		{`stack-probes: {"kind": "inline-or-call", "min-llvm-version-for-inline": [16, 0, -1]}`, `stack-probes is`, false},
		{`stack-probes: {"kind": "inline-or-call", "min-llvm-version-for-inline": [16, 0, 0]}`, "", false},
		{`stack-probes: {"kind": "call", "more": 1}`, "", false},
		{`stack-probes: {"kind": null}`, `stack-probes is`, false},
		{`stack-probes: {}`, `stack-probes is {}`, false},
		{`metadata: {"tier": "x"}`, `metadata is {"tier": "x"}, which rustc 1.95.0 does not take: write an object with "description": a string and "host_tools": true or false and "std": true or false and "tier": a whole number`, false},
		{`metadata: {"std": "yes"}`, `metadata is`, false},
		{`metadata: {"tier": null, "std": false, "note": 1}`, "", false},
		{`link-self-contained: {"components": ["nonsense"]}`, `link-self-contained is {"components": ["nonsense"]}, which`, false},
		{`link-self-contained: {}`, `link-self-contained is {}, which`, false},
		{`link-self-contained: {"components": ["crto", "libc"]}`, "", false},
		{`pre-link-objects: {"nonsense": ["x.o"]}`, `pre-link-objects is {"nonsense": ["x.o"]}, which rustc 1.95.0 does not take: write an object of lists of strings, by linker-flavor or kind of output: "dynamic-nopic-exe"`, false},
		{`post-link-objects-fallback: {"static": ["x.o"]}`, `post-link-objects-fallback is`, false},
		{`pre-link-objects: {"static-pic-exe": []}`, "", false},
		{`pre-link-objects-fallback: {"static-pic-exe": ["x.o"]}`, `pre-link-objects-fallback is for rustc's own start files, and no key says that it links them, which rustc 1.95.0 refuses: remove it, or write "crt-objects-fallback": "musl" too`, false},
		{`post-link-objects-fallback: {"static-pic-exe": []}`, `post-link-objects-fallback is for rustc's own`, false},
		{"pre-link-objects-fallback: {\"static-pic-exe\": [\"x.o\"]},\n  \"crt-objects-fallback\": \"musl\"", "", false},
		{"pre-link-objects-fallback: {\"static-pic-exe\": [\"x.o\"]},\n  \"link-self-contained\": {\"components\": []}", "", false},
		{`post-link-objects-fallback: {}`, "", false},
		{`late-link-args: {"nonsense": ["-s"]}`, `late-link-args is {"nonsense": ["-s"]}, which`, false},
		{`late-link-args-static: {"gnu-cc": null}`, `late-link-args-static is`, false},
		{`post-link-args: {"gcc": ["-Wl,--defsym=null=0"], "gnu-lld-cc": [""]}`, "", false},
		{`pre-link-args: {"gnu-cc": []}`, `pre-link-args is {"gnu-cc": []}, which rustc 1.95.0 does not take: write an object of lists of strings, by linker-flavor or kind of output, none of them empty`, false},
		{`pre-link-args: {}`, "", false},
		{`pre-link-args: [
    "-m64"
  ]`, `pre-link-args is [ "-m64" ], which`, false},
		{`link-env: ["x"]`, `link-env is ["x"], which rustc 1.95.0 does not take: write a list of strings such as NAME=VALUE`, false},
		{`link-env: ["x=", "=y"]`, "", false},
		{`small-data-threshold-support: "nonsense"`, `small-data-threshold-support is "nonsense", which rustc 1.95.0 does not take: write a string such as none, default-for-arch`, false},
		{`small-data-threshold-support: "default-for-architecture"`, `small-data-threshold-support is`, false},
		{`small-data-threshold-support: "llvm-module-flag=SmallDataLimit"`, "", false},
		{`features: "+nonsense"`, `features has "+nonsense", which the LLVM of rustc 1.95.0 does not have for x86_64, and ignores with a word for each crate: remove it`, false},
		{`features: "+sse5"`, `features has "+sse5", which the LLVM of rustc 1.95.0 does not have for x86_64, and ignores with a word for each crate: remove it, or write "+sse`, false},
		{`features: "-sse9,+slow-everything"`, `features has "-sse9,+slow-everything", which the LLVM of rustc 1.95.0 does not have for x86_64, and ignores with a word for each crate: remove it`, false},
		{`features: "-sse4.2,+slow-shld,-bmi1"`, "", false},
	} {
		p := specified(t, acme86, "", c.change)
		_, found := Load(p)
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || !strings.Contains(found.Error(), c.want)) {
			t.Errorf("%s: %v\nwant %s", c.change, found, c.want)
		}
		said := asked(p)
		if c.compiles && said == "" {
			said = compiled(p)
		}
		if (said == "") != (c.want == "") {
			t.Errorf("%s: rustc: %q, want %q", c.change, said, c.want)
		}
	}
}

// The features of the catalog are LLVM's, all that rustc prints.
func TestFeaturesOfLLVM(t *testing.T) {
	rustc := rustcOf(t)
	unknown := regexp.MustCompile(`'-(\S+)' is not a recognized feature`)
	needed := regexp.MustCompile("target feature `(\\S+)` is required")
	named := regexp.MustCompile(`(?m)^    (\S+)`)
	done := map[string]bool{}
	for _, triple := range Catalog() {
		if triple.OS != "linux" || done[triple.Arch] {
			continue
		}
		done[triple.Arch] = true
		known := catalog.Load().FeaturesOf(triple.Arch)
		if triple.Arch == "mips64" { // LLVM does not start without some of them
			if !slices.Equal(known, catalog.Load().FeaturesOf("mips")) {
				t.Error("MIPS and its 64 bits have other features")
			}
			continue
		}
		for _, m := range named.FindAllStringSubmatch(string(asks(t, rustc, "--print", "target-features", "--target", triple.Name)), -1) {
			if !slices.Contains(known, m[1]) {
				t.Errorf("%s: rustc has %s, and the catalog does not", triple.Arch, m[1])
			}
		}
		file := filepath.Join(t.TempDir(), "a.json")
		text := regexp.MustCompile(`(?m)\n  "(is-builtin|features)": .*,`).ReplaceAllString(string(asks(t, rustc, "--print", "target-spec-json", "--target", triple.Name)), "")
		said := ""
		for left := slices.Clone(known); ; {
			with := strings.Replace(text, "{", "{\"features\": \"-"+strings.Join(left, ",-")+"\",", 1)
			if err := os.WriteFile(file, []byte(with), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(rustc, "-Zunstable-options", "--print", "cfg", "--target", file)
			cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
			out, err := cmd.CombinedOutput()
			said = string(out)
			if m := needed.FindStringSubmatch(said); m != nil { // rustc itself knows it
				left = slices.DeleteFunc(left, func(name string) bool { return name == m[1] })
				continue
			}
			if err != nil {
				t.Errorf("%s: %v: %s", triple.Arch, err, said)
			}
			break
		}
		for _, m := range unknown.FindAllStringSubmatch(said, -1) {
			t.Errorf("%s: the catalog has %s, and LLVM does not", triple.Arch, m[1])
		}
	}
}

// What rustc would refuse of a specification, or make no sound program of, is refused:
// each value that a key may have, in the place of the one that there is.
func TestRefusalsOfRustc(t *testing.T) {
	rustc := rustcOf(t)
	refused := refusal(t, rustc, false)
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
		if said := refused(p); said != "" {
			t.Errorf("%s: taken here, and rustc: %s", change, said)
		}
	}
}

// Keys and features are those of the release that the catalog has, however it is called, and
// not of another one.
func TestReleaseOfSpecKeys(t *testing.T) {
	for _, c := range []struct{ channel, change, want string }{
		{"1.95", `vendro: "x"`, `rustc 1.95 reads no "vendro" in a specification: remove it, or write "vendor"`},
		{"1.95", `features: "+nosuch"`, `which the LLVM of rustc 1.95 does not have`},
		{"1.9", `vendro: "x"`, ""},
		{"nightly-2026-05-01", `vendro: "x"`, ""},
		{"nightly-2026-05-01", `features: "+nosuch,-nosuch2"`, ""},
	} {
		_, found := Load(specified(t, acme86, ", rust: channel: \""+c.channel+"\"", c.change))
		if c.want == "" && (strings.Contains(found.Error(), "vendro") || strings.Contains(found.Error(), "nosuch")) || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s %s: %v", c.channel, c.change, found)
		}
	}
}
