package schema_test

import (
	"fmt"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema"
)

func ExampleLoad() {
	project := fstest.MapFS{
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
		"targets.cue": {Data: []byte("name: \"hello\"\ntargets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n")},
	}
	p, found := schema.Load(project)
	fmt.Println(p.Name, p.Targets[0].Rust.Channel.V, len(found))

	project["targets.cue"].Data = []byte("name: \"hello\"\ntarget: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n")
	_, found = schema.Load(project)
	fmt.Println(found)
	// Output:
	// hello 1.95.0 0
	// targets.cue:2:1: unknown field "target": did you mean "targets"?
}
