package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
)

// Every name is one of rustc's, and none that it prints is left out. One that it does not
// print it takes for the one that stands with it.
func TestProcessorsAgainstRustc(t *testing.T) {
	rustc := compiler(t, catalog.Load().Defaults.Channel)
	held := map[string]bool{} // the tables of which the other names were tried
	for _, triple := range Catalog() {
		said, err := run(rustc, "--print", "target-cpus", "--target", triple.Name).Output()
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, line := range strings.Split(string(said), "\n")[1:] {
			if words := strings.Fields(line); len(words) > 0 && words[0] != "native" {
				want = append(want, words[0])
			}
		}
		facts := catalog.Load().Triples[triple.Name]
		cpus := facts.Processors()
		of := func(name string) string { return processorCfg(t, rustc, triple.Name, name) }
		var got []string
		for name, cpu := range cpus.Fit {
			switch {
			case cpu.Alias == "":
				got = append(got, name)
			case held[facts.CPUTable]:
			case of(name) != of(cpu.Alias) || slices.Contains(want, name):
				t.Errorf("%s: rustc does not take %s for %s", triple.Name, name, cpu.Alias)
			}
		}
		for _, names := range cpus.Unfit {
			got = append(got, names...)
		}
		got = slices.DeleteFunc(got, func(name string) bool { return name == "apple-latest" && of(name) == of("apple-m5") })
		held[facts.CPUTable] = true
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the catalog has\n%v, and rustc\n%v", triple.Name, got, want)
		}
	}
}

// processorCfg returns what rustc says of a processor, which it must know.
func processorCfg(t *testing.T, rustc []string, triple, cpu string) string {
	t.Helper()
	said, err := run(rustc, "--print", "cfg", "--target", triple, "-Ctarget-cpu="+cpu).CombinedOutput()
	if err != nil || strings.Contains(string(said), "is not a recognized processor") {
		t.Errorf("%s: %s: %v: %s", triple, cpu, err, said)
	}
	return string(said)
}

// One that runs has a model of QEMU's, and one that does not the reason.
func TestProcessorsSayWhatQEMULacks(t *testing.T) {
	for _, triple := range Catalog() {
		for name, cpu := range catalog.Load().Triples[triple.Name].Processors().Fit {
			if (cpu.QEMU == "") != (cpu.Lacks != "") {
				t.Errorf("%s: %s: %+v", triple.Name, name, cpu)
			}
		}
	}
}

func TestCPU(t *testing.T) {
	const target = "name: \"hello\"\ntargets: a: triple: %q\n%s\n"
	armv5, hard := "armv5te-unknown-linux-musleabi", "arm-unknown-linux-musleabihf"
	x86, arm64 := "x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"
	smoke := "\ncontract: smoke: args: [\"--version\"]"
	for _, c := range []struct{ triple, rest, want string }{
		{x86, `targets: a: cpu: "x86-64-v3"` + smoke, ""},
		{x86, `targets: a: cpu: "x86-64-v33"`, `targets.cue:3:18: cpu is "x86-64-v33", and rustc knows no such processor: did you mean "x86-64-v3"?: for ` + x86},
		{x86, `targets: a: cpu: "native"`, `targets.cue:3:18: targets.a.cpu is "native": want rustc's name`},
		{x86, `targets: a: cpu: "pentium4"`, `targets.cue:3:18: cpu is "pentium4", and it has no 64-bit mode`},
		{x86, `targets: a: cpu: "znver5"` + smoke, `targets.cue:3:18: cpu is "znver5", and QEMU does not have AVX-512, so that nothing runs`},
		{x86, `targets: a: cpu: "znver5"`, ""},
		{x86, `cpu: "cortex-a53"`, `targets.cue:3:6: cpu is "cortex-a53", which no target has: rustc knows no such processor`},
		{x86, "cpu: \"neoverse-n1\"\ntargets: b: triple: \"" + arm64 + `"`, ""},
		{hard, `targets: a: cpu: "arm926ej-s"`, `targets.cue:3:18: cpu is "arm926ej-s", which is v5TE, and code for arm-unknown-linux-musleabihf needs v6K`},
		{hard, `targets: a: cpu: "arm1176jz-s"`, `targets.cue:3:18: cpu is "arm1176jz-s", which computes no floating-point values`},
		{arm64, "targets: a: cpu: \"apple-m4\"\ntargets: a: toolchain: kind: \"debian\"", `targets.cue:3:18: warning: cpu is "apple-m4": GCC 14 does not know it, so that the C code of a is for the oldest`},
		{x86, `flags: x: rustc: ["-C", "target_cpu=x86-64-v3"]`, `targets.cue:3:18: flags.x: "-C target_cpu=x86-64-v3" names a processor, which neither std nor QEMU follows: write cpu: "x86-64-v3" in targets.cue`},
		{armv5, `flags: x: c: ["-march=armv7-a"]`, `targets.cue:3:14: flags.x: "-march=armv7-a" names an instruction set, which neither std nor QEMU follows: remove it; for a newer one write cpu: with the name of a processor that has it, in targets.cue`},
		{x86, `flags: x: c: ["-march=haswell"]`, `targets.cue:3:14: flags.x: "-march=haswell" names a processor, which neither std nor QEMU follows: write cpu: "haswell"`},
		{x86, `flags: x: c: ["-mtune=haswell", "-mavx2"]`, ""},
		{arm64, `targets: a: cpu: "apple-m1"`, ""},
		{arm64, `targets: a: cpu: "cobalt-100"` + smoke, ""},
		{arm64, `targets: a: cpu: "apple-a19"` + smoke, `targets.cue:3:18: cpu is "apple-a19", and QEMU does not have cssc`},
		{arm64, `targets: a: cpu: "apple-latest"`, `targets.cue:3:18: cpu is "apple-latest", and it is another processor with each newer LLVM: for ` + arm64},
		{arm64, `flags: x: c: ["-mcpu=neoverse-n2"]`, `targets.cue:3:14: flags.x: "-mcpu=neoverse-n2" names a processor, which neither std nor QEMU follows: write cpu: "neoverse-n2"`},
		{arm64, `flags: x: rustc: ["-Ctarget-cpu=apple-m1"]`, `targets.cue:3:18: flags.x: "-Ctarget-cpu=apple-m1" names a processor, which neither std nor QEMU follows: write cpu: "apple-m1"`},
		{armv5, `contract: isa: "v4T"`, `targets.cue:3:16: contract.isa is "v4T", and code for ` + armv5 + ` needs v5TE: write that or a newer one`},
		{armv5, `contract: isa: "v7"`, ""},
		{armv5, "targets: a: cpu: \"cortex-a7\"\ncontract: isa: \"v6\"", `targets.cue:4:16: contract.isa is "v6", and code for ` + armv5 + ` needs v7`},
	} {
		_, found := Load(project(fmt.Sprintf(target, c.triple, c.rest)))
		if got := found.Error(); !strings.HasPrefix(got, c.want) || c.want == "" && len(found) > 0 {
			t.Errorf("%s %s:\n%v\nwant %s", c.triple, c.rest, found, c.want)
		}
	}
}

// What a processor decides follows it, with each kind of toolchain.
func TestCPUIsFollowed(t *testing.T) {
	for _, c := range []struct{ triple, cpu, toolchain, args, qemu, isa string }{
		{"armv5te-unknown-linux-musleabi", "cortex-a7", "zig", "-mcpu=cortex_a7+soft_float-fpregs", "cortex-a7", "v7"},
		{"armv5te-unknown-linux-musleabi", "cortex-a7", "debian", "-mcpu=cortex-a7", "cortex-a7", "v7"},
		{"mipsel-unknown-linux-musl", "mips32r5", "zig", "-mcpu=mips32r5+soft_float", "P5600", "MIPS32r5"},
		{"x86_64-unknown-linux-musl", "haswell", "source", "-march=haswell", "", ""},
		{"aarch64-unknown-linux-gnu", "neoverse-v1", "debian", "-mcpu=neoverse-v1", "neoverse-v1", ""},
		{"i686-pc-windows-gnu", "prescott", "mingw", "-march=prescott", "", ""},
		{"riscv64gc-unknown-linux-musl", "sifive-u74", "debian", "-march=rv64gc", "rv64", "rv64imafdc_zicsr_zifencei_zmmul_zaamo_zalrsc_zca_zcd"},
	} {
		p, found := Load(project(fmt.Sprintf("name: \"hello\"\ntargets: a: {triple: %q, cpu: %q, toolchain: kind: %q}\n", c.triple, c.cpu, c.toolchain)))
		if len(found) > 0 {
			t.Fatal(found)
		}
		a := p.Targets[0]
		if got := strings.Join(a.Toolchain.CPUArgs, " "); got != c.args {
			t.Errorf("%s: C is told %s, want %s", c.cpu, got, c.args)
		}
		if f := a.Flags[0]; f.Name != "cpu" || strings.Join(f.Args, " ") != "-Ctarget-cpu="+c.cpu {
			t.Errorf("%s: rustc is told %v", c.cpu, f)
		}
		if c.qemu != "" && a.Triple.Emulator().CPU != c.qemu || a.Contract.ISA.V != c.isa {
			t.Errorf("%s: QEMU has %q, the contract %q", c.cpu, a.Triple.Emulator().CPU, a.Contract.ISA.V)
		}
	}
}
