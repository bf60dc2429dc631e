package schema

import (
	"strings"
	"testing"
)

const twoRows = row + "targets: riscv64: triple: \"riscv64gc-unknown-linux-musl\"\n"

// A flag reaches the targets of which its condition holds; a template of the
// targets may have one too, and a catalog's flag stays where it does not.
func TestFlagsWhen(t *testing.T) {
	p, found := Load(project("name: \"hello\"\n" + twoRows + `
flags: arm: {c: ["-DARM"], when: arch: "arm", why: "w"}
targets: [_]: flags: old: {c: ["-DOLD"], when: {atomics: "<64", std: "sysroot"}}
flags: "crt-static": {rustc: ["-Ctarget-feature=+crt-static"], when: arch: "arm"}
`))
	if len(found) > 0 {
		t.Fatal(found)
	}
	passed := func(target, name string) bool {
		for _, f := range p.Target(target).Flags {
			if f.Name == name {
				return true
			}
		}
		return false
	}
	for _, name := range []string{"arm", "old"} {
		if !passed("armv5te", name) || passed("riscv64", name) {
			t.Errorf("%s: armv5te has %v, riscv64 has %v", name, p.Target("armv5te").Flags, p.Target("riscv64").Flags)
		}
	}
	if !passed("riscv64", "crt-static") {
		t.Error("a flag whose condition does not hold replaced the catalog's")
	}
	var because []string
	for _, u := range p.Target("riscv64").Unflagged {
		because = append(because, u.Name+": "+u.Because)
	}
	if got := strings.Join(because, "; "); got != "arm: arch is riscv64, not arm; crt-static: arch is riscv64, not arm; old: atomics are 64 bits wide, not <64" {
		t.Error(got)
	}
}

func TestFlagsWhenFaults(t *testing.T) {
	for src, want := range map[string]string{
		`flags: f: {c: ["-DX"], when: arch: "mips"}`:                "targets.cue:4:8: flags.f is for targets with arch: \"mips\" and none is: remove it",
		`flags: f: {c: ["-DX"], when: arch: "armv5te"}`:             `targets.cue:4:36: flags.f.when.arch is "armv5te": want an architecture by rustc's name, such as "arm"`,
		`targets: [_]: flags: f: {c: ["-DX"], when: endian: "big"}`: "targets.cue:4:22: flags.f is for targets with endian: \"big\" and none is: remove it",
		`flags: f: {why: "x"}`:                                      "targets.cue:4:8: flags.f has no arguments, and no target has a flag of that name that it would take back: write c: [\"…\"], or rustc, cxx or link, or remove it",
		`flags: f: {}`:                                              "targets.cue:4:8: flags.f has no arguments",
		`flags: f: c: []`:                                           "targets.cue:4:8: flags.f has no arguments",
		`targets: riscv64: flags: f: rustc: []`:                     "targets.cue:4:26: flags.f has no arguments",
		`flags: f: {link: [], when: arch: "riscv64"}`:               "targets.cue:4:8: flags.f has no arguments",
		`flags: "linker-features": {rustc: [], why: "x"}`:           "targets.cue:4:8: flags.linker-features has no arguments",
	} {
		_, found := Load(project("name: \"hello\"\n" + twoRows + src))
		if len(found) != 1 || !strings.HasPrefix(strings.Replace(found[0].String(), "targets.armv5te.", "", 1), want) {
			t.Errorf("%s:\ngot  %v\nwant %s…", src, found, want)
		}
	}
}

// A group without arguments takes one of its name back, for the targets that have
// one.
func TestFlagsTakenBack(t *testing.T) {
	p, found := Load(project("name: \"hello\"\n" + twoRows + `
targets: x86: triple: "x86_64-unknown-linux-gnu"
flags: f: c: ["-DX"]
targets: armv5te: flags: f: c: []
flags: "linker-features": {}
`))
	if len(found) > 0 {
		t.Fatal(found)
	}
	for _, target := range []string{"armv5te", "x86"} {
		for _, f := range p.Target(target).Flags {
			if taken := f.Name == "linker-features" || f.Name == "f" && target == "armv5te"; taken && len(f.Args) > 0 {
				t.Errorf("%s still has %+v", target, f)
			}
		}
	}
}

func TestSmokeDaemonFaults(t *testing.T) {
	for src, want := range map[string]string{
		`contract: smoke: daemon: bin: "helo"`:    `targets.cue:4:31: no binary "helo" in the workspace: did you mean "hello"?`,
		`contract: smoke: daemon: args: ["a"]`:    `targets.cue:4:26: contract.smoke.daemon.bin is missing: want the name of a binary`,
		`contract: smoke: daemon: {bin: "hello"}`: "",
	} {
		_, found := Load(project("name: \"hello\"\n" + twoRows + src))
		switch {
		case want == "" && len(found) > 0, want != "" && (len(found) != 1 || !strings.HasPrefix(found[0].String(), want)):
			t.Errorf("%s:\ngot  %v\nwant %s…", src, found, want)
		}
	}
}

// A flag of the project's is judged where each target has another of that name too:
// the next target would get it.
func TestOverriddenFlagsAreJudged(t *testing.T) {
	for flag, want := range map[string]string{
		`link: ["--target=x"]`:    `targets.cue:3:18: flags.f: "--target=x" replaces the target`,
		`c: ["-mfloat-abi=hard"]`: `targets.cue:3:15: flags.f: "-mfloat-abi=hard" contradicts`,
		`link: ["-fuse-ld=gold"]`: `targets.cue:3:18: flags.f: "-fuse-ld=gold": zig links`,
	} {
		_, found := Load(project(rowOf(armsoft) + "flags: f: {" + flag + "}\ntargets: a: flags: f: c: [\"-O2\"]\n"))
		checkFound(t, found.Error(), []string{want})
	}
}

// A value that could be anything stands for no struct.
func TestAnything(t *testing.T) {
	for more, want := range map[string]string{
		"rust: _\n":            `targets.cue:3:7: rust is _, which can be anything: remove it, or write fields (channel, `,
		"targets: b: _\n":      `targets.cue:3:13: targets.b.triple is missing: want one of rustc's targets`,
		"contract: smoke: _\n": `targets.cue:3:18: contract.smoke is _, which can be anything: remove it`,
	} {
		_, found := Load(project(rowOf(armsoft) + more))
		checkFound(t, found.Error(), []string{want})
	}
}
