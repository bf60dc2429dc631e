package resolve

import (
	"encoding/json"
	"maps"
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
	for _, key := range slices.Sorted(maps.Keys(r.Catalog.SpecDefaults)) {
		usual := r.Catalog.SpecDefaults[key]
		if k, written := s.Keys[key]; written && isOther(k.JSON, usual.Value) {
			r.contradicts(specFacts, key, k.Pos, "%s: %s: remove it", key, usual.Why)
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

// isOther reports whether a value is another one of the same type.
func isOther(value, usual json.RawMessage) bool {
	var is, want any
	return json.Unmarshal(value, &is) == nil && json.Unmarshal(usual, &want) == nil &&
		reflect.TypeOf(is) == reflect.TypeOf(want) && !reflect.DeepEqual(is, want)
}
