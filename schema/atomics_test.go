package schema

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

const armRow = nameLine + "targets: a: triple: \"armv5te-unknown-linux-musleabi\"\n"

// Wider atomics are the target's: patches know, std is built with them, and what
// the processor does itself stays in the catalog.
func TestWideAtomics(t *testing.T) {
	p, found := Load(patchProject(`
targets: [string]: rust: channel: "1.95.0"
targets: arm: {triple: "armv5te-unknown-linux-musleabi", atomics: 64}
targets: plain: triple: "armv5te-unknown-linux-musleabi"
` + change(coarse+`, when: atomics: "<64"`)))
	if p == nil {
		t.Fatal(found)
	}
	arm, plain := p.Target("arm"), p.Target("plain")
	if len(arm.Patches) != 0 || len(plain.Patches) != 1 || arm.Triple.Atomics != 32 || arm.Atomics.V != 64 || plain.Atomics.V != 32 {
		t.Fatalf("%+v\n%+v", arm, plain)
	}
	if got, want := arm.Unpatched[0].Because, "atomics are 64 bits wide (atomics: 64, targets.cue:4:67), not <64"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if plain.Atomics.From != model.FromCatalog || arm.Rust.Std.V != model.StdSysroot {
		t.Errorf("%+v %+v", plain.Atomics, arm.Rust.Std)
	}
}

// At the top of the file it is for the targets that need it.
func TestWideAtomicsOfAll(t *testing.T) {
	p, found := Load(project(armRow + "targets: b: triple: \"x86_64-unknown-linux-musl\"\natomics: 64\n"))
	if p == nil || len(found) > 0 {
		t.Fatal(found)
	}
	a, b := p.Target("a"), p.Target("b")
	if a.Atomics.Pos.String() != "targets.cue:4:10" || a.Rust.Std.V != model.StdSysroot || b.Atomics.V != 64 || b.Atomics.From != model.FromCatalog || b.Rust.Std.V != model.StdPrebuilt {
		t.Errorf("%+v\n%+v", a, b)
	}
}

// Each triple without 64-bit atomics can have them, and what they cost is known.
func TestWideAtomicsInCatalog(t *testing.T) {
	for _, name := range catalog.Load().Names() {
		triple := catalog.Load().Triples[name]
		if w := triple.AtomicsEmulation; (w != nil) != (triple.Atomics < 64) || w != nil && (w.Add.Bits64 <= w.Add.Bits32 || w.Add.Bits32 <= 0 || w.Load.Bits64 <= w.Load.Bits32 || w.Load.Bits32 <= 0 || w.Contended <= 0 || w.By == "" || w.Not == "" || w.Measured == "") {
			t.Errorf("%s: atomics are %d bits wide, and the catalog has %+v", name, triple.Atomics, w)
		}
	}
}

func TestWideAtomicsRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{x86Row + "targets: a: atomics: 64\n", `targets.cue:3:22: x86_64-unknown-linux-musl has 64-bit atomics: remove atomics: 64 here; at the top of the file it is for the targets that need it`},
		{x86Row + "atomics: 64\n", `targets.cue:3:10: atomics: 64 is for targets with narrower ones and none is: remove it`},
		{armRow + "atomics: 64\nrust: std: \"prebuilt\"\n", `targets.cue:4:12: atomics: 64 (targets.cue:3:10) needs a std that has them, and rust.std is "prebuilt": rustup's was built without them: remove rust.std, write "sysroot", or remove atomics`},
		{armRow + "atomics: 64\ntargets: a: rust: std: \"build-std\"\n", `targets.cue:4:24: atomics: 64 (targets.cue:3:10) needs a std that has them, and rust.std is "build-std": cargo builds that for the target as rustc knows it: remove rust.std, write "sysroot", or remove atomics`},
		{armRow + "atomics: 128\n", `targets.cue:3:10: atomics is 128: want 64, and nothing where 32 bits do`},
		{armRow + "atomics: \"64\"\n", `targets.cue:3:10: atomics is "64": want 64, and nothing where 32 bits do`},
	} {
		_, found := Load(project(c.text))
		if len(found) != 1 || found[0].Pos.String()+": "+found[0].Message != c.want {
			t.Errorf("%s\ngives %v\nwant %s", c.text, found, c.want)
		}
	}
}

// The first answer to a crate that misses them is to have them.
func TestWideAtomicsAreOffered(t *testing.T) {
	fsys := with(armRow, "Cargo.toml", crate("hello", "[dependencies]\nprometheus = \"0.13\"\n"))
	fsys["Cargo.lock"].Data = []byte("version = 4\n" + locked("hello", "0.1.0", "prometheus") +
		"\n[[package]]\nname = \"prometheus\"\nversion = \"0.13.4\"\nsource = \"registry+https://example.com/index\"\n")
	offers := func(more, want string) {
		t.Helper()
		fsys["targets.cue"].Data = []byte(armRow + more)
		_, found := Load(fsys)
		if want == "" && len(found) == 0 {
			return
		}
		if len(found) != 1 || want == "" || !strings.Contains(found[0].Message, "write "+want+", or patches: NAME: {crate: \"prometheus\"") {
			t.Errorf("%s gives %v", more, found)
		}
	}
	offers("", "atomics: 64")
	offers("rust: std: \"build-std\"\n", "atomics: 64 and rust: std: \"sysroot\"")
	offers("atomics: 64\n", "")
}
