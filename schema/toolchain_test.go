package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/toolchain"
)

const debian = "toolchain: kind: \"debian\"\n"

func rowOf(triple string) string { return "name: \"hello\"\ntargets: a: triple: \"" + triple + "\"\n" }

// Which source is the default stands in the catalog, with the reason.
func TestDefaultToolchain(t *testing.T) {
	for _, name := range catalog.Load().Names() {
		p, found := Load(project(rowOf(name)))
		if p == nil {
			t.Fatal(found)
		}
		kind, want := p.Target("a").Toolchain.Kind, model.ToolchainKind("zig")
		switch e := catalog.Load().Triples[name]; {
		case e.Libc == "gnu" && toolchain.Unfit(e)["debian"] == "":
			want = "debian"
		case toolchain.Unfit(e)["mingw"] == "":
			want = "mingw"
		}
		if kind.V != want || kind.From != model.FromCatalog || kind.Why == "" {
			t.Errorf("%s: %+v", name, kind)
		}
	}
}

// Debian's GCC has its own flags with its own reasons, and none of zig's.
func TestDebianToolchain(t *testing.T) {
	p, found := Load(project(rowOf("armv5te-unknown-linux-musleabi") + "toolchain: {kind: \"debian\", why: \"because\"}\n"))
	if p == nil {
		t.Fatal(found)
	}
	got := p.Target("a")
	d, ok := got.Toolchain.Params.(toolchain.Debian)
	if !ok || d.GCC != "arm-linux-gnueabi" || d.Arch != "armel" ||
		!slices.Equal(d.Packages, []string{"gcc-arm-linux-gnueabi"}) || !slices.Contains(d.Args, "-mfloat-abi=soft") {
		t.Errorf("%+v", d)
	}
	if kind := got.Toolchain.Kind; kind.V != "debian" || kind.Why != "because" || kind.Pos.String() != "targets.cue:3:19" {
		t.Errorf("%+v", kind)
	}
	if f := got.Flags[0]; f.Name != "link-self-contained" || !strings.HasPrefix(f.Why, "Debian's musl") || len(got.Flags) != 1 {
		t.Errorf("%+v", got.Flags)
	}
}

// A row may use another source than the project.
func TestToolchainOfRow(t *testing.T) {
	p, found := Load(project(rowOf("armv5te-unknown-linux-musleabi") + debian + "targets: b: {triple: \"mips-unknown-linux-musl\", toolchain: kind: \"zig\"}\n"))
	if p == nil {
		t.Fatal(found)
	}
	if a, b := p.Target("a").Toolchain, p.Target("b").Toolchain; a.Kind.V != "debian" || b.Kind.V != "zig" {
		t.Errorf("%+v, %+v", a, b)
	}
}

// Debian's GCC is offered where it was seen to work, and nowhere else.
func TestDebianUnfit(t *testing.T) {
	offered := []string{"aarch64-unknown-linux-musl", "armv5te-unknown-linux-musleabi", "riscv64gc-unknown-linux-musl"}
	for _, name := range catalog.Load().Names() {
		if catalog.Load().Triples[name].Libc == "gnu" {
			continue
		}
		_, found := Load(project(rowOf(name) + debian))
		want := slices.Contains(offered, name)
		if want != (len(found) == 0) {
			t.Errorf("%s: %v", name, found)
		}
		if got := toolchain.Offered(catalog.Load().Triples[name]); !slices.Contains([]model.ToolchainKind{"zig", "mingw"}, got[0]) || want != slices.Contains(got, "debian") {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, name := range []string{"mips-unknown-linux-musl", "mipsel-unknown-linux-musl"} {
		_, found := Load(project(rowOf(name) + debian))
		checkFound(t, found.Error(), []string{"targets.cue:3:18: toolchain: kind: \"debian\" is not offered for " + name + ": its libgcc passes floats in registers that"})
		if !strings.HasSuffix(found.Error(), `computes 0.000000 without a word: remove toolchain, or write kind: "zig"`) {
			t.Error(found)
		}
	}
}

// Each toolchain has one linker, and a static libc.
func TestToolchainContradictions(t *testing.T) {
	const arm = armsoft
	for _, c := range []struct{ triple, rest, want string }{
		{arm, `flags: f: link: ["-fuse-ld=mold"]`, `targets.cue:3:17: flags.f: "-fuse-ld=mold": zig links with its own lld and takes no other linker: remove it`},
		{arm, `flags: f: rustc: ["-Clink-arg=-fuse-ld=lld"]`, `targets.cue:3:18: flags.f: "-Clink-arg=-fuse-ld=lld": zig links with its own lld`},
		{arm, `flags: f: rustc: ["-Zgcc-ld=lld"]`, `targets.cue:3:18: flags.f: "-Zgcc-ld=lld": zig links`},
		{arm, `flags: f: rustc: ["-C", "linker_features=+lld"]`, `targets.cue:3:18: flags.f: "-C linker_features=+lld": zig links`},
		{mips, `flags: f: link: ["-fuse-ld=lld"]`, `targets.cue:3:17: flags.f: "-fuse-ld=lld": on mips lld only warns of a GOT16 relocation without its LO16`},
		{mips, `flags: f: link: ["-fuse-ld=bfd"]`, `targets.cue:3:17: flags.f: "-fuse-ld=bfd": zig links with its own lld`},
		{mips, `flags: f: rustc: ["-Clink-self-contained=+linker"]`, `targets.cue:3:18: flags.f: "-Clink-self-contained=+linker": on mips lld only warns of a GOT16 relocation without its LO16`},
		{arm, `flags: f: rustc: ["-C", "link_self_contained=-crto,+linker"]`, `targets.cue:3:18: flags.f: "-C link_self_contained=-crto,+linker": zig links with its own lld`},
		{arm, debian + `flags: f: rustc: ["-Clink-self-contained=+linker"]`, `targets.cue:4:18: flags.f: "-Clink-self-contained=+linker": Debian's GCC links with GNU ld`},
		{arm, debian + `flags: f: link: ["-fuse-ld=lld"]`, `targets.cue:4:17: flags.f: "-fuse-ld=lld": Debian's GCC links with GNU ld, the only linker`},
		{arm, debian + `contract: static: false`, `targets.cue:4:19: contract.static: Debian's libgcc_s needs glibc`},
	} {
		_, found := Load(project(rowOf(c.triple) + c.rest + "\n"))
		if len(found) != 1 || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s gives\n%v\nwant %s", c.rest, found, c.want)
		}
	}
	if _, found := Load(project(rowOf(arm) + "contract: static: false\n")); len(found) > 0 {
		t.Errorf("zig: %v", found)
	}
}

// A GCC of the project's own links with its own linker, and so says the refusal.
func TestLinkerOfExternal(t *testing.T) {
	image := `toolchain: {kind: "image", gcc: "arm-linux-musleabi", image: "example.org/x@sha256:` + someSum + "\"}\n"
	_, found := Load(project(rowOf(armsoft) + image + "flags: f: link: [\"-fuse-ld=gold\"]\n"))
	checkFound(t, found.Error(), []string{`targets.cue:4:17: flags.f: "-fuse-ld=gold": arm-linux-musleabi-gcc links with the linker that it was made with: remove it`})
}

// A kind that does not make programs for a triple says why, and what to write.
func TestKindsOfWindows(t *testing.T) {
	image := `toolchain: {kind: "image", gcc: "x86_64-w64-mingw32", image: "example.org/x@sha256:` + someSum + "\"}\n"
	for _, c := range []struct{ triple, kind, want string }{
		{armsoft, `toolchain: kind: "mingw"`, `targets.cue:3:18: toolchain: kind: "mingw" is not offered for ` + armsoft + `: it makes programs for Windows alone: remove toolchain, or write kind: "zig"`},
		{"x86_64-pc-windows-gnu", `toolchain: kind: "zig"`, `targets.cue:3:18: toolchain: kind: "zig" is not offered for x86_64-pc-windows-gnu: rustc names GCC's own libraries in each link`},
		{"x86_64-pc-windows-gnu", debian, `targets.cue:3:18: toolchain: kind: "debian" is not offered for x86_64-pc-windows-gnu: Debian has no port to Windows`},
		{"x86_64-pc-windows-gnullvm", `toolchain: kind: "mingw"`, `targets.cue:3:18: toolchain: kind: "mingw" is not offered for x86_64-pc-windows-gnullvm: std of this target is for LLVM's unwinder`},
		{"x86_64-pc-windows-gnu", image, `targets.cue:3:19: toolchain: kind: "image" is not offered for x86_64-pc-windows-gnu: a GCC of the project's own is offered for musl alone: what holds it against its target reads ELF files`},
		{"x86_64-pc-windows-gnu", "flags: f: link: [\"-fuse-ld=lld\"]", `targets.cue:3:17: flags.f: "-fuse-ld=lld": GCC for Windows links with GNU ld, the only linker in its stage: remove it`},
		{"x86_64-pc-windows-gnu", "libraries: x: {kind: \"debian\", packages: [\"libssl-dev\"]}", `targets.cue:3:22: libraries.x: Debian's packages are for glibc, and x86_64-pc-windows-gnu has mingw`},
		{"x86_64-pc-windows-gnu", `contract: glibc: "2.17"`, `targets.cue:3:18: contract.glibc`},
	} {
		_, found := Load(project(rowOf(c.triple) + c.kind + "\n"))
		if len(found) != 1 || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s, %s:\n%v\nwant %s", c.triple, c.kind, found, c.want)
		}
	}
}

// Beside a kind that does not fit nothing is said that only follows from it.
func TestUnfitAlone(t *testing.T) {
	const x64gnu, arm64gnu = "x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"
	image := `toolchain: {kind: "image", gcc: "arm-linux", image: "example.org/x"}` + "\n"
	for _, c := range []struct{ triple, kind, rest string }{
		{"i686-unknown-linux-musl", "mingw", "toolchain: kind: \"mingw\"\ncontract: pie: true\n"},
		{"aarch64-unknown-linux-musl", "mingw", "toolchain: kind: \"mingw\"\ncontract: static: false\n"},
		{"i586-unknown-linux-musl", "debian", debian + "contract: static: false\n"},
		{x64gnu, "source", "toolchain: kind: \"source\"\nlibraries: ssl: {kind: \"debian\", packages: [\"libssl-dev\"]}\n"},
		{arm64gnu, "image", image + "libraries: ssl: {kind: \"debian\", packages: [\"libssl-dev\"]}\n"},
		{"x86_64-pc-windows-gnu", "zig", "toolchain: {kind: \"zig\", version: \"0.9.0\"}\n"},
	} {
		_, found := Load(project(rowOf(c.triple) + c.rest))
		if len(found) != 1 || !strings.Contains(found.Error(), `toolchain: kind: "`+c.kind+`" is not offered for `+c.triple) {
			t.Errorf("%s, %s:\n%v", c.triple, c.rest, found)
		}
	}
}
