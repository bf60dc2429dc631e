package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lint"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/plaintext"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/toolchain"
)

// Field is one field of targets.cue, for the reference.
type Field struct {
	Path     string // "targets.<name>.rust.std"
	Required bool
	Want     string
	Doc      string
}

// Fields lists every field of a project's definitions, by path.
func Fields() []Field {
	sharedLock.Lock()
	defer sharedLock.Unlock()
	return shared().shape.list("", nil)
}

func (s *shape) list(path string, out []Field) []Field {
	for _, name := range sortedFields(s) {
		f := s.fields[name]
		below := join(path, label(name))
		out = append(out, Field{Path: below, Required: f.required, Want: f.wanted(), Doc: strings.TrimSpace(s.only(name) + f.doc)})
		out = f.list(below, out)
	}
	for _, p := range s.patterns {
		out = p.list(join(path, "<name>"), out)
	}
	for _, a := range s.arms {
		if s.tag == "" {
			out = a.list(path, out)
		}
	}
	if s.elem != nil {
		out = s.elem.list(path+"[]", out)
	}
	return out
}

// wanted says what a value must be, and what its context asks for.
func (s *shape) wanted() string {
	if s.text == "" {
		return s.want
	}
	return s.want + ", " + plaintext.Contexts[s.text].Want
}

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
		for kind, why := range toolchain.Unfit(e) {
			others = because(others, ToolchainReason{string(kind), false, why, []string{name}})
		}
	}
	slices.SortStableFunc(others, func(a, b ToolchainReason) int { return len(b.Triples) - len(a.Triples) })
	return append(defaults, others...)
}

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

// Rules returns the rules by which a project is judged beyond the definitions, by
// name.
func Rules() []rule.Rule {
	all := slices.Concat(resolve.Rules(), toolchain.Rules(), lint.Rules())
	slices.SortFunc(all, func(a, b rule.Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// label is a field's name as CUE wants it written: a hyphen needs quotes.
func label(name string) string {
	if strings.Contains(name, "-") {
		return strconv.Quote(name)
	}
	return name
}
