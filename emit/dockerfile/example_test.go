package dockerfile_test

import (
	"fmt"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema"
)

func ExampleDockerfiles_Of() {
	p, _ := schema.Load(fstest.MapFS{
		"targets.cue": {Data: []byte("name: \"hello\"\ntargets: pc: triple: \"x86_64-unknown-linux-musl\"\n")},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {},
	})
	d, err := dockerfile.New(p).Of(p.Target("pc"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range d.Stages {
		fmt.Println(s.Name, s.Needs, s.Scripts)
	}
	// Output:
	// os [] []
	// rust [os] [net.sh packages.sh rust.sh]
	// zig [os] [net.sh packages.sh zig.sh]
	// cc [rust zig] []
	// std [cc] [link.sh net.sh std-prebuilt.sh zig.sh]
	// source [os] [source.sh]
	// fetch [rust source] [fetch.sh net.sh]
	// patch [fetch] []
	// build [patch source std] [build.sh]
	// emulator [os] [packages.sh]
	// outputs [build os] [collect.sh]
	// artifact [outputs] []
	// test [artifact emulator] [test.sh]
	// reports [os test] [collect.sh]
	// report [artifact reports source] []
}
