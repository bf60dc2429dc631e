package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/toolchain"
)

const (
	arm64gnu = "aarch64-unknown-linux-gnu"
	armhfgnu = "armv7-unknown-linux-gnueabihf"
	riscvgnu = "riscv64gc-unknown-linux-gnu"
	byZig    = "toolchain: kind: \"zig\"\n"
)

// A row with glibc says nothing and gets Debian's GCC, a program with shared
// libraries, its loader, and the libraries of glibc and of the compiler.
func TestGlibcDefaults(t *testing.T) {
	for _, c := range []struct{ triple, more, loader, glibc, zig string }{
		{arm64gnu, "", "/lib/ld-linux-aarch64.so.1", "2.41", ""},
		{armhfgnu, "", "/lib/ld-linux-armhf.so.3", "2.41", ""},
		{arm64gnu, "image: \"debian:trixie-slim@sha256:" + someSum + "\"\n", "/lib/ld-linux-aarch64.so.1", "2.41", ""},
		{arm64gnu, "image: \"debian:bookworm-slim\"\n", "/lib/ld-linux-aarch64.so.1", "", ""},
		{arm64gnu, byZig, "/lib/ld-linux-aarch64.so.1", "2.17", "aarch64-linux-gnu"},
		{riscvgnu, byZig, "/lib/ld-linux-riscv64-lp64d.so.1", "2.27", "riscv64-linux-gnu"},
		{armhfgnu, byZig + "contract: glibc: \"2.28\"\n", "/lib/ld-linux-armhf.so.3", "2.28", "arm-linux-gnueabihf"},
	} {
		p, found := Load(project(rowOf(c.triple) + c.more))
		if p == nil {
			t.Fatal(found)
		}
		a := p.Target("a")
		contract, zig := a.Contract, ""
		if p, ok := a.Toolchain.Params.(toolchain.Zig); ok {
			zig = p.Target
		}
		if contract.Static.V || !contract.PIE.V || contract.Interp.V != c.loader || contract.Glibc.V != c.glibc || zig != c.zig {
			t.Errorf("%s %s: %+v, zig %q", c.triple, c.more, contract, zig)
		}
		if last := c.loader[strings.LastIndex(c.loader, "/")+1:]; !slices.Contains(contract.Needed.V, "libc.so.6") || !slices.Contains(contract.Needed.V, last) {
			t.Errorf("%s may need %v", c.triple, contract.Needed.V)
		}
	}
}

// A project's floor is for its rows with glibc, and no other row has one.
func TestGlibcOfProject(t *testing.T) {
	p, found := Load(project(rowOf(armsoft) + byZig + "contract: glibc: \"2.17\"\ntargets: b: triple: \"" + arm64gnu + "\"\n"))
	if p == nil {
		t.Fatal(found)
	}
	a, b := p.Target("a"), p.Target("b")
	if a.Contract.Glibc.V != "" || a.Contract.Interp.V != "" || a.Toolchain.Glibc.Default != "" || b.Contract.Glibc.V != "2.17" {
		t.Errorf("%+v and %+v", a.Contract, b.Contract)
	}
}

// What nothing can be linked with is refused, with what to write.
func TestGlibcRefusals(t *testing.T) {
	for _, c := range []struct{ triple, rest, want string }{
		{arm64gnu, byZig + "contract: glibc: \"2.16\"\n", `targets.cue:4:18: contract.glibc is "2.16": there is none for aarch64-unknown-linux-gnu before 2.17: write "2.17" or a newer one`},
		{riscvgnu, byZig + "contract: glibc: \"2.17\"\n", `targets.cue:4:18: contract.glibc is "2.17": there is none for riscv64gc-unknown-linux-gnu before 2.27: write "2.27" or a newer one`},
		{arm64gnu, "contract: glibc: \"2.17\"\n", `targets.cue:3:18: contract.glibc is "2.17": Debian's GCC links with glibc 2.41, and the program would ask for symbols of that: write toolchain: kind: "zig", which links with the one that is asked for`},
		{arm64gnu, "image: \"debian:trixie-slim@sha256:" + someSum + "\"\ncontract: glibc: \"2.17\"\n", `targets.cue:4:18: contract.glibc is "2.17": Debian's GCC links with glibc 2.41, and the program`},
		{arm64gnu, "contract: glibc: \"3.0\"\n", `targets.cue:3:18: contract.glibc is "3.0": want a version of glibc such as "2.17"`},
		{armsoft, "targets: a: contract: glibc: \"2.17\"\n", `targets.cue:3:30: contract.glibc: armv5te-unknown-linux-musleabi has musl, not glibc: remove it`},
		{arm64gnu, "contract: static: true\n", `targets.cue:3:19: contract.static: a static program with glibc still loads parts of it when it looks up a name or a user: remove it, or choose a musl triple`},
		{arm64gnu, byZig + "contract: static: true\n", `targets.cue:4:19: contract.static: a static program with glibc`},
		{armhfgnu, "flags: f: c: [\"-mfloat-abi=soft\"]\n", `targets.cue:3:14: flags.f: "-mfloat-abi=soft" contradicts armv7-unknown-linux-gnueabihf, which passes floats the hard way: remove it, or choose another triple`},
		{riscvgnu, "flags: f: c: [\"-mabi=lp64\"]\n", `targets.cue:3:14: flags.f: "-mabi=lp64" contradicts riscv64gc-unknown-linux-gnu`},
		{arm64gnu, "rust: components: [\"clipy\"]\n", `targets.cue:3:20: rust.components[0] is "clipy": want clippy, rustfmt or llvm-tools (did you mean "clippy"?)`},
		{arm64gnu, "env: PKG_CONFIG_LIBDIR_aarch64_unknown_linux_gnu: \"/x\"\n", `targets.cue:3:6: env: PKG_CONFIG_LIBDIR_aarch64_unknown_linux_gnu cannot be set: pkg-config is set up to find`},
	} {
		_, found := Load(project(rowOf(c.triple) + c.rest))
		if len(found) != 1 || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s gives\n%v\nwant %s", c.rest, found, c.want)
		}
	}
}

// They are sorted, and one that is named twice is installed once.
func TestComponents(t *testing.T) {
	p, found := Load(project(rowOf(arm64gnu) + "rust: components: [\"rustfmt\", \"clippy\", \"rustfmt\"]\n"))
	if p == nil {
		t.Fatal(found)
	}
	if got := p.Target("a").Rust.Components.V; !slices.Equal(got, []string{"clippy", "rustfmt"}) {
		t.Error(got)
	}
}

// A release of rustc that does not know a flag of the catalog's does not get it.
func TestFlagsOfTheRelease(t *testing.T) {
	for channel, want := range map[string]bool{"1.85.0": false, "1.89": false, "1.90.0": true, "1.95.0": true, "stable": true, "nightly-2026-04-14": true} {
		p, _ := Load(project(rowOf("x86_64-unknown-linux-gnu") + "rust: channel: \"" + channel + "\"\n"))
		got := slices.ContainsFunc(p.Target("a").Flags, func(f model.Flag) bool { return f.Name == "linker-features" })
		if got != want {
			t.Errorf("%s: %v", channel, p.Target("a").Flags)
		}
	}
}
