package emit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
)

// acme is what testdata/projects/acme is compiled to, by path.
func acme(t *testing.T) map[string]emit.Artifact {
	t.Helper()
	p, found := schema.Load(os.DirFS("../testdata/projects/acme"))
	if p == nil {
		t.Fatal(found)
	}
	all, err := emit.All(p)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]emit.Artifact{}
	for _, a := range all {
		out[a.Path] = a
	}
	return out
}

// rustc gets the project's specification, with the atomics that the program has.
func TestSpecification(t *testing.T) {
	all := acme(t)
	for path, atomics := range map[string]string{
		"mipsel/bin/mipsel-acme-linux-musl": "32", "armv5te/bin/armv5te-acme-linux-musleabi": "64", "x86/bin/x86_64-acme-linux-musl": "64",
	} {
		var got, own map[string]json.RawMessage
		source, err := os.ReadFile("../testdata/projects/acme/" + filepath.Base(path) + ".json")
		if err != nil || json.Unmarshal(source, &own) != nil || json.Unmarshal(all["xgen/"+path+".json"].Bytes, &got) != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if string(got["max-atomic-width"]) != atomics || len(got) != len(own) || string(got["llvm-target"]) != string(own["llvm-target"]) {
			t.Errorf("%s: %s", path, all["xgen/"+path+".json"].Bytes)
		}
	}
	for path, a := range all {
		if strings.HasSuffix(path, "/Dockerfile") && strings.Contains(string(a.Bytes), "XGEN_ATOMICS") {
			t.Errorf("%s: std.sh would change rustc's own specification", path)
		}
	}
}

// The wrapper names the specification that lies beside it.
func TestRustcOfSpecification(t *testing.T) {
	dir := place(t, acme(t))
	write(t, filepath.Join(dir, "rust/bin/rustc"), "#!/bin/sh\necho \"$RUSTC_BOOTSTRAP\"\nprintf '%s\\n' \"$@\"\n", 0o755)
	bin := filepath.Join(dir, "xgen/mipsel/bin")
	got := runWith(t, dir, filepath.Join(bin, "rustc"), "--target", "mipsel-acme-linux-musl", "x.rs")
	if want := []string{"1", "--target", bin + "/mipsel-acme-linux-musl.json", "x.rs", "-Zunstable-options", "-Zallow-features="}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := runWith(t, dir, filepath.Join(bin, "rustc"), "-vV"); !slices.Equal(got, []string{"", "-vV"}) {
		t.Errorf("got %q", got)
	}
}
