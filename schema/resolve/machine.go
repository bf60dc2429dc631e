package resolve

import (
	"errors"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
)

var specFile = rule.Error("spec-file", "rustc would refuse the specification only in the build, or take it for something else")

// machine is what a target's triple stands for: the facts about it, and its
// specification where rustc does not know it.
type machine struct {
	facts *catalog.Triple
	spec  *model.Spec
}

// machines returns what every target's triple stands for, nil where that of one
// cannot be known: there is then nothing to say of the project as a whole.
func (r *resolver) machines() map[string]machine {
	out := map[string]machine{}
	for name, asked := range r.Written.Targets {
		m := machine{facts: r.Catalog.Triples[asked.Triple.V]}
		if asked.Spec != nil {
			m = r.specified(asked)
		} else if asked.Like != nil {
			r.refuse(specLike, asked.Like.Pos, "like is for a target with a specification of its own, and there is no spec: remove it")
		}
		out[name] = m
	}
	for _, m := range out {
		if m.facts == nil {
			return nil
		}
	}
	return out
}

// specified returns a target that rustc knows only by its specification: a triple of
// the catalog, but for what the specification says of it.
func (r *resolver) specified(asked input.Target) machine {
	s := r.readSpec(asked)
	if s == nil || !r.isProgram(s) {
		return machine{}
	}
	base := r.like(asked, s)
	if base == nil || !r.isLike(asked, s, base) {
		return machine{}
	}
	facts := *base
	facts.Name = asked.Triple.V
	facts.CRTStatic, facts.StaticPIE, facts.PIE = s.CRTStatic, s.StaticPIE && s.Relocatable(), s.PIE && s.Relocatable()
	facts.Prebuilt, facts.Std, facts.StdWhy = false, model.StdSysroot, "rustup ships no std for a target of one's own"
	like := byCatalog(base.Name)
	if asked.Like != nil {
		like = *asked.Like
	}
	return machine{&facts, &model.Spec{
		Path: r.fromRoot(asked.Spec.V), Keys: s.Keys, Like: like, Origin: asked.Spec.Origin,
	}}
}

// isLike refuses a specification that contradicts the triple that it is like, or its own
// name, and reports whether it does not. Of another machine, libc, floats or processor
// nothing else is said: all that hangs on them would be wrong by the same mistake.
func (r *resolver) isLike(asked input.Target, s *spec.Spec, t *catalog.Triple) bool {
	before := len(r.found)
	for _, identity := range []func(*spec.Spec, *catalog.Triple){
		func(*spec.Spec, *catalog.Triple) { r.nameOfMachine(asked, s) },
		r.sameMachine, r.sameFloats, r.sameLLVM,
		func(*spec.Spec, *catalog.Triple) { r.sameCode(asked, s, t) },
	} {
		if identity(s, t); len(r.found) > before {
			return false
		}
	}
	for _, rest := range []func(*spec.Spec, *catalog.Triple){r.sameABI, r.sameLayout, r.sameAtomics, r.canStaticPIE} {
		rest(s, t)
	}
	r.nameOfCode(asked, t)
	r.nameFits(asked, s, t)
	return len(r.found) == before
}

// readSpec reads a target's specification, nil where it cannot or where its name is
// wrong.
func (r *resolver) readSpec(asked input.Target) *spec.Spec {
	name, ok := r.belowRoot("spec", *asked.Spec)
	if !ok || !r.nameIsOwn(asked) {
		return nil
	}
	s, err := r.Files.Spec(name)
	var placed model.Diagnostic
	switch {
	case err == nil:
		return s
	case errors.As(err, &placed):
		r.refuse(specFile, placed.Pos, "the specification %s", placed.Message)
	default:
		r.refuse(specFile, asked.Spec.Pos, "spec: %v", err)
	}
	return nil
}
