package spec

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// Each key keeps its place, and what is not written is as rustc takes it.
func TestParse(t *testing.T) {
	s, err := Parse("x.json", []byte("\n{ \"arch\": \"arm\",\n  \"llvm-target\" : \"armv5te-a-linux-b\", \"metadata\": {\"arch\": 1},\n\t\"target-pointer-width\":\"32\", \"data-layout\": \"e-m\", \"target-family\": \"unix\", \"vendor\": null}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(s.Begin, s.At("arch"), s.At("llvm-target"), s.At("metadata"), s.At("target-pointer-width"), s.At("none")); got != "x.json:2:1 x.json:2:3 x.json:3:3 x.json:3:40 x.json:4:2 x.json:2:1" {
		t.Error(got)
	}
	if s.Width != 32 || s.Atomics != 32 || s.Vendor != "unknown" || s.Endian != "little" || s.OS != "none" || s.LLVMArch() != "armv5te" || s.CRTStatic || !s.Relocatable() || !slices.Equal(s.Family, []string{"unix"}) {
		t.Errorf("%+v", s)
	}
}

// A width of 0 is none, and that of a key that is not there, or null, is the pointer's.
func TestAtomics(t *testing.T) {
	for text, want := range map[string]int{"": 32, ", \"max-atomic-width\": null": 32, ", \"max-atomic-width\": 0": 0, ", \"max-atomic-width\": 64": 64} {
		s, err := Parse("x.json", []byte(`{"arch": "a", "llvm-target": "a", "data-layout": "e", "target-pointer-width": 32`+text+"}"))
		if err != nil || s.Atomics != want {
			t.Errorf("%s: %v, %+v", text, err, s)
		}
	}
}

func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "x.json:1:1: is not JSON: unexpected end of JSON input",
		"[]":                   "x.json:1:1: holds no JSON object",
		"\ufeff{}":             "x.json:1:1: is not JSON: invalid character 'ï' looking for beginning of value: save it as UTF-8 without a byte order mark",
		"{\n// a\n}":           "x.json:2:1: is not JSON: invalid character '/' looking for beginning of object key string: JSON has no comments: remove it",
		"{\"a\": 1 # b\n}":     "x.json:1:9: is not JSON: invalid character '#' after object key:value pair: JSON has no comments: remove it",
		"{'a': 1}":             "x.json:1:2: is not JSON: invalid character '\\'' looking for beginning of object key string: write it in double quotes",
		"{\"a\": x}":           "x.json:1:7: is not JSON: invalid character 'x' looking for beginning of value: write an object as rustc prints it, each key and text in double quotes",
		"{\n \"a\": 1,\n}":     "x.json:3:1: is not JSON: invalid character '}' looking for beginning of object key string: remove the comma before it",
		"{\"a\": 1} x":         "x.json:1:10: is not JSON: invalid character 'x' after top-level value",
		"{\n\"a\": \"\xff\"}":  "x.json:2:7: holds bytes that are not UTF-8",
		"{\"a\": 1, \"a\": 2}": "x.json:1:10: has \"a\" twice (also at x.json:1:2)",
		"{\"llvm-target\": null, \"target-pointer-width\": 1, \"data-layout\": \"\", \"arch\": \"\"}": "x.json:1:2: has null for llvm-target, which rustc does not take",
		"{\"arch\": \"a\"}": "x.json:1:1: has no llvm-target",
	} {
		_, err := Parse("x.json", []byte(text))
		if _, placed := err.(model.Diagnostic); !placed || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Any text is read or refused with a place.
func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("../../testdata/projects/acme/*.json")
	if err != nil || len(names) == 0 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("{\"arch\": {}, \"arch\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("x.json", data)
		if d, placed := err.(model.Diagnostic); err != nil && (!placed || !d.Pos.IsValid() || d.Pos.Col < 1) || err == nil && s == nil {
			t.Errorf("%v", err)
		}
	})
}
