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
// and libc. Of several it is the one for whose instruction set its code is, then the one
// that passes floats alike, then the one of the target's own first word.
func (r *resolver) like(asked input.Target, s *spec.Spec) *catalog.Triple {
	if asked.Like != nil {
		return r.named(asked)
	}
	fit := r.fitting(s)
	if len(fit) == 0 {
		r.notLikeAny(asked, s)
		return nil
	}
	left := fit
	for _, narrower := range r.narrower(asked, s) {
		if len(left) > 1 {
			left = slices.DeleteFunc(slices.Clone(left), func(t *catalog.Triple) bool { return !narrower(t) })
		}
	}
	if len(left) == 1 && isNamed(asked, fit, left[0]) {
		return left[0]
	}
	r.severalFit(asked, s, fit)
	return nil
}

// named returns the triple that the user says it is like.
func (r *resolver) named(asked input.Target) *catalog.Triple {
	t := r.Catalog.Triples[asked.Like.V]
	if t.OS != "linux" {
		r.refuse(specLike, asked.Like.Pos, "like is %q, and a specification is for Linux alone: write a triple for Linux", asked.Like.V)
		return nil
	}
	return t
}

// narrower are the conditions by which one of several is chosen.
func (r *resolver) narrower(asked input.Target, s *spec.Spec) []func(*catalog.Triple) bool {
	code, _ := r.codeOf(s)
	return []func(*catalog.Triple) bool{
		func(t *catalog.Triple) bool { return t.Code == code || code == "" && firstWord(t.LLVM) == s.LLVMArch() },
		func(t *catalog.Triple) bool { return r.passesAlike(s, t) },
		func(t *catalog.Triple) bool { return firstWord(t.Name) == firstWord(asked.Triple.V) },
	}
}

// isNamed reports whether no other triple that fits has the target's first word: of
// armv5te and armv7 only one can be meant.
func isNamed(asked input.Target, fit []*catalog.Triple, base *catalog.Triple) bool {
	word := firstWord(asked.Triple.V)
	return firstWord(base.Name) == word || !slices.ContainsFunc(fit, func(t *catalog.Triple) bool { return firstWord(t.Name) == word })
}

// severalFit refuses a specification that could be like several triples, and proposes
// one for whose instruction set the code is and that passes floats alike.
func (r *resolver) severalFit(asked input.Target, s *spec.Spec, fit []*catalog.Triple) {
	names, near := tripleNames(fit), fit
	for _, narrower := range r.narrower(asked, s) {
		if left := slices.DeleteFunc(slices.Clone(near), func(t *catalog.Triple) bool { return !narrower(t) }); len(left) > 0 {
			near = left
		}
	}
	r.refuse(specLike, asked.Spec.Pos, "%s could be like %s: llvm-target is %q (%s) and triple begins with %q, which together name none of them: write like: %q, or the one that it is",
		asked.Spec.V, strings.Join(names, ", "), s.LLVMTarget, s.At("llvm-target"), firstWord(asked.Triple.V), near[0].Name)
}

// notLikeAny refuses a specification whose machine the catalog does not have, with
// what the nearest has otherwise: of those with the name's machine, where there are some.
func (r *resolver) notLikeAny(asked input.Target, s *spec.Spec) {
	arch, endian := r.machineOf(firstWord(asked.Triple.V))
	among := r.choose(func(t *catalog.Triple) bool { return t.Arch == arch && string(t.Endian) == endian })
	if len(among) == 0 {
		among = r.choose(func(*catalog.Triple) bool { return true })
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
