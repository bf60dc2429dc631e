package emit_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
)

// In a workspace cargo is told each package: --bin alone looks only into the
// packages that it takes by itself ("no bin target named … in default-run
// packages").
func TestWorkspaceCommandLine(t *testing.T) {
	root := fstest.MapFS{}
	for name, text := range map[string]string{
		"targets.cue":  "name: \"hello\"\ntargets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n",
		"Cargo.toml":   "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"2\"\n",
		"Cargo.lock":   "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"b\"\nversion = \"0.1.0\"\n",
		"a/Cargo.toml": "[package]\nname = \"a\"\nversion = \"0.1.0\"\n", "a/src/main.rs": "",
		"b/Cargo.toml": "[package]\nname = \"b\"\nversion = \"0.1.0\"\n", "b/src/main.rs": "",
	} {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, found := schema.Load(root)
	if len(found) > 0 {
		t.Fatal(found)
	}
	all, err := emit.All(p)
	if err != nil {
		t.Fatal(err)
	}
	const want = "--package a --package b --bin a --bin b"
	for _, a := range all {
		if strings.HasSuffix(a.Path, "/entrypoint.sh") && !strings.Contains(string(a.Bytes), want) {
			t.Errorf("%s has no %s:\n%s", a.Path, want, a.Bytes)
		}
	}
}
