package resolve

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/spec"
)

// machineFacts are those by which a triple of the catalog is found.
func machineFacts(s *spec.Spec, t *catalog.Triple) []fact {
	return []fact{
		{key: "arch", is: s.Arch, want: t.Arch},
		{key: "target-endian", is: s.Endian, want: string(t.Endian)},
		{key: "target-pointer-width", is: s.Width, want: t.Width},
		{key: "env", is: s.Env, want: t.Libc},
	}
}

// otherwise are the facts that are another machine's or libc's than a triple's.
func otherwise(s *spec.Spec, t *catalog.Triple) (differ []fact) {
	for _, f := range machineFacts(s, t) {
		if f.is != f.want {
			differ = append(differ, f)
		}
	}
	return differ
}

// fitting are the triples with the architecture, byte order, width and libc.
func (r *resolver) fitting(s *spec.Spec) []*catalog.Triple {
	return r.choose(func(t *catalog.Triple) bool { return len(otherwise(s, t)) == 0 })
}

// differences says what a triple has in the place of what a specification says.
func differences(facts []fact) string {
	var texts []string
	for _, f := range facts {
		texts = append(texts, fmt.Sprintf("%s %v", f.key, f.want))
	}
	return strings.Join(texts, ", ")
}

// sameMachine refuses a specification of another machine or libc than the triple that
// the user says it is like.
func (r *resolver) sameMachine(s *spec.Spec, t *catalog.Triple) {
	if differ := otherwise(s, t); len(differ) > 0 {
		f := differ[0]
		r.contradicts(specFacts, f.key, s.At(f.key), "%s is %s, and %s, whose facts hold for the target, has %s: write that, or like: with the triple that it is",
			f.key, quoted(fmt.Sprint(f.is)), t.Name, differences(differ))
	}
}

// sameABI refuses what a specification says otherwise of how functions are called.
func (r *resolver) sameABI(s *spec.Spec, t *catalog.Triple) {
	for _, f := range []fact{{key: "abi", is: s.ABI, want: t.Printed.ABI}, {key: "llvm-abiname", is: s.ABIName, want: t.ABIName}, {key: "rustc-abi", is: s.RustcABI, want: t.Code.ABI}} {
		has, write := fmt.Sprintf("%q", f.want), "write that"
		if f.want == "" {
			has, write = "none", "remove it"
		}
		if f.is != f.want && f.is != "" { // what an older rustc printed need not say it
			r.contradicts(specFacts, f.key, s.At(f.key), "%s is %q, and %s, whose facts hold for the target, has %s: %s, or write like: with the triple that it is", f.key, f.is, t.Name, has, write)
		}
	}
}

// sameLayout refuses a data layout of another byte order or width than the
// specification's own.
func (r *resolver) sameLayout(s *spec.Spec, _ *catalog.Triple) {
	first, _, _ := strings.Cut(s.DataLayout, "-")
	if want := map[string]string{"little": "e", "big": "E"}[s.Endian]; first != want {
		r.contradicts(specFacts, "data-layout", s.At("data-layout"), "data-layout begins with %q, and target-endian is %q: a %s-endian one begins with %q", first, s.Endian, s.Endian, want)
	}
	width := "64" // LLVM's language reference, "Data Layout"
	if m := layoutPointer.FindStringSubmatch(s.DataLayout); m != nil {
		width = m[1]
	}
	if want := fmt.Sprint(s.Width); width != want {
		r.contradicts(specFacts, "data-layout", s.At("data-layout"), "data-layout has pointers of %s bits, and target-pointer-width is %s: write the layout that rustc prints for the target that yours is like", width, want)
	}
}

// layoutPointer finds the pointers of the first address space in a data layout.
var layoutPointer = lazyregexp.New(`(?:^|-)p0?:([0-9]+)(?:[:-]|$)`)

// sameAtomics refuses atomics of another width than the processor's.
func (r *resolver) sameAtomics(s *spec.Spec, t *catalog.Triple) {
	switch at := s.At("max-atomic-width"); {
	case s.Atomics == t.Atomics:
	case s.Atomics == 64 && t.AtomicsEmulation != nil:
		r.contradicts(specFacts, "max-atomic-width", at, "max-atomic-width is 64, and the processor of %s has none wider than %d bits: write %d, and atomics: 64 in targets.cue, which brings what does them", t.Name, t.Atomics, t.Atomics)
	default:
		r.contradicts(specFacts, "max-atomic-width", at, "max-atomic-width is %d, and %s has %d: write \"max-atomic-width\": %d", s.Atomics, t.Name, t.Atomics, t.Atomics)
	}
}

// canStaticPIE refuses a promise of rustc's that its start files do not keep.
func (r *resolver) canStaticPIE(s *spec.Spec, t *catalog.Triple) {
	if key := "static-position-independent-executables"; s.StaticPIE && !t.StaticPIE {
		r.contradicts(specFacts, key, s.At(key), "%s is true, and rustc makes none for %s: write false; where the toolchain can, contract: pie: true in targets.cue makes one", key, t.Name)
	}
}
