package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/spec"
)

// generic is LLVM's name of no processor in particular.
const generic = "generic"

// sameCode refuses a specification whose code is for an older or a newer processor than
// the C toolchain, QEMU and the contract of the triple that it is like: they follow the
// field cpu.
func (r *resolver) sameCode(asked input.Target, s *spec.Spec, t *catalog.Triple) {
	if !r.sameCPU(asked, s, t) {
		r.otherCPU(s, t)
	}
	var bare, both, less, more []string
	for _, word := range s.FeatureWords() {
		plus, on := strings.CutPrefix(word, "+")
		minus, off := strings.CutPrefix(word, "-")
		switch {
		case !on && !off:
			bare = append(bare, word)
		case slices.Contains(s.FeatureWords(), "+"+minus) && off, slices.Contains(s.FeatureWords(), "-"+plus) && on:
			both = append(both, word)
		case off && t.Code.Has(minus):
			less = append(less, word)
		case on && !t.Code.Has(plus) && !r.Catalog.OnlyTunes(t.Arch, plus) && slices.Contains(r.Catalog.FeaturesOf(t.Arch), plus):
			more = append(more, word)
		}
	}
	for _, f := range []struct {
		words      []string
		why, write string
	}{
		{bare, "and rustc takes none without a sign", "write each with + or -, and a comma alone between them"},
		{both, "and rustc takes no feature both ways", "remove one of them"},
		{less, fmt.Sprintf("and the C code for %s, whose facts hold for the target, has those instructions", t.Name), "remove it"},
		{more, fmt.Sprintf("which code for %s, whose facts hold for the target, does not have", t.Name),
			"remove it, and write cpu: with the name of a processor that has it in targets.cue, which C, QEMU and the contract follow" + r.orLikeWith(asked, s, more)},
	} {
		if len(f.words) > 0 {
			r.contradicts(specFacts, "features", s.At("features"), "features has \"%s\", %s: %s", strings.Join(f.words, ","), f.why, f.write)
		}
	}
}

// sameCPU reports whether the code is for the processor of a triple, for the one that the
// field cpu names, or for one for which nothing else would be otherwise. A specification
// that names none may ask for its features.
func (r *resolver) sameCPU(asked input.Target, s *spec.Spec, t *catalog.Triple) bool {
	name := cmp.Or(s.CPU, generic)
	if field := input.First(asked.CPU, r.Written.CPU); field != nil && name == field.V {
		return true
	}
	cpu, fits := t.Processors().Fit[name]
	if why, _ := unfitCPU(t, name); why == "" && cpu.QEMU == t.QEMU.CPU && (t.ELF.ISA == "" || isa.Has(t.ELF.ISA, cpu.ISA)) || fits && name == generic {
		return true
	}
	asks := slices.ContainsFunc(s.FeatureWords(), func(word string) bool { return strings.HasPrefix(word, "+") && t.Code.Has(word[1:]) })
	return name == cmp.Or(t.Code.CPU, generic) || name == generic && asks
}

// otherCPU refuses the processor of a specification.
func (r *resolver) otherCPU(s *spec.Spec, t *catalog.Triple) {
	write, field := "remove it", "and write"
	if t.Code.CPU != "" {
		write, field = fmt.Sprintf("write \"cpu\": %q", t.Code.CPU), "and"
	}
	switch why, _ := unfitCPU(t, s.CPU); {
	case s.CPU == "":
		r.contradicts(specFacts, "cpu", s.At("cpu"), "the specification has no cpu, and that of %s, whose facts hold for the target, is %q: write \"cpu\": %[2]q", t.Name, t.Code.CPU)
	case why == "":
		r.contradicts(specFacts, "cpu", s.At("cpu"), "cpu is %q, which C, QEMU and the contract do not follow in a specification: %s, %s cpu: %[1]q in targets.cue", s.CPU, write, field)
	default:
		r.contradicts(specFacts, "cpu", s.At("cpu"), "cpu is %q, %s: %s", s.CPU, why, write)
	}
}

// orLikeWith proposes a triple of the catalog whose code has some features, where there
// is one with the floats and the names of the specification.
func (r *resolver) orLikeWith(asked input.Target, s *spec.Spec, features []string) string {
	for _, t := range r.fitting(s) {
		lacks := slices.ContainsFunc(features, func(word string) bool { return !t.Code.Has(word[1:]) })
		if !lacks && r.passesAlike(s, t) && t.Code.Names(s.LLVMArch()) && t.Code.Names(firstWord(asked.Triple.V)) {
			return fmt.Sprintf("; or write like: %q", t.Name)
		}
	}
	return ""
}
