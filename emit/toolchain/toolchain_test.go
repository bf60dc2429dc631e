package toolchain_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// Of each kind, a target has the toolchain that the project asks for, and what
// that says of itself begins with its name and ends the list of its stages in cc.
func TestEveryKind(t *testing.T) {
	kinds := map[model.ToolchainKind]string{}
	for _, triple := range schema.Catalog() {
		for _, kind := range triple.Toolchains {
			kinds[kind] = ""
		}
	}
	kinds["image"] = `, image: "example.org/x@sha256:` + digest + `", gcc: "x86_64-linux-musl"`
	kinds["tarball"] = `, gcc: "x86_64-linux-musl", source: {kind: "url", url: "https://example.org/x", sha256: "` + digest + `"}`
	kinds["source"] = ""
	if len(kinds) != 6 {
		t.Errorf("there are %d kinds", len(kinds))
	}
	for kind, more := range kinds {
		triple := "x86_64-unknown-linux-musl"
		switch kind {
		case "debian":
			triple = "armv5te-unknown-linux-musleabi"
		case "mingw":
			triple = "x86_64-pc-windows-gnu"
		}
		p, found := schema.Load(fstest.MapFS{
			"targets.cue": {Data: []byte("name: \"hello\"\ntargets: a: {triple: \"" + triple + "\", toolchain: {kind: \"" + string(kind) + "\"" + more + "}}\n")},
			"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
			"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
			"src/main.rs": {},
		})
		if p == nil {
			t.Fatal(found)
		}
		tc := toolchain.Of(p.Targets[0])
		if text := tc.Text(); !strings.HasPrefix(text, string(kind)+" ") {
			t.Errorf("%s is called %q", kind, text)
		}
		stages := tc.Stages(p, toolchain.CommonTo(p))
		if last := stages[len(stages)-1].Name; last != "cc" {
			t.Errorf("%s: the last stage is %s", kind, last)
		}
		if n := len(tc.Wrappers()); n != 4 {
			t.Errorf("%s has %d wrappers", kind, n)
		}
		archives := map[model.ToolchainKind]int{"tarball": 1, "source": 3}[kind]
		if got := tc.Archives(); (tc.Image() != "") != (kind == "image") || len(got) != archives {
			t.Errorf("%s comes from the image %q and the archives %v", kind, tc.Image(), got)
		}
		for _, a := range tc.Archives() { // a source that leads out of itself is no release
			if a.DropLinks != (kind == "tarball") {
				t.Errorf("%s: links that lead out of %s: %v", kind, a.Part.Name, a.DropLinks)
			}
		}
		if shows := kind == "image" || kind == "tarball" || kind == "source"; (tc.LinkModes() != nil) != shows {
			t.Errorf("%s must show that it links %v", kind, tc.LinkModes())
		}
	}
}
