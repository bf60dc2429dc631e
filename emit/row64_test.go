package emit_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

// oneOfEach is a project that has one of every struct of the definitions. A field is
// tried where its struct is here: it need not be here itself.
const oneOfEach = `{
	"name": "hello", "xgen": ">=0.1", "cargo": {"features": ["tls"]}, "rust": {},
	"flags": {"f": {"c": ["-O1"]}}, "env": {"A": "a", "B": {"value": "b"}}, "inputs": {"IN": {"default": "x"}},
	"patches": {}, "contract": {"smoke": {"daemon": {"bin": "hello"}, "json": {"a": 1}}}, "test": {},
	"libraries": {
		"a": {"kind": "autotools", "source": {"kind": "url", "url": "https://example.org/a", "sha256": "` + digest + `"}},
		"b": {"kind": "cmake", "source": {"kind": "npm", "package": "b", "version": "1.0", "sha256": "` + digest + `"}},
		"c": {"kind": "openssl", "source": {"kind": "debian", "package": "c", "version": "1.0", "sha256": "` + digest + `"}},
		"d": {"args": ["d"], "host": {"packages": ["gperf"]}, "env": {"D": {"value": "d"}}, "variants": {"v": {"when": {"width": 32}, "why": "w"}}}
	},
	"recipes": {"d": {"kind": "make", "source": {"kind": "debian", "package": "d", "version": "1.0", "sha256": "` + digest + `"},
		"make": [{"targets": ["all"]}], "files": {"lib": ["d.a"]}, "pkgconfig": {"d": {"libs": ["d"]}}, "crates": {"d-sys": {"own": "o"}},
		"unfit": {"u": {"when": {"libc": "gnu"}, "why": "w"}}}},
	"tools": {"t": {"program": "t", "hosts": {"x86_64": {"kind": "crate", "crate": "t", "version": "1.0", "sha256": "` + digest + `"}}}},
	"targets": {
		"zig": {"triple": "armv5te-unknown-linux-musleabi", "toolchain": {"kind": "zig"}},
		"debian": {"triple": "riscv64gc-unknown-linux-musl", "toolchain": {"kind": "debian"}},
		"image": {"triple": "x86_64-unknown-linux-musl", "toolchain": {"kind": "image", "image": "example.org/x@sha256:` + digest + `", "gcc": "x86_64-linux-musl"}},
		"tarball": {"triple": "aarch64-unknown-linux-musl", "toolchain": {"kind": "tarball", "gcc": "aarch64-linux-musl",
			"source": {"kind": "url", "url": "https://example.org/x", "sha256": "` + digest + `"}}},
		"source": {"triple": "i686-unknown-linux-musl", "toolchain": {"kind": "source",
			"sources": {"musl": {"kind": "url", "url": "https://example.org/x", "sha256": "` + digest + `"}}, "patches": {"musl": {}}}}
	},
	"ci": {"github": {
		"install": [{"name": "n", "run": "true"}], "tests": [{"name": "n", "run": "true"}],
		"actions": {
			"actions/checkout": {"commit": "11bd71901bbe5b1630ceea73d27597364c9af683", "version": "v4.2.2"},
			"actions/upload-artifact": {"commit": "ea165f8d65b6e75b540449e92b4886f43607fa02", "version": "v4.6.2"}
		}
	}}
}`

// printable is every kind of text that a value may hold; marker stands for it.
const (
	printable = "it's\u00a0$(id)\u2003\"`\\ ${X:-y} \u00c5 A\u030a # \u65e5 -\u3000"
	marker    = "it-is-a-marker"
)

// texts are values of all kinds; schema.Load may refuse any, and what it accepts
// is written.
func texts() map[string]any {
	return map[string]any{
		"no-break space": "\u00a0", "ideographic space": "a\u3000", "long": strings.Repeat("\u3000'", 500),
		"too long": strings.Repeat("a", 70_000), "tab": "a\tb", "line": "a\nb", "bidi": "a\u202eb", "zero width": "a\u200bb", "BOM": "\ufeffa",
		"line separator": "a\u2028b", "C1": "a\u0085b", "surrogate": json.RawMessage(`"\ud800"`), "private": "\ue000",
		"expression": "${{ x }}", "directive": "syntax=x", "dash": "-x", "dots": "../x", "empty": "", "quote": "'",
		"many": slices.Repeat([]any{strings.Repeat("\"'", 500)}, 60), "few": slices.Repeat([]any{strings.Repeat("\"", 990)}, 10),
	}
}

// TestRow64WhatLoadAcceptsIsWritten sets every field of the definitions, as the
// schema lists them, to texts of all kinds.
func TestRow64WhatLoadAcceptsIsWritten(t *testing.T) {
	kinds := slices.Sorted(maps.Keys(texts()))
	carried := 0
	for i, f := range schema.Fields() {
		row := strings.HasPrefix(f.Path, "targets.") // has a namesake of the project's
		for n, set := range places(f.Path) {
			if row && n%4 != i%4 && !strings.Contains(f.Path, "toolchain") {
				continue
			}
			p := accepted(t, set(printable))
			if p != nil {
				carried += comesOut(t, f.Path, set(marker), p)
			}
			for k, kind := range kinds {
				// Every third text where any is free, and what is too much; one where a pattern decides.
				free := p != nil && !row && kind == "many"
				if turn := k - i - n; !free && (row || p == nil && turn%len(kinds) != 0 || turn%3 != 0) {
					continue
				}
				if p := accepted(t, set(texts()[kind])); p != nil {
					if _, err := emit.All(p); err != nil {
						t.Errorf("%s: vet accepts the text %q and emit does not: %.300v", f.Path, kind, err)
					}
				}
			}
		}
	}
	if carried < 15 {
		t.Errorf("only %d fields were carried: the test looks at nothing", carried)
	}
}

// comesOut holds what the readers find of printable in a project's files against
// what they find of marker in its place.
func comesOut(t *testing.T, path string, withMarker []byte, p *model.Project) int {
	t.Helper()
	got, err := emit.All(p)
	if err != nil {
		t.Errorf("%s: vet accepts it and emit does not: %.300v", path, err)
		return 0
	}
	if p = accepted(t, withMarker); p == nil {
		return 0
	}
	marked, err := emit.All(p)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, s := range holding(t, marked, marker) {
		want = append(want, strings.ReplaceAll(s, marker, printable))
	}
	slices.Sort(want)
	if have := holding(t, got, printable); !slices.Equal(have, want) {
		t.Errorf("%s comes out as\n%q, want\n%q", path, have, want)
	}
	return min(1, len(want))
}

func accepted(t *testing.T, definitions []byte) *model.Project {
	t.Helper()
	p, _ := schema.Load(fstest.MapFS{
		"targets.cue": {Data: definitions},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\ntls = []\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
	})
	return p
}

// places are the ways to set a field: in each struct of oneOfEach that may have it, as
// a value, as the only one of a list, and as a name.
func places(path string) []func(v any) []byte {
	var out []func(v any) []byte
	segments := strings.Split(strings.ReplaceAll(path, "[]", ".[]"), ".")
	for _, wrap := range []func(any) any{
		func(v any) any { return v },
		inList,
		func(v any) any { return map[string]any{"x": v} },
		func(v any) any { return map[string]any{fmt.Sprint(v): "x"} },
	} {
		for n := range count(decoded(oneOfEach), segments) {
			out = append(out, func(v any) []byte {
				root, left := decoded(oneOfEach), n
				setField(root, segments, wrap(v), &left)
				data, err := json.Marshal(root)
				if err != nil {
					panic(err)
				}
				return data
			})
		}
	}
	return out
}

func inList(v any) any {
	if many, ok := v.([]any); ok {
		return many
	}
	return []any{v}
}

func decoded(text string) any {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		panic(err)
	}
	return v
}

func count(root any, segments []string) int {
	left := 1 << 20
	setField(root, segments, "", &left)
	return 1<<20 - left
}

// setField sets the field at a path in the struct of oneOfEach that is the left-th to have it.
func setField(v any, segments []string, to any, left *int) {
	name := strings.Trim(segments[0], `"`)
	switch v := v.(type) {
	case []any:
		for _, sub := range v {
			setField(sub, segments[1:], to, left)
		}
	case map[string]any:
		if len(segments) == 1 {
			if *left == 0 && name != "<name>" {
				v[name] = to
			}
			*left--
			return
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if key == name || name == "<name>" {
				setField(v[key], segments[1:], to, left)
			}
		}
	}
}

// holding are the values with a text in them as the readers of the files find them.
func holding(t *testing.T, all []emit.Artifact, text string) (out []string) {
	t.Helper()
	for _, a := range all {
		for _, s := range read(t, a) {
			if strings.Contains(s, text) {
				out = append(out, a.Path+": "+s)
			}
		}
	}
	slices.Sort(out)
	return out
}

func read(t *testing.T, a emit.Artifact) []string {
	t.Helper()
	var v any
	switch {
	case strings.HasSuffix(a.Path, "/Dockerfile"):
		return readCommands(t, a)
	case strings.HasPrefix(string(a.Bytes), "#!/bin/sh"):
		return readShell(t, string(a.Bytes))
	case strings.HasSuffix(a.Path, ".toml"):
		var m map[string]any
		if err := toml.Unmarshal(a.Bytes, &m); err != nil {
			t.Fatal(err)
		}
		v = m
	case strings.HasSuffix(a.Path, ".yml"), strings.HasSuffix(a.Path, ".json"):
		if err := yaml.Unmarshal(a.Bytes, &v); err != nil {
			t.Fatal(err)
		}
	}
	return flat(t, v)
}

// flat are the strings in v, and the words of the commands among them.
func flat(t *testing.T, v any) (out []string) {
	switch v := v.(type) {
	case string:
		if strings.HasPrefix(v, "xgen run ") {
			return readShell(t, strings.Replace(v, "${{ matrix.target }}", "row", 1))
		}
		return []string{v}
	case []any:
		for _, sub := range v {
			out = append(out, flat(t, sub)...)
		}
	case map[string]any:
		for key, sub := range v {
			out = append(append(out, key), flat(t, sub)...)
		}
	}
	return out
}

func readCommands(t *testing.T, a emit.Artifact) (out []string) {
	for _, c := range commands(t, a) {
		switch c := c.(type) {
		case *instructions.RunCommand:
			out = append(out, readShell(t, c.CmdLine[0])...)
		case *instructions.ArgCommand:
			for _, kv := range c.Args {
				if kv.Value != nil {
					out = append(out, *expanded(t, kv.Value))
				}
			}
		}
	}
	return out
}

func readShell(t *testing.T, text string) (out []string) {
	t.Helper()
	f, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(text), "")
	if err != nil {
		t.Fatal(err)
	}
	syntax.Walk(f, func(n syntax.Node) bool {
		if w, ok := n.(*syntax.Word); ok {
			if s, err := expand.Literal(&expand.Config{}, w); err == nil {
				out = append(out, s)
			}
		}
		return true
	})
	return out
}
