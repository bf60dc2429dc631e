package check

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"cuelang.org/go/cue"
)

// definitions.json is what the .cue files of package schema define, by name. A test
// there makes it and holds it against them, so that no start has to evaluate them.
//
//go:embed definitions.json
var encoded []byte

var definitions = sync.OnceValue(func() map[string]*Shape {
	all := map[string]*Shape{}
	if err := json.Unmarshal(encoded, &all); err != nil {
		panic(fmt.Sprintf("check: definitions.json: %v", err))
	}
	for _, s := range all {
		s.link(all)
	}
	return all
})

// Project returns the shape of a targets.cue.
func Project() *Shape { return definitions()["#Project"] }

// Machine returns the shape of a file of the user-level folder.
func Machine() *Shape { return definitions()["#Machine"] }

// link puts the bodies of definitions where their names are used, and says what a
// value must be where its definition does not.
func (s *Shape) link(all map[string]*Shape) {
	if s.Definition != "" {
		s.Body = all[s.Definition].Body
	} else {
		s.Body.link(all)
	}
	switch {
	case s.Want != "":
	case len(s.Words) > 0:
		s.Want = orList(s.Words)
	default:
		s.Want = kindWord(s.kinds())
	}
}

func (b *Body) link(all map[string]*Shape) {
	for _, f := range b.Fields {
		f.link(all)
	}
	if b.Pattern != nil {
		b.Pattern.link(all)
	}
	if b.Elem != nil {
		b.Elem.link(all)
	}
	for _, a := range b.Arms {
		a.link(all)
	}
	if b.Tag != "" {
		b.merge()
	}
	b.names = slices.Sorted(maps.Keys(b.Fields))
}

// merge adds to a disjunction of tagged structs the fields of all its arms, for a
// value whose tag is missing or wrong: that is then its only mistake.
func (b *Body) merge() {
	b.Fields = map[string]*Field{}
	tag := &Shape{Body: &Body{Kind: Kind(cue.StringKind)}}
	for _, a := range b.Arms {
		if of := a.Fields[b.Tag]; of != nil {
			a.of = of.Words[0]
			tag.Words = append(tag.Words, a.of)
		}
		for name, f := range a.Fields {
			if b.Fields[name] == nil {
				b.Fields[name] = &Field{Shape: f.Shape}
			}
		}
	}
	tag.Want = orList(tag.Words)
	b.Fields[b.Tag] = &Field{Shape: tag, Required: true}
}
