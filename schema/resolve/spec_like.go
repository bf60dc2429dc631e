package resolve

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
)

var specLike = rule.Error("spec-like", "what rustc is not told of a machine must come from the catalog, and from one entry of it")

// like returns the triple of the catalog that a specification is a variant of: the
// one that the user names, or the only one with its architecture, byte order, width
// and libc. Of several it is the one that the target's own first word names, so that
// what contradicts the name is refused where it stands, then the one that passes floats
// alike, then the one for whose processor its code is.
func (r *resolver) like(asked input.Target, s *spec.Spec) *catalog.Triple {
	if asked.Like != nil {
		return r.named(asked, s)
	}
	fit := r.fitting(s)
	switch near := r.nearest(asked, s, fit); len(near) {
	case 0:
		r.notLikeAny(asked, s)
		return nil
	case 1:
		return near[0]
	default:
		r.refuse(specLike, asked.Spec.Pos, "%s could be like %s: neither triple, which begins with %q, nor llvm-target, which is %q (%s), names one of them alone: write like: %q, or the one that it is",
			asked.Spec.V, strings.Join(tripleNames(fit), ", "), firstWord(asked.Triple.V), s.LLVMTarget, s.At("llvm-target"), near[0].Name)
		return nil
	}
}

// named returns the triple that the user says it is like.
func (r *resolver) named(asked input.Target, s *spec.Spec) *catalog.Triple {
	t := r.Catalog.Triples[asked.Like.V]
	if t.OS != "linux" {
		r.refuse(specLike, asked.Like.Pos, "like is %q, and a specification is for Linux alone: write a triple for Linux", asked.Like.V)
		return nil
	}
	near := r.nearest(asked, s, r.fitting(s))
	if word := firstWord(asked.Triple.V); len(near) == 1 && r.isOtherCode(word, t) && !t.Code.Names(s.LLVMArch()) && !r.isOtherCode(word, near[0]) {
		r.refuse(specLike, asked.Like.Pos, "like is %q, and triple and llvm-target begin with %q and %q, names of a processor of %s: write like: %q", t.Name, word, s.LLVMArch(), near[0].Name, near[0].Name)
		return nil
	}
	return t
}

// nearest are those of several triples for which most of what a specification is holds,
// the weightiest first.
func (r *resolver) nearest(asked input.Target, s *spec.Spec, of []*catalog.Triple) []*catalog.Triple {
	name := firstWord(asked.Triple.V)
	machine, _ := r.machineOf(name)
	for _, holds := range []func(*catalog.Triple) bool{
		func(t *catalog.Triple) bool { return firstWord(t.Name) == name },
		func(t *catalog.Triple) bool { return machine != "" && t.Code.Names(name) },
		func(t *catalog.Triple) bool { return r.passesAlike(s, t) },
		func(t *catalog.Triple) bool { return r.sameCPU(asked, s, t) },
		func(t *catalog.Triple) bool { return firstWord(t.LLVM) == s.LLVMArch() },
		func(t *catalog.Triple) bool { return t.Code.Names(s.LLVMArch()) },
	} {
		if left := slices.DeleteFunc(slices.Clone(of), func(t *catalog.Triple) bool { return !holds(t) }); len(left) > 0 {
			of = left
		}
	}
	return of
}

// notLikeAny refuses a specification whose machine the catalog does not have, with
// what the nearest has otherwise: of those with the name's machine and libc, where there
// are some.
func (r *resolver) notLikeAny(asked input.Target, s *spec.Spec) {
	arch, endian := r.machineOf(firstWord(asked.Triple.V))
	among := r.choose(func(t *catalog.Triple) bool { return t.Arch == arch && string(t.Endian) == endian })
	if len(among) == 0 {
		among = r.choose(func(*catalog.Triple) bool { return true })
	}
	libc := lastWord(asked.Triple.V)
	if named := slices.DeleteFunc(slices.Clone(among), func(t *catalog.Triple) bool { return !strings.HasPrefix(libc, t.Libc) }); len(named) > 0 {
		among = named
	}
	near := slices.MinFunc(among, func(a, b *catalog.Triple) int { return len(otherwise(s, a)) - len(otherwise(s, b)) })
	differ := otherwise(s, near)
	r.refuse(specLike, s.At(differ[0].key), "the catalog has no machine with arch %q, target-endian %q, target-pointer-width %d and env %q: the nearest, %s, has %s: write that, if it is one",
		s.Arch, s.Endian, s.Width, s.Env, near.Name, differences(differ))
}

func tripleNames(triples []*catalog.Triple) (out []string) {
	for _, t := range triples {
		out = append(out, t.Name)
	}
	return out
}
