package schema

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/model"
)

// specified is a project with one target by a specification of testdata/projects/acme,
// in which the lines of keys are changed: "key: value" in place of the line of the
// key, or as its first; "-key" takes it out.
func specified(t *testing.T, triple, more string, changes ...string) fstest.MapFS {
	t.Helper()
	data, err := os.ReadFile("../testdata/projects/acme/" + triple + ".json")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, c := range changes {
		key, value, _ := strings.Cut(strings.TrimPrefix(c, "-"), ": ")
		line := regexp.MustCompile(`(?m)^  "` + key + `": (\{[^}]*\}|[^\[\n]*(\[[^\]]*\])?),?\n`)
		instead := ""
		if value != "" {
			instead = "  \"" + key + "\": " + value + ",\n"
		}
		if value != "" && !line.MatchString(text) {
			text = strings.Replace(text, "{\n", "{\n"+instead, 1)
			continue
		}
		text = line.ReplaceAllString(text, strings.ReplaceAll(instead, "$", "$$"))
	}
	text = strings.Replace(text, ",\n}", "\n}", 1)
	p := project(nameLine + "targets: acme: {triple: \"" + triple + "\", spec: \"" + triple + ".json\"" + more + "}\n")
	p[triple+".json"] = &fstest.MapFile{Data: []byte(text)}
	return p
}

const (
	acme86   = "x86_64-acme-linux-musl"
	acmeMIPS = "mipsel-acme-linux-musl"
	acmeARM  = "armv5te-acme-linux-musleabi"
)

// What is not in a specification is that of the triple that it is like, and the rest
// is its own.
func TestSpec(t *testing.T) {
	for triple, like := range map[string]string{
		acme86: "x86_64-unknown-linux-musl", acmeMIPS: "mipsel-unknown-linux-musl", acmeARM: "armv5te-unknown-linux-musleabi",
	} {
		p, found := Load(specified(t, triple, ""))
		if len(found) > 0 {
			t.Fatal(found)
		}
		got := p.Target("acme")
		var known model.Triple
		for _, c := range Catalog() {
			if c.Name == like {
				known = c.Triple
			}
		}
		if got.Triple.Name != triple || got.Spec.Like.V != like || got.Triple.QEMU != known.QEMU || got.Triple.GCC != known.GCC || got.Triple.CRTStatic != known.CRTStatic || got.Triple.StaticPIE != known.StaticPIE {
			t.Errorf("%+v", got)
		}
		if got.Triple.Prebuilt || got.Rust.Std.V != model.StdSysroot {
			t.Errorf("%s: std is %+v", triple, got.Rust.Std)
		}
	}
}

// A specification need not link libc statically by itself, and rustc need have no start
// files for it: the target's flags are those that it needs, and that rustc takes.
func TestFlagsOfSpec(t *testing.T) {
	flags := func(p fstest.MapFS) (names []string) {
		loaded, found := Load(p)
		if loaded == nil {
			t.Fatal(found)
		}
		for _, f := range loaded.Target("acme").Flags {
			names = append(names, f.Name)
		}
		return names
	}
	for want, changes := range map[string][]string{
		"":                               nil,
		"crt-static":                     {"-crt-static-default"},
		"link-self-contained":            {"crt-objects-fallback: \"musl\""},
		"crt-static link-self-contained": {"-crt-static-default", "link-self-contained: {\"components\": [\"crto\"]}", "crt-objects-fallback: \"false\""},
	} {
		if got := strings.Join(flags(specified(t, acme86, "", changes...)), " "); got != want {
			t.Errorf("%v: %q, want %q", changes, got, want)
		}
	}
	for change, want := range map[string]bool{
		"-static-position-independent-executables": false, "relocation-model: \"static\"": false, "relocation-model: \"dynamic-no-pic\"": false,
		"relocation-model: \"pie\"": true, "relocation-model: null": true,
	} {
		p, found := Load(specified(t, acme86, "", change))
		if p == nil || p.Target("acme").Contract.PIE.V != want {
			t.Errorf("%s: want contract.pie %v: %v", change, want, found)
		}
	}
}

// Wide atomics of a target that is known by its specification alone.
func TestSpecWithAtomics(t *testing.T) {
	p, found := Load(specified(t, acmeARM, ", atomics: 64"))
	if p == nil || !p.Target("acme").EmulatesAtomics() {
		t.Fatal(found)
	}
}

func TestSpecRefused(t *testing.T) {
	for _, c := range []struct {
		triple, more string
		changes      []string
		want         string
	}{
		// What is no specification.
		{acme86, "", []string{"arch: x86_64"}, `x86_64-acme-linux-musl.json:2:11: the specification is not JSON: invalid character 'x' looking for beginning of value`},
		{acme86, "", []string{"vendor: \"a\",\n  \"vendor\": \"b\""}, `x86_64-acme-linux-musl.json:35:3: the specification has "vendor" twice (also at x86_64-acme-linux-musl.json:34:3): keep one`},
		{acme86, "", []string{"-data-layout"}, `x86_64-acme-linux-musl.json:1:1: the specification has no data-layout, without which rustc takes no specification: write what rustc prints for the target that yours is like`},
		{acme86, "", []string{"os: 3"}, `x86_64-acme-linux-musl.json:14:3: the specification has a wrong os, 3: write a string`},
		{acme86, "", []string{"target-family: [1]"}, `the specification has a wrong target-family, [1]: write a list of strings`},
		{acme86, "", []string{"llvm-target: null"}, `x86_64-acme-linux-musl.json:12:3: the specification has null for llvm-target, which rustc does not take: write what rustc prints for the target that yours is like`},
		// What rustc does not read.
		{acme86, "", []string{"code-model: \"x\""}, `x86_64-acme-linux-musl.json:2:3: code-model is "x", which rustc 1.95.0 does not take: write a string: "tiny", "small", "kernel", "medium", "large"`},
		{acme86, "", []string{"has-rpath: 1"}, `has-rpath is 1, which rustc 1.95.0 does not take: write true or false`},
		{acme86, "", []string{"late-link-args: [\"-s\"]"}, `late-link-args is ["-s"], which rustc 1.95.0 does not take: write an object of lists of strings, by linker-flavor or kind of output, none of them empty: "gnu"`},
		{acme86, "", []string{"target-c-int-width: \"32\""}, `target-c-int-width is "32", which rustc 1.95.0 does not take: write a whole number`},
		{acme86, "", []string{"supported-sanitizers: [\"adress\"]"}, `supported-sanitizers is ["adress"], which rustc 1.95.0 does not take: write a list of strings: "address"`},
		{acme86, "", []string{"is-builtin: true"}, `x86_64-acme-linux-musl.json:2:3: is-builtin is what rustc says of its own targets, and refuses in a file: remove it`},
		{acme86, "", []string{"crt-static-defualt: true"}, `x86_64-acme-linux-musl.json:2:3: rustc 1.95.0 reads no "crt-static-defualt" in a specification: remove it, or write "crt-static-default"`},
		{acme86, "", []string{"target-pointer-width: \"64\""}, `target-pointer-width is "64": rustc 1.95.0 reads it as a number: write 64`},
		{acme86, ", rust: channel: \"1.90.0\"", nil, `target-pointer-width is 64: rustc 1.90.0 reads it in a string: write "64"`},
		// What contradicts the name.
		{acme86, "", []string{"vendor: \"other\""}, `vendor is "other", and triple is "x86_64-acme-linux-musl" (targets.cue:2:25): write "acme", or another triple`},
		// What is no program for Linux.
		{acme86, "", []string{"os: \"none\""}, `x86_64-acme-linux-musl.json:14:3: os: xgen builds programs for Linux: write "os": "linux"`},
		{acme86, "", []string{"-os"}, `x86_64-acme-linux-musl.json:1:1: os: xgen builds programs for Linux: write "os": "linux"`},
		{acme86, "", []string{"-target-family"}, `x86_64-acme-linux-musl.json:1:1: target-family: std has nothing of Linux without it: write "target-family": ["unix"]`},
		{acme86, "", []string{"exe-suffix: \".elf\""}, `exe-suffix: a program has cargo's name of it: remove it`},
		{acme86, "", []string{"singlethread: true"}, `singlethread: its atomics would be none, and std has threads: remove it`},
		{acme86, "", []string{"atomic-cas: false"}, `atomic-cas: std needs compare-and-swap: remove it`},
		{acme86, "", []string{"linker: \"rust-lld\""}, `linker: the target's toolchain links, and this would have no effect: remove it`},
		{acme86, "", []string{"linker-flavor: \"gnu-lld\""}, `linker-flavor: the toolchain's compiler links, and takes no arguments of another linker: write "linker-flavor": "gnu-cc"`},
		{acme86, "", []string{"panic-strategy: \"abort\""}, `panic-strategy: std is built for both, and the program chooses by cargo: panic: "abort" in targets.cue: remove it`},
		{acme86, "", []string{"-crt-static-respected"}, `crt-static-respected is not true, and rustc would link musl one way, whatever it is asked: write "crt-static-respected": true`},
		{acme86, "", []string{"is-like-darwin: true"}, `x86_64-acme-linux-musl.json:2:3: is-like-darwin: xgen builds programs for Linux: remove it`},
		{acme86, "", []string{"vendor: \"apple\""}, `vendor is "apple", whose targets rustc takes for macOS and its like: write another, in triple too`},
		{acme86, "", []string{"executables: false"}, `executables: rustc would make no program: remove it`},
		{acme86, "", []string{"only-cdylib: true"}, `only-cdylib: rustc would make no program: remove it`},
		{acme86, "", []string{"binary-format: \"coff\""}, `binary-format: programs for Linux are ELF files: remove it`},
		{acme86, "", []string{"entry-name: \"start\""}, `entry-name: libc calls main: remove it`},
		{acme86, "", []string{"linker-flavor: \"darwin-cc\""}, `linker-flavor: the toolchain's compiler links, and takes no arguments of another linker`},
		{acme86, "", []string{"code-model: \"tiny\""}, `code-model: LLVM has it for kernels, or for another machine: write what rustc prints`},
		{acme86, "", []string{"rustc-abi: \"softfloat\""}, `rustc-abi is "softfloat", and x86_64-unknown-linux-musl, whose facts hold for the target, has none: remove it`},
		{acme86, "", []string{"pre-link-objects: {\"static-pic-exe\": [\"rcrt1.o\"]}"}, `x86_64-acme-linux-musl.json:2:3: pre-link-objects has "rcrt1.o", which no link finds by that name, and the toolchain's compiler brings the start files itself: remove it`},
		{acme86, "", []string{"post-link-objects: {\"dynamic-pic-exe\": [\"/opt/acme/end.o\", \"crtn.o\"]}"}, `post-link-objects has "crtn.o", which no link finds`},
		{acme86, ", contract: pie: true", []string{"relocation-model: \"static\""}, `x86_64-acme-linux-musl.json:2:3: relocation-model: "-Crelocation-model=static" links a program for a fixed address and contract.pie is true (targets.cue:2:103): remove it, or write contract: pie: false`},
		// What contradicts the machine.
		{acme86, "", []string{"arch: \"amd64\""}, `x86_64-acme-linux-musl.json:2:3: the catalog has no machine with arch "amd64", target-endian "little", target-pointer-width 64 and env "musl": the nearest, x86_64-unknown-linux-musl, has arch x86_64: write that, if it is one`},
		{acme86, "", []string{"target-endian: \"big\""}, `x86_64-acme-linux-musl.json:2:3: the catalog has no machine with arch "x86_64", target-endian "big", target-pointer-width 64 and env "musl": the nearest, x86_64-unknown-linux-musl, has target-endian little: write that, if it is one`},
		{acme86, "", []string{"target-pointer-width: 32"}, `x86_64-acme-linux-musl.json:33:3: the catalog has no machine with arch "x86_64", target-endian "little", target-pointer-width 32 and env "musl": the nearest, x86_64-unknown-linux-musl, has target-pointer-width 64: write that, if it is one`},
		{acme86, "", []string{"arch: \"aarch64\""}, `x86_64-acme-linux-musl.json:2:3: the specification is for aarch64, little-endian, and triple is "x86_64-acme-linux-musl" (targets.cue:2:25), the name of x86_64, little-endian: write the one that it is`},
		{acme86, ", like: \"aarch64-unknown-linux-musl\"", nil, `x86_64-acme-linux-musl.json:2:3: arch is "x86_64", and aarch64-unknown-linux-musl, whose facts hold for the target, has arch aarch64: write that, or like: with the triple that it is`},
		{acme86, ", like: \"x86_64-pc-windows-gnu\"", nil, `targets.cue:2:94: like is "x86_64-pc-windows-gnu", and a specification is for Linux alone: write a triple for Linux`},
		{acme86, "", []string{"data-layout: \"e-m:e-p270:32:32-p:32:32-i64:64\""}, `data-layout has pointers of 32 bits, and target-pointer-width is 64: write the layout that rustc prints for the target that yours is like`},
		{acmeMIPS, "", []string{"data-layout: \"e-m:m-i8:8:32\""}, `data-layout has pointers of 64 bits, and target-pointer-width is 32`},
		{acme86, "", []string{"data-layout: \"E-m:e\""}, `data-layout begins with "E", and target-endian is "little": a little-endian one begins with "e"`},
		{acme86, "", []string{"env: \"gnu\""}, `env is "gnu", and triple is "x86_64-acme-linux-musl" (targets.cue:2:25), the name of a target with another libc: write the one that it is`},
		{acme86, "", []string{"-env"}, `x86_64-acme-linux-musl.json:1:1: the catalog has no machine with arch "x86_64", target-endian "little", target-pointer-width 64 and env "": the nearest, x86_64-unknown-linux-musl, has env musl: write that, if it is one`},
		{acme86, "", []string{"max-atomic-width: 0"}, `max-atomic-width is 0, and x86_64-unknown-linux-musl has 64: write "max-atomic-width": 64`},
		{acme86, "", []string{"max-atomic-width: 128"}, `max-atomic-width is 128, and x86_64-unknown-linux-musl has 64: write "max-atomic-width": 64`},
		{acme86, "", []string{"features: \"+soft-float\""}, `features: x86_64-unknown-linux-musl, whose facts hold for the target, passes floats the hard way: write the features without "+soft-float"`},
		{acme86, "", []string{"abi: \"x32\""}, `abi is "x32", and x86_64-unknown-linux-musl, whose facts hold for the target, has none: remove it, or write like: with the triple that it is`},
		{acmeMIPS, "", []string{"max-atomic-width: 64"}, `max-atomic-width is 64, and the processor of mipsel-unknown-linux-musl has none wider than 32 bits: write 32, and atomics: 64 in targets.cue, which brings what does them`},
		{acmeMIPS, "", []string{"features: \"+mips32r2\""}, `features: mipsel-unknown-linux-musl, whose facts hold for the target, passes floats the soft way: write "+soft-float" among the features`},
		{acmeMIPS, "", []string{"static-position-independent-executables: true"}, `static-position-independent-executables is true, and rustc makes none for mipsel-unknown-linux-musl: write false; where the toolchain can, contract: pie: true in targets.cue makes one`},
		{acmeARM, "", []string{"llvm-floatabi: \"hard\""}, `llvm-floatabi: armv5te-unknown-linux-musleabi, whose facts hold for the target, passes floats the soft way: write "llvm-floatabi": "soft"`},
		{acmeARM, "", []string{"-llvm-floatabi"}, `armv5te-acme-linux-musleabi.json:1:1: llvm-floatabi: armv5te-unknown-linux-musleabi`},
		{acmeARM, "", []string{"features: \"-soft-float\""}, `features is "-soft-float", which contradicts llvm-floatabi "soft": remove the one for the other floats`},
		// What is for another processor.
		{acmeARM, "", []string{"llvm-target: \"armv7-unknown-linux-gnueabi\""}, `armv5te-acme-linux-musleabi.json:15:3: llvm-target is "armv7-unknown-linux-gnueabi": "armv7" is the name of another processor than that of armv5te-unknown-linux-musleabi (v5TE), whose facts hold for the target: write "armv5te-unknown-linux-musleabi", or a triple that begins with "armv7" and like: "armv7-unknown-linux-musleabi"`},
		{acmeARM, ", like: \"x86_64-unknown-linux-musl\"", []string{"-abi"}, `arch is "arm", and x86_64-unknown-linux-musl, whose facts hold for the target, has arch x86_64, target-pointer-width 64: write that, or like: with the triple that it is`},
		{acmeARM, ", like: \"armv7-unknown-linux-musleabihf\"", nil, `targets.cue:2:104: like is "armv7-unknown-linux-musleabihf", and triple and llvm-target begin with "armv5te" and "armv5te", names of a processor of armv5te-unknown-linux-musleabi: write like: "armv5te-unknown-linux-musleabi"`},
		{acmeARM, ", like: \"armv7-unknown-linux-musleabi\"", nil, `targets.cue:2:104: like is "armv7-unknown-linux-musleabi", and triple and llvm-target begin with "armv5te" and "armv5te"`},
		// std.
		{acme86, ", rust: std: \"prebuilt\"", nil, `rustup ships no std for x86_64-acme-linux-musl: remove rust.std, or write "sysroot" to have it built once from rust-src`},
		{acme86, ", test: lints: [\"clippy\"]", nil, `test.lints: clippy knows no target by a specification of the project's own (spec): for acme write test: lints: without "clippy", and have it on a target that rustc knows`},
	} {
		_, found := Load(specified(t, c.triple, c.more, c.changes...))
		if len(found) != 1 || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%v %s\ngives %v\nwant %s", c.changes, c.more, found, c.want)
		}
	}
}

// The name is the file's, and no other target's.
func TestNameOfSpec(t *testing.T) {
	for _, c := range []struct{ target, want string }{
		{`{triple: "x86_64-acme-linux-musl", spec: "acme.json"}`, `targets.cue:2:57: spec is "acme.json": rustc takes the target's name from the file, and triple is "x86_64-acme-linux-musl": rename the file to "x86_64-acme-linux-musl.json"`},
		{`{triple: "x86_64-unknown-linux-musl", spec: "x86_64-unknown-linux-musl.json"}`, `targets.cue:2:25: triple is "x86_64-unknown-linux-musl", which rustc itself knows, and spec (targets.cue:2:60) would be another target of that name: give it a vendor of its own such as "x86_64-acme-linux-musl", or remove spec`},
		{`{triple: "sparc64-unknown-linux-gnu", spec: "sparc64-unknown-linux-gnu.json"}`, `targets.cue:2:25: triple is "sparc64-unknown-linux-gnu", which rustc itself knows`},
		{`{triple: "aarch64-unknown-linux-gnu_ilp32", spec: "aarch64-unknown-linux-gnu_ilp32.json"}`, `give it a vendor of its own such as "x86_64-acme-linux-musl", or remove spec`},
		{`{triple: "x86_64-pc-windows-gnu", spec: "x86_64-pc-windows-gnu.json"}`, `targets.cue:2:25: triple is "x86_64-pc-windows-gnu", and xgen builds by a specification (spec, targets.cue:2:56) for Linux alone: for Windows write one of i686-pc-windows-gnu, x86_64-pc-windows-gnu, x86_64-pc-windows-gnullvm, and remove spec`},
		{`{triple: "x86_64-acme-windows-gnu", spec: "x86_64-acme-windows-gnu.json"}`, `for Linux alone: for Windows write one of i686-pc-windows-gnu, `},
		{`{triple: "acme", spec: "acme.json"}`, `targets.cue:2:25: triple is "acme": with spec want ARCH-VENDOR-linux-LIBC in lower case`},
		{`{triple: "x86_64-acme-linux-musl", spec: "../x86_64-acme-linux-musl.json"}`, `targets.cue:2:57: spec is "../x86_64-acme-linux-musl.json": it must lie below the project's root`},
		{`{triple: "x86_64-acme-linux-musl", spec: "x86_64-acme-linux-musl.json"}`, `targets.cue:2:57: spec: x86_64-acme-linux-musl.json: no such file`},
		{`{triple: "x86_64-acme-linux-musl", spec: "x86_64-acme-linux-musl.toml"}`, `targets.acme.spec is "x86_64-acme-linux-musl.toml": want the path of a target specification`},
		{`{triple: "x86_64-unknown-linux-musl", like: "x86_64-unknown-linux-musl"}`, `targets.cue:2:60: like is for a target with a specification of its own, and there is no spec: remove it`},
		{`triple: "x86_64-acme-linux-musl"`, `targets.acme.triple is "x86_64-acme-linux-musl": want one of rustc's targets that the catalog knows, such as "armv5te-unknown-linux-musleabi", or spec: "x86_64-acme-linux-musl.json" beside it, a target specification of rustc's (did you mean "x86_64-unknown-linux-musl"?)`},
	} {
		_, found := Load(project(nameLine + "targets: acme: " + c.target + "\n"))
		if len(found) != 1 || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s\ngives %v\nwant %s", c.target, found, c.want)
		}
	}
}

// The words of a name are those of the machine.
func TestWordsOfSpec(t *testing.T) {
	for triple, want := range map[string]string{
		"mips-acme-linux-musl":         `the specification is for mips, little-endian, and triple is "mips-acme-linux-musl" (targets.cue:2:25), the name of mips, big-endian: write the one that it is`,
		"x86_64-acme-linux-musl":       `the specification is for mips, little-endian, and triple is "x86_64-acme-linux-musl" (targets.cue:2:25), the name of x86_64, little-endian: write the one that it is`,
		"board-acme-linux-musl":        "",
		"mipsel-acme-linux-muslsf":     "",
		"mipsel-acme-linux-muslx32":    `targets.cue:2:25: triple ends in "muslx32", the name of another ABI than that of mipsel-unknown-linux-musl, whose facts hold for the target and which passes floats the soft way: write "mipsel-acme-linux-musl"`,
		"mipsel-acme-linux-musleabihf": `triple ends in "musleabihf", the name of another ABI`,
		"mipsel-acme-linux-gnu":        `env is "musl", and triple is "mipsel-acme-linux-gnu"`,
	} {
		p := specified(t, acmeMIPS, "")
		p[triple+".json"] = p[acmeMIPS+".json"]
		p["targets.cue"].Data = []byte(strings.ReplaceAll(string(p["targets.cue"].Data), acmeMIPS, triple))
		_, found := Load(p)
		if (len(found) > 0) != (want != "") || !strings.Contains(found.Error(), want) {
			t.Errorf("%s: %v, want %q", triple, found, want)
		}
	}
}
