package emit_test

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// Folders of vendored crates are of the project in the stages that all targets
// share, and of the manifest where its crates are fetched. What lies outside of
// the project cannot be brought along; a folder beside the workspace can.
func TestVendoredFoldersOfTargets(t *testing.T) {
	vendors := func(dir string) string {
		return strings.Replace(vendoring["tables"], "third party", dir, 1)
	}
	all, err := emit.All(loadFiles(t, "name: \"hello\"\n_t: triple: \"armv5te-unknown-linux-musleabi\"\n"+
		"targets: {a: _t, b: _t, c: _t}\ntargets: {a: cargo: manifest: \"a/Cargo.toml\", b: cargo: manifest: \"b/Cargo.toml\", c: cargo: manifest: \"c/Cargo.toml\"}\n", map[string]string{
		"a/Cargo.toml": helloManifest, "a/Cargo.lock": helloLock, "a/src/main.rs": "", "a/.cargo/config.toml": vendors("../third party"),
		"b/Cargo.toml": helloManifest, "b/Cargo.lock": helloLock, "b/src/main.rs": "", "b/.cargo/config.toml": vendors("it's"),
		"c/Cargo.toml": helloManifest, "c/Cargo.lock": helloLock, "c/src/main.rs": "", "c/.cargo/config.toml": vendors("/opt/crates"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, a := range all {
		files[a.Path] = string(a.Bytes)
	}
	for target, folder := range map[string]string{"a": "'third party'", "b": `"b/it's"`, "c": "/opt/crates"} {
		text := files["xgen/"+target+"/Dockerfile"]
		if !strings.Contains(text, "/stage/source.sh "+`"b/it's" 'third party'`+"\n") {
			t.Errorf("%s: source.sh is not handed the project's folders:\n%s", target, text)
		}
		if !strings.Contains(text, "sh /xgen/fetch.sh "+folder+"\n") {
			t.Errorf("%s: fetch.sh is not handed %s:\n%s", target, folder, text)
		}
		if ignore := files["xgen/"+target+"/Dockerfile.dockerignore"]; !strings.Contains(ignore, "\n!third party\n") || strings.Contains(ignore, "opt/crates") {
			t.Errorf("%s: the context is\n%s", target, ignore)
		}
	}
}
