package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
)

var specLike = rule.Error("spec-like", "what rustc is not told of a machine must come from the catalog, and from one entry of it")

// like returns the triple of the catalog that a specification is a variant of: the
// one that the user names, or the only one with its architecture, byte order, width
// and libc. Of several it is the one whose first word LLVM's name of the target has,
// then the one that passes floats alike, then the one of the target's own first word.
func (r *resolver) like(asked input.Target, s *spec.Spec) *catalog.Triple {
	if asked.Like != nil {
		return r.Catalog.Triples[asked.Like.V]
	}
	fit := r.choose(func(t *catalog.Triple) bool { return len(otherwise(s, t)) == 0 })
	if len(fit) == 0 {
		r.notLikeAny(s)
		return nil
	}
	word := firstWord(asked.Triple.V)
	for _, narrower := range []func(*catalog.Triple) bool{
		func(t *catalog.Triple) bool { return cmp.Or(t.LLVM, firstWord(t.Name)) == s.LLVMArch() },
		func(t *catalog.Triple) bool { return (t.FloatABI == model.FloatSoft) == s.SoftFloat() },
		func(t *catalog.Triple) bool { return firstWord(t.Name) == word },
	} {
		if len(fit) > 1 {
			fit = slices.DeleteFunc(fit, func(t *catalog.Triple) bool { return !narrower(t) })
		}
	}
	if len(fit) == 1 && r.isNamed(asked, s, fit[0]) {
		return fit[0]
	}
	r.severalFit(asked, s)
	return nil
}

// isNamed reports whether no other triple of the catalog that fits has the target's
// first word: of armv5te and armv7 only one can be meant.
func (r *resolver) isNamed(asked input.Target, s *spec.Spec, base *catalog.Triple) bool {
	word := firstWord(asked.Triple.V)
	return firstWord(base.Name) == word || len(r.choose(func(t *catalog.Triple) bool {
		return len(otherwise(s, t)) == 0 && firstWord(t.Name) == word
	})) == 0
}

// choose returns the triples of the catalog for which a condition holds, by name.
func (r *resolver) choose(holds func(*catalog.Triple) bool) (out []*catalog.Triple) {
	for _, name := range r.Catalog.Names() {
		if t := r.Catalog.Triples[name]; holds(t) {
			out = append(out, t)
		}
	}
	return out
}

// otherwise lists the keys that say another machine or libc than a triple has.
func otherwise(s *spec.Spec, t *catalog.Triple) (keys []string) {
	for _, fact := range machineFacts(s, t) {
		if fact.is != fact.want {
			keys = append(keys, fact.key)
		}
	}
	return keys
}

// severalFit refuses a specification that could be like several triples.
func (r *resolver) severalFit(asked input.Target, s *spec.Spec) {
	fit := tripleNames(r.choose(func(t *catalog.Triple) bool { return len(otherwise(s, t)) == 0 }))
	r.refuse(specLike, asked.Spec.Pos, "%s could be like %s: llvm-target is %q (%s) and triple begins with %q, which together name none of them: write like: %q, or the one that it is",
		asked.Spec.V, strings.Join(fit, ", "), s.LLVMTarget, s.At("llvm-target"), firstWord(asked.Triple.V), fit[0])
}

// notLikeAny refuses a specification whose machine the catalog does not have, with
// what the nearest has otherwise.
func (r *resolver) notLikeAny(s *spec.Spec) {
	near := slices.MinFunc(r.choose(func(*catalog.Triple) bool { return true }), func(a, b *catalog.Triple) int {
		return len(otherwise(s, a)) - len(otherwise(s, b))
	})
	keys := otherwise(s, near)
	var differs []string
	for _, fact := range machineFacts(s, near) {
		if fact.is != fact.want {
			differs = append(differs, fmt.Sprintf("%s %v", fact.key, fact.want))
		}
	}
	r.refuse(specLike, s.At(keys[0]), "the catalog has no machine with arch %q, target-endian %q, target-pointer-width %d and env %q: the nearest, %s, has %s: write that, if it is one",
		s.Arch, s.Endian, s.Width, s.Env, near.Name, strings.Join(differs, ", "))
}

func tripleNames(triples []*catalog.Triple) (out []string) {
	for _, t := range triples {
		out = append(out, t.Name)
	}
	return out
}
