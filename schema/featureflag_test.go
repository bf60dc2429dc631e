package schema

import (
	"strings"
	"testing"
)

// A feature of an instruction set that the contract does not promise is refused, by rustc's
// word and by the C compiler's; one that no binary records is the user's own matter.
func TestFeatureFlags(t *testing.T) {
	const v6, v7, x64, arm64 = "arm-unknown-linux-musleabihf", "armv7-unknown-linux-musleabihf", "x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"
	rust := func(words string) string { return "flags: f: rustc: [\"" + words + "\"]\n" }
	const isV6 = " has instructions of v7 and contract.isa is v6K (catalog): remove it, or write cpu: \"…\" in targets.cue"
	for _, c := range []struct{ src, want string }{
		{rowOf(v6) + rust("-Ctarget-feature=+neon"), `targets.cue:3:18: flags.f: "-Ctarget-feature=+neon"` + isV6},
		{rowOf(v6) + rust("-Ctarget-feature=+v7"), `targets.cue:3:18: flags.f: "-Ctarget-feature=+v7"` + isV6},
		{rowOf(v6) + rust("-C\", \"target-feature=+strict-align,+thumb2"), `targets.cue:3:18: flags.f: "-C target-feature=+strict-align,+thumb2"` + isV6},
		{rowOf(armsoft) + rust("-Ctarget-feature=+v6k"), `targets.cue:3:18: flags.f: "-Ctarget-feature=+v6k" has instructions of v6K and contract.isa is v5TE (catalog)`},
		{rowOf(v6) + "flags: f: c: [\"-mfpu=neon\"]\n", `targets.cue:3:14: flags.f: "-mfpu=neon"` + isV6},
		{rowOf(v6) + "flags: f: c: [\"-mfpu=vfpv3-d16\"]\n", `targets.cue:3:14: flags.f: "-mfpu=vfpv3-d16"` + isV6},
		{rowOf(v6) + "flags: f: c: [\"-mfpu=vfpv2\"]\n", ""},
		{rowOf(v7) + "flags: f: c: [\"-mfpu=neon\"]\n", ""},
		{rowOf(v7) + rust("-Ctarget-feature=+neon"), ""},
		{rowOf(v6) + "contract: isa: \"v7\"\n" + rust("-Ctarget-feature=+v7,+neon"), ""},
		{rowOf(v6) + rust("-Ctarget-feature=+vfp2,-neon,+strict-align"), ""},
		{rowOf(x64) + rust("-Ctarget-feature=+aes,+sse4.2"), ""},
		{rowOf(arm64) + rust("-Ctarget-feature=+lse"), ""},
		{rowOf(windows) + rust("-Ctarget-feature=+aes"), ""},
	} {
		_, found := Load(project(c.src))
		if got := found.Error(); (c.want == "") != (len(found) == 0) || !strings.HasPrefix(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s: %v\nwant %s", c.src, found, c.want)
		}
	}
}

// Where the program is run, that is on the oldest processor: with the instructions of a
// newer one it dies there, whatever binaries record.
func TestFeatureFlagsThatRun(t *testing.T) {
	const (
		arm64, x64, x86, v5, v7 = "aarch64-unknown-linux-musl", "x86_64-unknown-linux-musl", "i586-unknown-linux-musl", armsoft, "armv7-unknown-linux-musleabihf"
		smoke                   = "contract: smoke: args: [\"--version\"]\n"
	)
	rust := func(words string) string { return "flags: f: rustc: [\"" + words + "\"]\n" }
	for _, c := range []struct {
		triple, rest, at, flag string // "" where nothing is said
	}{
		{arm64, smoke + rust("-Ctarget-feature=+lse"), "4:18", "-Ctarget-feature=+lse"},
		{arm64, "test: {}\n" + rust("-Ctarget-feature=+outline-atomics,+aes"), "4:18", "-Ctarget-feature=+outline-atomics,+aes"},
		{x64, smoke + rust("-C\", \"target-feature=+avx2"), "4:18", "-C target-feature=+avx2"},
		{x64, smoke + "flags: f: c: [\"-mavx2\"]\n", "4:14", "-mavx2"},
		{x64, smoke + "flags: f: cxx: [\"-msse4.2\"]\n", "4:16", "-msse4.2"},
		{x86, smoke + "flags: f: c: [\"-msse2\"]\n", "4:14", "-msse2"},
		{"riscv64gc-unknown-linux-musl", smoke + rust("-Ctarget-feature=+zba"), "4:18", "-Ctarget-feature=+zba"},
		{v7, smoke + rust("-Ctarget-feature=+neon"), "4:18", "-Ctarget-feature=+neon"},

		{arm64, rust("-Ctarget-feature=+lse"), "", ""},
		{arm64, smoke + "cpu: \"neoverse-n1\"\n" + rust("-Ctarget-feature=+lse"), "", ""},
		{arm64, smoke + rust("-Ctarget-feature=+neon,+outline-atomics,+reserve-x18,+strict-align,-lse"), "", ""},
		{x64, smoke + rust("-Ctarget-feature=+sse2,+crt-static,-avx"), "", ""},
		{x64, smoke + "flags: f: c: [\"-msse2\", \"-mtune=haswell\", \"-mno-avx\", \"-mstackrealign\"]\n", "", ""},
		{v5, smoke + rust("-Ctarget-feature=+thumb-mode"), "", ""},
		{windows, "toolchain: kind: \"mingw\"\n" + smoke + rust("-Ctarget-feature=+avx2"), "", ""},
	} {
		_, found := Load(project(rowOf(c.triple) + c.rest))
		want := ""
		if c.flag != "" {
			want = "targets.cue:" + c.at + ": flags.f: \"" + c.flag + "\" has instructions that not every processor for " + c.triple +
				" has, and the program is run on the oldest: write cpu: \"…\" in targets.cue, with the oldest processor that has them"
		}
		if got := found.Error(); got != want {
			t.Errorf("%s %s: %v\nwant %s", c.triple, c.rest, found, want)
		}
	}
}
