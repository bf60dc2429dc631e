package resolve

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
)

var specFacts = rule.Error("spec-facts", "rustc compiles what the specification says, and the C toolchain, QEMU and the contract are for the catalog's machine: both must be the same one")

// fact is what a key of a specification is, and what it must be.
type fact struct {
	key      string
	is, want any
	why      string
	write    string // "" to remove the key where it is written
}

// isProgram refuses a specification that is not for programs on Linux as std,
// cargo and the toolchain's wrappers take them, and reports whether it is.
func (r *resolver) isProgram(s *spec.Spec) bool {
	before := len(r.found)
	for _, f := range []fact{
		{"os", s.OS, "linux", "xgen builds programs for Linux", `"os": "linux"`},
		{"target-family", slices.Contains(s.Family, "unix"), true, "std has nothing of Linux without it", `"target-family": ["unix"]`},
		{"exe-suffix", s.EXESuffix, "", "a program has cargo's name of it", ""},
		{"singlethread", s.SingleThread, false, "its atomics would be none, and std has threads", ""},
		{"atomic-cas", s.Swap, true, "std needs compare-and-swap", ""},
		{"linker", s.Linker, "", "the target's toolchain links, and this would have no effect", ""},
		{"linker-flavor", strings.HasSuffix(s.LinkerFlavor, "-cc") || s.LinkerFlavor == "gcc", true, "the toolchain's compiler links, and takes no arguments of a bare linker", `"linker-flavor": "gnu-cc"`},
		{"panic-strategy", s.PanicStrategy, "unwind", "std is built for both, and the program chooses by cargo: panic: \"abort\" in targets.cue", ""},
	} {
		if f.is != f.want {
			instead := "remove it"
			if f.write != "" {
				instead = "write " + f.write
			}
			r.contradicts(specFacts, f.key, s.At(f.key), "%s: %s: %s", f.key, f.why, instead)
		}
	}
	if s.Env == "musl" && !s.CRTStaticRespected {
		r.contradicts(specFacts, "crt-static-respected", s.At("crt-static-respected"), "crt-static-respected is not true, and rustc would link musl one way, whatever it is asked: write \"crt-static-respected\": true")
	}
	return len(r.found) == before
}
