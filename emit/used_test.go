package emit_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// lockWithCMake is the lock of a project with a crate that calls CMake.
const lockWithCMake = "version = 4\n\n[[package]]\nname = \"cmake\"\nversion = \"0.1.50\"\n" +
	"source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"" + onlyHereSum + "\"\n\n" +
	"[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n"

// shared are the files that targets share, with what is in them.
func shared(all map[string]emit.Artifact) map[string]string {
	out := map[string]string{}
	for name, a := range all {
		if rel, ok := strings.CutPrefix(name, "xgen/stage/"); ok {
			out[rel] = string(a.Bytes)
		}
	}
	return out
}

// A project has the scripts that its stages use, and another target that uses no
// further ones adds none.
func TestOnlyScriptsThatAreUsed(t *testing.T) {
	const x64 = "name: \"hello\"\ntargets: a: triple: \"x86_64-unknown-linux-musl\"\n"
	want := []string{"build.sh", "collect.sh", "fetch.sh", "link.sh", "net.sh", "packages.sh", "rust.sh", "source.sh", "std-prebuilt.sh", "test.sh", "zig.sh"}
	one := shared(compile(t, x64))
	if got := slices.Sorted(maps.Keys(one)); !slices.Equal(got, want) {
		t.Errorf("there are %v, want %v", got, want)
	}
	two := shared(compile(t, x64+"targets: b: {triple: \"aarch64-unknown-linux-musl\", rust: std: \"prebuilt\"}\n"))
	if !maps.Equal(one, two) {
		t.Errorf("another target makes them %v", slices.Sorted(maps.Keys(two)))
	}
	for more, script := range map[string]string{
		"test: {}\n": "tests.sh",
		"targets: a: toolchain: {kind: \"image\", image: \"example.org/x@sha256:" + digest + "\", gcc: \"x86_64-linux-musl\"}\n": "import.sh",
		"targets: b: triple: \"mips-unknown-linux-musl\"\n":                                                                      "atomics.sh",
	} {
		if _, there := shared(compile(t, x64+more))[script]; !there {
			t.Errorf("%s brings no %s", more, script)
		}
	}
}

// CMake's file of a target is there where a library or a crate reads it, and the
// Dockerfile copies it then alone.
func TestCMakeToolchainIsThereWhereItIsRead(t *testing.T) {
	library := "libraries: a: {kind: \"KIND\", source: {kind: \"debian\", package: \"a\", version: \"1.0\", sha256: \"" + digest + "\"}}\n"
	for name, c := range map[string]struct {
		definitions, lock string
		copies            int // into the stages libraries and build
	}{
		"nothing":           {smallest, helloLock, 0},
		"a crate":           {smallest, lockWithCMake, 1},
		"a library":         {smallest + strings.Replace(library, "KIND", "cmake", 1), helloLock, 2},
		"another library":   {smallest + strings.Replace(library, "KIND", "autotools", 1), helloLock, 0},
		"a crate and other": {smallest + strings.Replace(library, "KIND", "autotools", 1), lockWithCMake, 1},
	} {
		all := byPath(t, loadFiles(t, c.definitions, map[string]string{"Cargo.lock": c.lock}))
		_, there := all["xgen/armv5te/toolchain.cmake"]
		copies := strings.Count(string(all["xgen/armv5te/Dockerfile"].Bytes), " xgen/armv5te/toolchain.cmake ")
		if there != (c.copies > 0) || copies != c.copies {
			t.Errorf("%s: the file is there: %v, and copied %d times", name, there, copies)
		}
	}
}
