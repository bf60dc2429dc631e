package toolchain

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// kinds are all kinds, by the names that targets.cue has for them.
var kinds = map[model.ToolchainKind]kind{
	zigKind:     zig{},
	debianKind:  debian{},
	imageKind:   external{fromImage},
	tarballKind: external{fromTarball},
	mingwKind:   mingw{},
	sourceKind:  source{},
}

// offered are the kinds that a triple can have without anything of the project's
// own, in the order in which they are proposed.
var offered = []model.ToolchainKind{debianKind, zigKind, mingwKind, sourceKind}

// Resolve returns the toolchain that the user names, or the catalog's choice, and
// what is wrong with it.
func Resolve(in Request) (model.Toolchain, model.Diagnostics) {
	r := &request{Request: in}
	r.kind = model.Value[model.ToolchainKind]{
		V:      model.ToolchainKind(in.Triple.Toolchain.Default),
		Origin: model.Origin{From: model.FromCatalog, Why: in.Triple.Toolchain.Why},
	}
	if in.Asked != nil {
		r.asked = *in.Asked
		r.kind.V, r.kind.Origin = model.ToolchainKind(r.asked.Kind.V), r.asked.Kind.Origin
		r.kind.Why = r.asked.Why
	}
	why := factsOf[reasons](kinds[r.kind.V], in.Triple)
	if why.Unfit != "" {
		r.refuse(notOffered, r.kind.Pos, "toolchain: kind: %q is not offered for %s: %s: remove toolchain, or write kind: %q",
			r.kind.V, in.Triple.Name, why.Unfit, in.Triple.Toolchain.Default)
		// What only follows from that is not said beside it.
		r.kind.V, r.asked = model.ToolchainKind(in.Triple.Toolchain.Default), input.Toolchain{}
	}
	if why.Untried != "" {
		r.refuse(untried, r.kind.Pos, "toolchain: kind: %q for %s: %s; one was built, and ran a program, for %s",
			r.kind.V, in.Triple.Name, why.Untried, strings.Join(triedFor(in.Catalog, r.kind.V), ", "))
	}
	t := kinds[r.kind.V].resolve(r)
	t.Kind = r.kind
	r.propose(&t, func(t *model.Toolchain) *model.Ability { return &t.SharedPrograms })
	r.propose(&t, func(t *model.Toolchain) *model.Ability { return &t.CXX })
	r.propose(&t, func(t *model.Toolchain) *model.Ability { return &t.StaticPIE.Ability })
	r.propose(&t, func(t *model.Toolchain) *model.Ability { return &t.DebianLibraries.Ability })
	return t, r.found
}

// Flags returns what rustc must be told because of a kind of toolchain.
func Flags(of model.ToolchainKind, t *catalog.Triple) map[string]catalog.Flag {
	return factsOf[struct{ Flags map[string]catalog.Flag }](kinds[of], t).Flags
}

// Offered returns the kinds that a triple can have without anything of the
// project's own, its default first.
func Offered(t *catalog.Triple) []model.ToolchainKind {
	def := model.ToolchainKind(t.Toolchain.Default)
	out := []model.ToolchainKind{def}
	for _, name := range offered {
		if name != def && notOfferedFor(name, t) == "" {
			out = append(out, name)
		}
	}
	return out
}

// Unfit returns why kinds are not offered for a triple, by their names.
func Unfit(t *catalog.Triple) map[model.ToolchainKind]string {
	out := map[model.ToolchainKind]string{}
	for _, name := range offered {
		if why := notOfferedFor(name, t); why != "" {
			out[name] = why
		}
	}
	return out
}

// notOfferedFor says why a kind is not offered for a triple, "" where it is: it does
// not fit, or it can be named and nobody has tried it.
func notOfferedFor(name model.ToolchainKind, t *catalog.Triple) string {
	why := factsOf[reasons](kinds[name], t)
	return cmp.Or(why.Unfit, why.Untried)
}

// triedFor are the triples that a kind is offered for.
func triedFor(c *catalog.Catalog, name model.ToolchainKind) []string {
	return slices.DeleteFunc(c.Names(), func(triple string) bool { return notOfferedFor(name, c.Triples[triple]) != "" })
}

var untried = rule.Warning("untried-toolchain", "a toolchain that nobody has tried for a target may fail after half an hour of compiling")

// propose names a kind that has an ability which t lacks.
func (r *request) propose(t *model.Toolchain, ability func(*model.Toolchain) *model.Ability) {
	lacking := ability(t)
	if lacking.OK() {
		return
	}
	for _, name := range Offered(r.Triple) {
		other := &request{Request: r.Request}
		has := kinds[name].resolve(other)
		if name != r.kind.V && ability(&has).OK() {
			lacking.Instead = name
			return
		}
	}
}

// Rules returns the rules of this package.
func Rules() []rule.Rule {
	return []rule.Rule{notOffered, missingSHA256, unpinnedImage, toolchainBin, otherPart, untried}
}
