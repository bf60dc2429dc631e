package dockerfile

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema"
)

// staged has every stage that there is, in one target or another.
const staged = `
name: "hello"
test: {}
tools: t: {program: "t", hosts: x86_64: _source}
libraries: a: {kind: "autotools", source: _source, when: libc: "musl"}
_source: {kind: "debian", package: "libmnl", version: "1.0.9", sha256: "0000000000000000000000000000000000000000000000000000000000000001"}
_image: {kind: "image", image: "example.org/x@sha256:0000000000000000000000000000000000000000000000000000000000000001", gcc: "aarch64-linux-musl"}
targets: armv5te: triple: "armv5te-unknown-linux-musleabi"
targets: gnu: {triple: "aarch64-unknown-linux-gnu", toolchain: kind: "zig"}
targets: image: {triple: "aarch64-unknown-linux-musl", toolchain: _image}
targets: source: {triple: "aarch64-unknown-linux-musl", toolchain: kind: "source"}
`

// A reason is for a stage that other targets have; one that nobody asks for by
// that name would be a reason for nothing.
func TestReasonsAreForStages(t *testing.T) {
	p, found := schema.Load(fstest.MapFS{
		"targets.cue": {Data: []byte(staged)},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
	})
	if p == nil {
		t.Fatal(found)
	}
	var all []string
	for _, target := range p.Targets {
		d, err := New(p).Of(target)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Stages {
			all = append(all, s.Name)
		}
	}
	for stage := range absent() {
		if !slices.Contains(all, stage) {
			t.Errorf("no target has a stage %s: there are %v", stage, all)
		}
	}
}
