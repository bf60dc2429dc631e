package toolchain

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sync"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// kind is one kind of C toolchain.
type kind interface {
	// facts is the key of what the catalog's triples say of it.
	facts() string
	// resolve returns what emit/toolchain is told and what the toolchain can do. What
	// it cannot resolve it reports.
	resolve(*request) model.Toolchain
}

// Request is what a toolchain is resolved from.
type Request struct {
	Catalog *catalog.Catalog
	Triple  *catalog.Triple
	Image   string           // of the target's stage os
	Asked   *input.Toolchain // nil where the user names none
	// Source resolves a source. field is where it stands, for messages.
	Source func(field string, s input.Source) model.Source
	// Patches resolves the changes to a source, in the same way.
	Patches func(field string, asked input.SourcePatches) []model.SourcePatch
}

// request is a Request in work.
type request struct {
	Request
	kind  model.Value[model.ToolchainKind]
	asked input.Toolchain // the zero value where the user names none
	found model.Diagnostics
}

func (r *request) refuse(of rule.Rule, pos model.Pos, format string, args ...any) {
	r.found = append(r.found, of.At(pos, format, args...))
}

// staticPIE is the ability that every kind has where rustc's own specification of
// the target has it, and for Windows, where there are no other programs.
func staticPIE(t *catalog.Triple) (out model.StaticPIE) {
	if !t.StaticPIE && t.PE == nil {
		out.WhyNot = noStaticPIE(t) + ", and nothing that has it make one was tried with this toolchain"
	}
	return out
}

// noStaticPIE says that rustc's own specification of a target has it not.
func noStaticPIE(t *catalog.Triple) string {
	return "rustc by itself makes no static position-independent executable for " + t.Name
}

// reasons are why the catalog does not offer a kind for a triple.
type reasons struct {
	Unfit   string // it cannot be named; "" where it can
	Untried string // it can be named, and nobody has tried it; "" where somebody has
}

// factsOf returns what the catalog says of a kind for a triple, as a value of the
// kind's own type. Package schema has held it against the definitions.
func factsOf[T any](k kind, t *catalog.Triple) T { return decode[T](t.Toolchains[k.facts()]) }

// decoded are the facts that were decoded before, by their text and type: a
// thousand targets share a few triples.
var decoded sync.Map

type decodedAs struct {
	text string
	into reflect.Type
}

func decode[T any](facts json.RawMessage) (out T) {
	key := decodedAs{string(facts), reflect.TypeFor[T]()}
	if known, ok := decoded.Load(key); ok {
		return known.(T)
	}
	if err := json.Unmarshal(facts, &out); err != nil {
		panic(fmt.Sprintf("toolchain: facts of the catalog: %v", err))
	}
	decoded.Store(key, out)
	return out
}

var notOffered = rule.Error("toolchain-unfit", "a toolchain is offered only for triples for which a program was built with it and ran")
