package schema

import (
	"regexp"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// LLVM's name of a target is for the specification's machine, for Linux, and with the
// libc and ABI of the triple that it is like.
func TestLLVMOfSpec(t *testing.T) {
	for _, c := range []struct{ triple, llvm, want string }{
		{acme86, "x86_64-unknown-linux-musl", ""},
		{acme86, "x86_64-acme-linux-musl", ""},
		{acme86, "x86_64-linux-musl", ""},
		{acme86, "aarch64-unknown-linux-musl", `it is the name of aarch64, little-endian, and the specification is for x86_64, little-endian: write "x86_64-unknown-linux-musl"`},
		{acme86, "i686-unknown-linux-musl", `it is the name of x86, little-endian, and the specification is for x86_64, little-endian: write "x86_64-unknown-linux-musl"`},
		{acme86, "x86_64-pc-windows-gnu", `it names no target for Linux: write "x86_64-unknown-linux-musl"`},
		{acme86, "x86_64-linux", `it names no target for Linux: write "x86_64-unknown-linux-musl"`},
		{acme86, "x86_64", `it names no target for Linux: write "x86_64-unknown-linux-musl"`},
		{acme86, "foo", `LLVM has no machine "foo": write "x86_64-unknown-linux-musl"`},
		{acme86, "", `LLVM has no machine "": write "x86_64-unknown-linux-musl"`},
		{acme86, "x86_64-unknown-linux-gnu", `"gnu" is another libc or ABI than that of x86_64-unknown-linux-musl, whose facts hold for the target: write "x86_64-unknown-linux-musl"`},
		{acme86, "x86_64-unknown-linux-muslx32", `"muslx32" is another libc or ABI than that of x86_64-unknown-linux-musl`},
		{acmeMIPS, "mips-unknown-linux-musl", `it is the name of mips, big-endian, and the specification is for mips, little-endian: write "mipsel-unknown-linux-musl"`},
		{acmeMIPS, "mipsel-unknown-linux-muslsf", ""},
		{acmeARM, "armv5tej-unknown-linux-musleabi", ""},
		{acmeARM, "armv5te-unknown-linux-gnueabi", ""},
		{acmeARM, "armv5te-unknown-linux-musleabihf", `"musleabihf" is another libc or ABI than that of armv5te-unknown-linux-musleabi, whose facts hold for the target: write "armv5te-unknown-linux-musleabi"`},
		{acmeARM, "armv5te-unknown-linux-gnueabihf", `"gnueabihf" is another libc or ABI`},
		{acmeARM, "armebv5te-unknown-linux-musleabi", `it is the name of arm, big-endian, and the specification is for arm, little-endian`},
		{acmeARM, "armv5teeb-unknown-linux-musleabi", `it is the name of arm, big-endian`},
	} {
		like := ""
		if c.triple == acmeARM {
			like = ", like: \"armv5te-unknown-linux-musleabi\"" // whatever LLVM's name says
		}
		_, found := Load(specified(t, c.triple, like, "llvm-target: \""+c.llvm+"\""))
		want := `llvm-target is "` + c.llvm + `": ` + c.want
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || !strings.Contains(found.Error(), want)) {
			t.Errorf("%s: %v, want %s", c.llvm, found, want)
		}
	}
}

// Code is for the processor of the triple that it is like, whichever key says what it
// is for.
func TestCodeOfSpec(t *testing.T) {
	const hf, armHF = "armv6-acme-linux-musleabihf", ", like: \"arm-unknown-linux-musleabihf\""
	hard := []string{"abi: \"eabihf\"", "llvm-floatabi: \"hard\"", "max-atomic-width: 64", "features: \"+v6,+vfp2\"", "llvm-target: \"armv6-unknown-linux-musleabihf\""}
	with := func(more ...string) []string { return append(hard[:len(hard):len(hard)], more...) }
	for _, c := range []struct {
		from, as, more string
		changes        []string
		want           string
	}{
		// The name's own triple is the one that all else is held against.
		{acmeARM, acmeARM, "", []string{"cpu: \"arm926ej-s\""}, ""},
		{acmeARM, acmeARM, "", []string{"cpu: \"cortex-a15\"", "features: \"+soft-float,+strict-align\""}, `:2:3: cpu is "cortex-a15", which C, QEMU and the contract do not follow in a specification: remove it, and write cpu: "cortex-a15" in targets.cue`},
		{acmeARM, acmeARM, "", []string{"features: \"+soft-float,+strict-align,+v7\""}, `:10:3: features has "+v7", which code for armv5te-unknown-linux-musleabi, whose facts hold for the target, does not have: remove it, and write cpu: with the name of a processor that has it in targets.cue, which C, QEMU and the contract follow`},
		{acmeARM, acmeARM, "", []string{"features: \"+soft-float,+strict-align,+neon\""}, `:10:3: features has "+neon", which code for armv5te-`},
		{acmeARM, acmeARM, "", []string{"llvm-target: \"armv7-unknown-linux-musleabi\""}, `:15:3: llvm-target is "armv7-unknown-linux-musleabi": "armv7" is the name of another processor than that of armv5te-unknown-linux-musleabi (v5TE), whose facts hold for the target: write "armv5te-unknown-linux-musleabi", or a triple that begins with "armv7" and like: "armv7-unknown-linux-musleabi"`},
		{acmeARM, "armv7-acme-linux-musleabi", "", nil, `armv7-acme-linux-musleabi.json:15:3: llvm-target is "armv5te-unknown-linux-musleabi": "armv5te" is the name of another processor than that of armv7-unknown-linux-musleabi (v7)`},
		{acmeARM, acmeARM, "", []string{"llvm-target: \"armv7m-unknown-linux-musleabi\""}, `llvm-target is "armv7m-unknown-linux-musleabi": it is the name of the M profile of arm, little-endian`},
		{acmeARM, acmeARM, "", []string{"cpu: \"cortex-m3\""}, `:2:3: cpu is "cortex-m3", and it has no ARM instructions, and no Linux with processes runs on it: remove it`},
		{acmeARM, acmeARM, ", like: \"armv5te-unknown-linux-musleabi\"", []string{"llvm-target: \"armv7-unknown-linux-musleabi\"", "features: \"+v7,+soft-float\""}, `:15:3: llvm-target is "armv7-unknown-linux-musleabi": "armv7" is the name of another processor`},
		{acmeARM, hf, armHF, hard, ""},
		{acmeARM, hf, "", hard, ""},
		{acmeARM, hf, armHF, with("cpu: \"arm1176jzf-s\""), ""},
		{acmeARM, hf, "", with("cpu: \"arm1176jz-s\""), `cpu is "arm1176jz-s", which computes no floating-point values, and arm-unknown-linux-musleabihf passes them in the registers of such a unit: remove it`},
		{acmeARM, hf, "", with("cpu: \"arm926ej-s\""), `cpu is "arm926ej-s", which is v5TE, and code for arm-unknown-linux-musleabihf needs v6K: remove it`},
		{acmeARM, hf, armHF, with("features: \"+v7,+vfp3d16,+thumb2,-neon\""), `features has "+v7,+vfp3d16,+thumb2", which code for arm-unknown-linux-musleabihf`},
		{acmeARM, hf, ", like: \"armv7-unknown-linux-musleabihf\"", with("features: \"+v7,+vfp3d16,+thumb2,-neon\"", "llvm-target: \"armv7-unknown-linux-musleabihf\""), `targets.cue:2:25: triple begins with "armv6", the name of another processor than that of armv7-unknown-linux-musleabihf (v7), whose facts hold for the target: write the name of that`},
		{acmeARM, "armv7-acme-linux-musleabihf", "", with("features: \"+v7,+vfp3d16,+thumb2,+neon\"", "llvm-target: \"armv7-unknown-linux-musleabihf\""), `features has "+neon", which code for armv7-unknown-linux-musleabihf, whose facts hold for the target, does not have: remove it, and write cpu: with the name of a processor that has it in targets.cue, which C, QEMU and the contract follow; or write like: "thumbv7neon-unknown-linux-musleabihf"`},
		{acmeARM, "armv7-acme-linux-musleabihf", ", like: \"thumbv7neon-unknown-linux-musleabihf\"", with("features: \"+v7,+vfp3d16,+thumb2,+neon\"", "llvm-target: \"armv7-unknown-linux-musleabihf\""), ""},
		{acmeARM, "armv7-acme-linux-musleabihf", "", with("features: \"+v7,+vfp3,-d32,+thumb2,-neon\"", "llvm-target: \"armv7-unknown-linux-gnueabihf\""), ""}, // as rustc 1.82 prints it
		{acmeMIPS, acmeMIPS, "", []string{"cpu: \"mips32r6\""}, `:3:3: cpu is "mips32r6", and release 6 of MIPS has other instructions than the target's code: write "cpu": "mips32r2"`},
		{acmeMIPS, acmeMIPS, "", []string{"cpu: \"mips32\"", "features: \"+soft-float\""}, `cpu is "mips32", and it is older than release 2 of MIPS: write "cpu": "mips32r2"`},
		{acmeMIPS, acmeMIPS, "", []string{"features: \"+mips32r2,+soft-float,+dsp\"", "code-model: null"}, `features has "+dsp", which code for mipsel-unknown-linux-musl`},
		{acmeMIPS, acmeMIPS, "", []string{"features: \"+mips32r2,+soft-float,+nomadd4\"", "cpu: null"}, ""},
		{acmeMIPS, acmeMIPS, "", []string{"features: \"+soft-float\"", "-cpu"}, `mipsel-acme-linux-musl.json:1:1: the specification has no cpu, and that of mipsel-unknown-linux-musl, whose facts hold for the target, is "mips32r2": write "cpu": "mips32r2"`},
		{acme86, acme86, "", []string{"cpu: \"haswell\""}, `cpu is "haswell", which C, QEMU and the contract do not follow in a specification: write "cpu": "x86-64", and cpu: "haswell" in targets.cue`},
		{acme86, acme86, "", []string{"cpu: \"x86-64-v3\""}, `cpu is "x86-64-v3", which C, QEMU`},
		{acme86, acme86, "", []string{"cpu: \"hasswell\""}, `cpu is "hasswell", and rustc knows no such processor: did you mean "haswell"?: write "cpu": "x86-64"`},
		{acme86, acme86, "", []string{"cpu: \"nocona\""}, ""},
		{acme86, acme86, "", []string{"cpu: \"generic\""}, ""},
		{acme86, acme86, "", []string{"-cpu"}, ""},
		{acme86, acme86, ", cpu: \"haswell\"", []string{"cpu: \"haswell\""}, ""},
		{acme86, acme86, ", cpu: \"haswell\"", nil, ""},
		{acme86, acme86, ", cpu: \"haswell\"", []string{"cpu: \"skylake\""}, `cpu is "skylake", which C, QEMU`},
		{acme86, acme86, "", []string{"features: \"+avx2,+fma,+sse2,+slow-shld,+reserve-x18\""}, `features has "+avx2,+fma", which code for x86_64-unknown-linux-musl, whose facts hold for the target, does not have: remove it`},
		{acme86, acme86, "", []string{"features: \"+sse,+slow-shld,-avx,+retpoline\""}, ""},
		{acme86, acme86, "", []string{"features: \"avx2\""}, `features has "avx2", and rustc takes none without a sign: write each with + or -, and a comma alone between them`},
		{acme86, acme86, "", []string{"features: \"+sse2, +fxsr\""}, `features has " +fxsr", and rustc takes none without a sign`},
		{acme86, acme86, "", []string{"features: \"-sse2\""}, `features has "-sse2", and the C code for x86_64-unknown-linux-musl, whose facts hold for the target, has those instructions: remove it`},
		{acme86, acme86, "", []string{"features: \"+retpoline,-retpoline\""}, `features has "+retpoline,-retpoline", and rustc takes no feature both ways: remove one of them`},
	} {
		p := specified(t, c.from, c.more, c.changes...)
		p[c.as+".json"] = p[c.from+".json"]
		p["targets.cue"].Data = []byte(strings.ReplaceAll(string(p["targets.cue"].Data), c.from, c.as))
		_, found := Load(p)
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || !strings.Contains(found.Error(), c.want)) {
			t.Errorf("%s %s %v:\n%v\nwant %s", c.as, c.more, c.changes, found, c.want)
		}
	}
}

// What is proposed for a specification that could be like several triples is taken: it
// passes floats alike, and its code is for the same processor.
func TestProposedLike(t *testing.T) {
	const name = "board-acme-linux-musleabihf"
	load := func(more string) model.Diagnostics {
		p := specified(t, acmeARM, more, "abi: \"eabihf\"", "llvm-floatabi: \"hard\"", "max-atomic-width: 64", "features: \"+v7,+vfp3d16\"", "llvm-target: \"armv7-unknown-linux-musleabihf\"")
		p[name+".json"] = p[acmeARM+".json"]
		p["targets.cue"].Data = []byte(strings.ReplaceAll(string(p["targets.cue"].Data), acmeARM, name))
		_, found := Load(p)
		return found
	}
	m := regexp.MustCompile(`write (like: "[^"]*")`).FindStringSubmatch(load("").Error())
	if m == nil {
		t.Fatal(load(""))
	}
	if found := load(", " + m[1]); len(found) > 0 {
		t.Errorf("with %s: %v", m[1], found)
	}
}

// The name that is proposed for one of rustc's own is taken.
func TestProposedName(t *testing.T) {
	c := catalog.Load()
	for _, name := range append(c.Names(), c.OtherTriples...) {
		if strings.Contains(name, "windows") {
			continue
		}
		_, found := Load(project(nameLine + "targets: a: {triple: \"" + name + "\", spec: \"" + name + ".json\"}\n"))
		m := regexp.MustCompile(`of its own such as "([^"]*)"`).FindStringSubmatch(found.Error())
		if m == nil {
			t.Fatalf("%s: %v", name, found)
		}
		_, found = Load(project(nameLine + "targets: a: {triple: \"" + m[1] + "\", spec: \"" + m[1] + ".json\"}\n"))
		if want := m[1] + ".json: no such file"; len(found) != 1 || !strings.Contains(found.Error(), want) {
			t.Errorf("%s: %v, want %s", m[1], found, want)
		}
	}
}

// The arguments in a specification are judged as those in targets.cue.
func TestArgumentsOfSpec(t *testing.T) {
	for change, want := range map[string]string{
		`pre-link-args: {"gnu-cc": ["-static-pie"]}`:                                        `pre-link-args: "-static-pie": rustc by itself makes no static position-independent executable for mipsel-acme-linux-musl, and no such program that zig linked was seen to run there yet: remove it`,
		`late-link-args: {"gcc": ["-static-pie"]}`:                                          `late-link-args: "-static-pie": rustc by itself makes no static`,
		`post-link-args: {"gnu-cc": ["-fuse-ld=lld"], "gnu-lld-cc": ["-fuse-ld=lld"]}`:      `post-link-args: "-fuse-ld=lld":`,
		`late-link-args-static: {"gnu-cc": ["-mhard-float"]}`:                               `late-link-args-static: "-mhard-float" contradicts mipsel-acme-linux-musl, which passes floats the soft way`,
		`llvm-args: ["-float-abi=hard"]`:                                                    `llvm-args: "-Cllvm-args=-float-abi=hard" contradicts`,
		`pre-link-args: {"gnu": ["-static-pie"], "gnu-cc": ["-m32"], "gnu-lld-cc": ["-s"]}`: "",
	} {
		_, found := Load(specified(t, acmeMIPS, "", change))
		if want == "" && len(found) > 0 || want != "" && (len(found) != 1 || !strings.Contains(found.Error(), acmeMIPS+".json:2:3: "+want)) {
			t.Errorf("%s: %v, want %s", change, found, want)
		}
	}
}

// How a pointer's width is written follows the release, or the nightly's day.
func TestWidthOfSpec(t *testing.T) {
	for channel, number := range map[string]bool{
		"1.90.0": false, "1.91.0": true, "1.95.0": true, "nightly-2025-06-01": false, "nightly-2025-08-31": false, "nightly-2025-09-01": true, "nightly-2026-04-14": true,
	} {
		for form, is := range map[string]bool{"64": true, "\"64\"": false} {
			_, found := Load(specified(t, acme86, ", rust: channel: \""+channel+"\"", "target-pointer-width: "+form))
			if said := strings.Contains(found.Error(), "target-pointer-width is "); said != (is != number) {
				t.Errorf("%s with %s: %v", channel, form, found)
			}
		}
	}
}
