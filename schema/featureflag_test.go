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
