//go:build real

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/userfile"
)

// Each crate of the catalog that newer releases of Rust no longer compile is one that this
// machine's does not, vet says so, and what it says mends it.
func TestRealOutgrown(t *testing.T) {
	cargo := newRealCargo(t)
	last := map[string]string{ // the last version that does not, with a feature
		"lexical-core": "0.7.4", "rustc-serialize": "0.3.24", "time": "0.3.34 formatting", "traitobject": "0.1.0", "wasm-bindgen": "0.2.87",
	}
	for name, known := range catalog.Load().Outgrown {
		version, feature, _ := strings.Cut(last[name], " ")
		dir := t.TempDir()
		manifest := fmt.Sprintf("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n%s = {version = \"%s\", features = [\"%s\"]}\n", name, "="+version, feature)
		writeFiles(t, dir, map[string]string{
			"Cargo.toml": strings.Replace(manifest, `[""]`, "[]", 1), "src/main.rs": "fn main() {}\n",
			"targets.cue": "name: \"hello\"\ntargets: a: triple: \"x86_64-unknown-linux-musl\"\n",
		})
		cargo.must(t, dir, "generate-lockfile", "--quiet")
		writeFiles(t, dir, map[string]string{"Cargo.toml": strings.ReplaceAll(strings.Replace(manifest, `[""]`, "[]", 1), `"=`, `"`)})
		cargo.must(t, dir, "fetch", "--quiet")
		if _, err := cargo.run(t, dir, "check", "--quiet", "--target-dir", filepath.Join(cargo.home, "outgrown")); err == nil {
			t.Errorf("%s %s compiles", name, version)
		}
		c := cargo.asker(t, dir)
		_, found := schema.LoadAsking(userfile.Folder(dir), c)
		want := "update -p " + name + "@" + version + " --precise " + known.Fixed
		if !strings.Contains(found.Error(), want) {
			t.Errorf("vet says %v, want %s", found, want)
		}
		cargo.must(t, dir, append([]string{"--quiet"}, strings.Fields(want)...)...)
		if _, err := cargo.run(t, dir, "check", "--quiet", "--target-dir", filepath.Join(cargo.home, "outgrown")); err != nil {
			t.Errorf("%s: %v", want, err)
		}
		if _, found := schema.LoadAsking(userfile.Folder(dir), cargo.asker(t, dir)); strings.Contains(found.Error(), "do not compile") {
			t.Error(found)
		}
	}
}
