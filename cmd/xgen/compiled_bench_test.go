package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/askcargo"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/userfile"
)

// BenchmarkVet400 loads a project of 400 crates, one of which needs a library, for
// three targets: without cargo, with answers that are kept, and with cargo asked anew.
// The metric over-files is the time as a multiple of the first.
func BenchmarkVet400(b *testing.B) {
	dir := project400(b)
	keeps := &askcargo.Cargo{Context: b.Context(), Root: dir, Kept: b.TempDir(), Env: os.Getenv}
	var files float64
	for _, c := range []struct {
		name string
		ask  func() cargo.Asker
	}{
		{"files", func() cargo.Asker { return &askcargo.Cargo{} }},
		{"kept", func() cargo.Asker {
			return &askcargo.Cargo{Context: b.Context(), Root: dir, Kept: keeps.Kept, Env: os.Getenv}
		}},
		{"asked", func() cargo.Asker { return &askcargo.Cargo{Context: b.Context(), Root: dir, Env: os.Getenv} }},
	} {
		schema.LoadAsking(userfile.Folder(dir), keeps)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, found := schema.LoadAsking(userfile.Folder(dir), c.ask()); len(found) == 0 {
					b.Fatal("the library is not missing")
				}
			}
			each := b.Elapsed().Seconds() / float64(b.N)
			if c.name == "files" {
				files = each
			}
			b.ReportMetric(each/files, "over-files")
		})
	}
}

// project400 is a project whose crates each need the next three, openssl-sys among them.
func project400(b *testing.B) string {
	const n = 399
	dir := b.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	crate := func(name, needs string) {
		write("vendor/"+name+"/Cargo.toml", "[package]\nname = \""+name+"\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[dependencies]\n"+needs)
		write("vendor/"+name+"/src/lib.rs", "")
		write("vendor/"+name+"/.cargo-checksum.json", `{"files": {}, "package": null}`)
	}
	for i := range n {
		var needs strings.Builder
		for j := i + 1; j <= min(i+3, n-1); j++ {
			fmt.Fprintf(&needs, "c%d = \"1\"\n", j)
		}
		if i == n-1 {
			needs.WriteString("openssl-sys = \"1\"\n")
		}
		crate(fmt.Sprint("c", i), needs.String())
	}
	crate("openssl-sys", "")
	write("Cargo.toml", "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nc0 = \"1\"\n")
	write("src/main.rs", "fn main() {}\n")
	write(".cargo/config.toml", "[source.crates-io]\nreplace-with = \"here\"\n[source.here]\ndirectory = \"vendor\"\n")
	write("targets.cue", "name: \"hello\"\ntargets: a: triple: \"aarch64-unknown-linux-musl\"\ntargets: b: triple: \"x86_64-unknown-linux-musl\"\ntargets: c: triple: \"mipsel-unknown-linux-musl\"\n")
	lock := exec.Command("cargo", "generate-lockfile", "--offline", "--quiet")
	lock.Dir = dir
	if said, err := lock.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, said)
	}
	return dir
}
