package emit_test

import (
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
)

func Example() {
	p, _ := schema.Load(fstest.MapFS{
		"targets.cue": {Data: []byte("name: \"hello\"\ntargets: pc: triple: \"x86_64-unknown-linux-musl\"\n")},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {},
	})
	files, err := emit.All(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range files {
		if strings.HasPrefix(f.Path, "xgen/pc/") {
			fmt.Println(f.Mode, f.Path)
		}
	}
	// Output:
	// -rw-r--r-- xgen/pc/Dockerfile
	// -rw-r--r-- xgen/pc/Dockerfile.dockerignore
	// -rwxr-xr-x xgen/pc/bin/x86_64-linux-musl-ar
	// -rwxr-xr-x xgen/pc/bin/x86_64-linux-musl-c++
	// -rwxr-xr-x xgen/pc/bin/x86_64-linux-musl-cc
	// -rwxr-xr-x xgen/pc/bin/x86_64-linux-musl-ranlib
	// -rw-r--r-- xgen/pc/config.toml
	// -rwxr-xr-x xgen/pc/entrypoint.sh
}
