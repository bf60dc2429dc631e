package resolve

import (
	"encoding/json"
	"reflect"
	"slices"

	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
)

var specFacts = rule.Error("spec-facts", "rustc compiles what the specification says, and the C toolchain, QEMU and the contract are for the catalog's machine: both must be the same one")

// fact is what a key of a specification is, and what it must be.
type fact struct {
	key      string
	is, want any
	why      string
	write    string
}

// isProgram refuses a specification that is not for programs on Linux as std,
// cargo and the toolchain's wrappers take them, and reports whether it is.
func (r *resolver) isProgram(s *spec.Spec) bool {
	before := len(r.found)
	for _, f := range []fact{
		{"code-model", s.CodeModel == "kernel" || s.CodeModel == "tiny" && s.Arch != "aarch64", false, "LLVM has it for kernels, or for another machine", "what rustc prints for the target that yours is like"},
		{"os", s.OS, "linux", "xgen builds programs for Linux", `"os": "linux"`},
		{"target-family", slices.Contains(s.Family, "unix"), true, "std has nothing of Linux without it", `"target-family": ["unix"]`},
		{"linker-flavor", slices.Contains([]string{"gnu-cc", "gnu-lld-cc", "gcc"}, s.LinkerFlavor), true, "the toolchain's compiler links, and takes no arguments of another linker", `"linker-flavor": "gnu-cc"`},
	} {
		if f.is != f.want {
			r.contradicts(specFacts, f.key, s.At(f.key), "%s: %s: write %s", f.key, f.why, f.write)
		}
	}
	for _, u := range usual {
		if k, written := s.Keys[u.key]; written && isOther(k.JSON, u.value) {
			r.contradicts(specFacts, u.key, k.Pos, "%s: %s: remove it", u.key, u.why)
		}
	}
	if s.Vendor == "apple" {
		r.contradicts(specFacts, "vendor", s.At("vendor"), "vendor is \"apple\", whose targets rustc takes for macOS and its like: write another, in triple too")
	}
	if s.Env == "musl" && !s.CRTStaticRespected {
		r.contradicts(specFacts, "crt-static-respected", s.At("crt-static-respected"), "crt-static-respected is not true, and rustc would link musl one way, whatever it is asked: write \"crt-static-respected\": true")
	}
	return len(r.found) == before
}

// usual are the keys that have rustc's own default in every specification of a program
// for Linux, in JSON.
var usual = []struct{ key, value, why string }{
	{"exe-suffix", `""`, "a program has cargo's name of it"},
	{"singlethread", "false", "its atomics would be none, and std has threads"},
	{"atomic-cas", "true", "std needs compare-and-swap"},
	{"min-atomic-width", "8", "std needs atomics of 8 bits"},
	{"linker", `""`, "the target's toolchain links, and this would have no effect"},
	{"lld-flavor", `"gnu"`, "the toolchain's linker links ELF files"},
	{"panic-strategy", `"unwind"`, "std is built for both, and the program chooses by cargo: panic: \"abort\" in targets.cue"},
	{"executables", "true", "rustc would make no program"},
	{"only-cdylib", "false", "rustc would make no program"},
	{"binary-format", `"elf"`, "programs for Linux are ELF files"},
	{"archive-format", `"gnu"`, "the toolchain's linker reads archives as GNU ar writes them"},
	{"obj-is-bitcode", "false", "the toolchain's linker reads object files"},
	{"entry-name", `"main"`, "libc calls main"},
	{"entry-abi", `"C"`, "libc calls main as C does"},
	{"main-needs-argc-argv", "true", "std takes a program's arguments from main"},
	{"need-explicit-cpu", "false", "rustc would want a flag for it: cpu in targets.cue names a newer processor"},
	{"allow-asm", "true", "std has assembler code"},
	{"default-codegen-backend", `"llvm"`, "rustup's rustc has no other"},
	{"default-sanitizers", "[]", "std is built without"},
	{"target-c-int-width", "32", "an int of the toolchain's compiler has 32 bits"},
	{"c-enum-min-bits", "32", "an enum of the toolchain's compiler has 32 bits"},
	{"is-like-aix", "false", otherSystem},
	{"is-like-android", "false", otherSystem},
	{"is-like-darwin", "false", otherSystem},
	{"is-like-gpu", "false", otherSystem},
	{"is-like-msvc", "false", otherSystem},
	{"is-like-solaris", "false", otherSystem},
	{"is-like-vexos", "false", otherSystem},
	{"is-like-wasm", "false", otherSystem},
	{"is-like-windows", "false", otherSystem},
}

const otherSystem = "xgen builds programs for Linux"

// isOther reports whether a value is another one of the same type.
func isOther(value json.RawMessage, usual string) bool {
	var is, want any
	return json.Unmarshal(value, &is) == nil && json.Unmarshal([]byte(usual), &want) == nil &&
		reflect.TypeOf(is) == reflect.TypeOf(want) && !reflect.DeepEqual(is, want)
}
