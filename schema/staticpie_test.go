package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// Where the toolchain can make a static position-independent executable that
// rustc's own specification of the target does not have, contract.pie asks for it.
func TestStaticPIE(t *testing.T) {
	for triple, own := range map[string]bool{
		"x86_64-unknown-linux-musl": true, "i686-unknown-linux-musl": false, "aarch64-unknown-linux-musl": false, "arm-unknown-linux-musleabihf": false, armsoft: false,
	} {
		p, found := Load(project(rowOf(triple) + "contract: pie: true\n"))
		if p == nil {
			t.Fatal(triple, found)
		}
		a := p.Target("a")
		i := slices.IndexFunc(a.Flags, func(f model.Flag) bool { return f.Name == "static-pie" })
		if !a.Contract.PIE.V || (i < 0) != own || i >= 0 && (a.Flags[i].Why == "" || !slices.Contains(a.Flags[i].Args, "-Clink-arg=-pie")) {
			t.Errorf("%s: %v, %+v", triple, a.Contract.PIE, a.Flags)
		}
		p, _ = Load(project(rowOf(triple)))
		if a := p.Target("a"); a.Contract.PIE.V != own || slices.ContainsFunc(a.Flags, func(f model.Flag) bool { return f.Name == "static-pie" }) {
			t.Errorf("%s unasked: %v, %+v", triple, a.Contract.PIE, a.Flags)
		}
	}
}

// Elsewhere it is refused, with another toolchain where one can; and rustc's own
// word for it is refused where its specification has none.
func TestNoStaticPIE(t *testing.T) {
	const word = "flags: f: link: [\"-static-pie\"]\n"
	const external = "toolchain: {kind: \"image\", gcc: \"mips-linux-muslsf\", image: \"example.org/x@sha256:" + someSum + "\"}\n"
	for src, want := range map[string]string{
		rowOf("mips-unknown-linux-musl") + external + "contract: pie: true\n":  `targets.cue:4:16: contract.pie: rustc makes no static position-independent executable for mips-unknown-linux-musl: remove it, or write toolchain: kind: "zig"`,
		rowOf("aarch64-unknown-linux-musl") + debian + "contract: pie: true\n": `targets.cue:4:16: contract.pie: rustc makes no static position-independent executable for aarch64-unknown-linux-musl: remove it, or write toolchain: kind: "zig"`,
		rowOf(armsoft) + word:                      `targets.cue:3:17: flags.f: "-static-pie": rustc makes no static position-independent executable for armv5te-unknown-linux-musleabi by that word: write contract: pie: true`,
		rowOf("aarch64-unknown-linux-musl") + word: `targets.cue:3:17: flags.f: "-static-pie": rustc makes no static position-independent executable for aarch64-unknown-linux-musl by that word: write contract: pie: true`,
	} {
		_, found := Load(project(src))
		if got := strings.Split(found.Error(), "\n")[0]; got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
