package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
)

var specFacts = rule.Error("spec-facts", "rustc compiles what the specification says, and the C toolchain, QEMU and the contract are for the catalog's machine: both must be the same one")

// fact is what a key of a specification is, and what it must be.
type fact struct {
	key      string
	is, want any
	why      string
}

// machineFacts are those by which a triple of the catalog is found.
func machineFacts(s *spec.Spec, t *catalog.Triple) []fact {
	return []fact{
		{key: "arch", is: s.Arch, want: t.Arch},
		{key: "target-endian", is: s.Endian, want: string(t.Endian)},
		{key: "target-pointer-width", is: s.Width, want: t.Width},
		{key: "env", is: s.Env, want: t.Libc},
	}
}

// isProgram refuses a specification that is not for programs on Linux as std,
// cargo and the toolchain's wrappers take them, and reports whether it is.
func (r *resolver) isProgram(s *spec.Spec) bool {
	before := len(r.found)
	for _, f := range []fact{
		{"os", s.OS, "linux", "xgen builds programs for Linux"},
		{"target-family", slices.Contains(s.Family, "unix"), true, "std has nothing of Linux without it"},
		{"exe-suffix", s.EXESuffix, "", "a program has cargo's name of it"},
		{"singlethread", s.SingleThread, false, "its atomics would be none, and std has threads"},
		{"atomic-cas", s.Swap, true, "std needs compare-and-swap"},
		{"linker", s.Linker, "", "the target's toolchain links, and this would have no effect"},
		{"linker-flavor", strings.HasSuffix(s.LinkerFlavor, "-cc") || s.LinkerFlavor == "gcc", true, "the toolchain's compiler links"},
		{"panic-strategy", s.PanicStrategy, "unwind", "std is built for both, and the program chooses by cargo: panic: \"abort\" in targets.cue"},
	} {
		if f.is != f.want {
			r.contradicts(specFacts, f.key, s.At(f.key), "%s: %s", f.key, f.instead(s))
		}
	}
	if s.Env == "musl" && !s.CRTStaticRespected {
		r.contradicts(specFacts, "crt-static-respected", s.At("crt-static-respected"), "crt-static-respected is not true, and rustc would link musl one way, whatever it is asked: write \"crt-static-respected\": true")
	}
	return len(r.found) == before
}

// instead says why a key must be what it is not, and what to write.
func (f fact) instead(s *spec.Spec) string {
	_, written := s.Keys[f.key]
	switch {
	case f.key == "target-family":
		return f.why + ": write \"target-family\": [\"unix\"]"
	case f.key == "linker-flavor":
		return f.why + ", and takes no arguments of a bare linker: write \"linker-flavor\": \"gnu-cc\""
	case written && f.key != "os":
		return f.why + ": remove it"
	}
	return fmt.Sprintf("%s: write \"%s\": %s", f.why, f.key, quoted(fmt.Sprint(f.want)))
}

// sameMachine refuses what a specification says otherwise than the catalog's facts
// about the triple that it is like.
func (r *resolver) sameMachine(s *spec.Spec, t *catalog.Triple) {
	facts := append(machineFacts(s, t), fact{key: "abi", is: s.ABI, want: t.Printed.ABI}, fact{key: "llvm-abiname", is: s.ABIName, want: t.ABIName})
	for _, f := range facts {
		if f.is != f.want && f.is != "" { // what an older rustc printed need not say it
			r.contradicts(specFacts, f.key, s.At(f.key), "%s is %q, and %s, whose facts hold for the target, has %q: write that, or like: with the triple that it is", f.key, fmt.Sprint(f.is), t.Name, fmt.Sprint(f.want))
		}
	}
	r.sameLayout(s)
	switch at := s.At("max-atomic-width"); {
	case s.Atomics == t.Atomics:
	case s.Atomics == 64 && t.AtomicsEmulation != nil:
		r.contradicts(specFacts, "max-atomic-width", at, "max-atomic-width is 64, and the processor of %s has none wider than %d bits: write %d, and atomics: 64 in targets.cue, which brings what does them", t.Name, t.Atomics, t.Atomics)
	default:
		r.contradicts(specFacts, "max-atomic-width", at, "max-atomic-width is %d, and %s has %d: write \"max-atomic-width\": %d", s.Atomics, t.Name, t.Atomics, t.Atomics)
	}
	if s.StaticPIE && !t.StaticPIE {
		key := "static-position-independent-executables"
		r.contradicts(specFacts, key, s.At(key), "%s is true, and rustc makes none for %s: write false; where the toolchain can, contract: pie: true in targets.cue makes one", key, t.Name)
	}
}

// sameLayout refuses a data layout of another byte order or width than the
// specification's own.
func (r *resolver) sameLayout(s *spec.Spec) {
	first, _, _ := strings.Cut(s.DataLayout, "-")
	want := map[string]string{"little": "e", "big": "E"}[s.Endian]
	if first != want {
		r.contradicts(specFacts, "data-layout", s.At("data-layout"), "data-layout begins with %q, and target-endian is %q: a %s-endian one begins with %q", first, s.Endian, s.Endian, want)
	}
}

// sameFloats refuses a specification that passes floats otherwise than the triple
// that it is like, or than the target's name says.
func (r *resolver) sameFloats(asked input.Target, s *spec.Spec, t *catalog.Triple) {
	soft := t.FloatABI == model.FloatSoft
	key, write := "features", "\"+soft-float\" among the features"
	if t.Arch == "arm" {
		key, write = "llvm-floatabi", fmt.Sprintf("\"llvm-floatabi\": %q", t.FloatABI)
	}
	_, hasABI := s.Keys["llvm-floatabi"]
	switch {
	case t.Arch == "arm" && !hasABI || soft != s.SoftFloat():
		if !soft && t.Arch != "arm" {
			write = "the features without \"+soft-float\""
		}
		r.contradicts(specFacts, key, s.At(key), "%s: %s, whose facts hold for the target, passes floats the %s way: write %s", key, t.Name, t.FloatABI, write)
	case r.asksOtherFloats(s, t):
		r.contradicts(specFacts, "features", s.At("features"), "features is %q, which contradicts llvm-floatabi %q: remove the one for the other floats", s.Features, s.LLVMFloatABI)
	}
	libc := asked.Triple.V[strings.LastIndex(asked.Triple.V, "-")+1:]
	if hard := strings.HasSuffix(libc, "hf"); soft && hard || !soft && strings.HasSuffix(libc, "eabi") {
		r.refuse(specName, asked.Triple.Pos, "triple ends in %q, and %s, whose facts hold for the target, passes floats the %s way: write the name of one that does", libc, t.Name, t.FloatABI)
	}
}

// asksOtherFloats reports whether a feature gives code the other float ABI.
func (r *resolver) asksOtherFloats(s *spec.Spec, t *catalog.Triple) bool {
	for _, pattern := range t.OtherFloat {
		if s.Features != "" && lazyregexp.Of(pattern).MatchString("-Ctarget-feature="+s.Features) {
			return true
		}
	}
	return false
}
