package check

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var closed = rule.Error("closed", "a definition of the file's own is closed: CUE lets nothing be added to what it has")

// reportRefused reports the fields that closed definitions of the user's refuse,
// one message a definition. A field that targets.cue does not have either has been
// reported, and so has one that the definition misspells.
func (c *checker) reportRefused(s *Shape) {
	var order []model.Pos
	byDefinition := map[model.Pos][]refusedField{}
	names := map[model.Pos]string{}
	for _, r := range c.refused {
		if c.meant[decode.Path(r.path)] || !s.has(pathOf(r.path)) {
			continue
		}
		at, name := c.closedBy(r)
		if byDefinition[at] == nil {
			order = append(order, at)
		}
		byDefinition[at], names[at] = append(byDefinition[at], r), name
	}
	for _, at := range order {
		c.reportClosed(at, names[at], byDefinition[at])
	}
}

func (c *checker) reportClosed(at model.Pos, name string, all []refusedField) {
	first := all[0]
	path := decode.Path(first.path)
	more, where := "", ""
	if len(all) > 1 {
		more = fmt.Sprintf(" (and %d more)", len(all)-1)
	}
	if places := slices.Concat(first.places, c.placeOf(first.path)); len(places) > 0 {
		where = fmt.Sprintf(" (%s)", places[0])
		if !at.IsValid() {
			at = places[0]
		}
	}
	d := closed.At(at, "%s is closed and does not have %s%s%s: write ... as its last line, or that field into it", name, path, where, more)
	d.Of = fieldName(path)
	for _, r := range all {
		d.Related = append(d.Related, r.places...)
	}
	c.add(d)
}

// closedBy finds the definition that refuses a field: among the values around
// the field, from the inside out, the one that does not allow it.
func (c *checker) closedBy(r refusedField) (at model.Pos, name string) {
	for n := len(r.path) - 1; n >= 0; n-- {
		v := c.root.LookupPath(cue.ParsePath(strings.Join(r.path[:n], ".")))
		for _, part := range conjuncts(v) {
			_, ref := part.ReferencePath()
			sels := ref.Selectors()
			if len(sels) == 0 || allowsBelow(part, r.path[n:]) {
				continue
			}
			if f := c.keys().At(sels); len(f) > 0 {
				return c.pos(f[0].Pos()), ref.String()
			}
		}
	}
	return model.Pos{}, "a definition of the file's own"
}

// allowsBelow reports whether v allows the field at a path below it.
func allowsBelow(v cue.Value, path []string) bool {
	last := len(path) - 1
	inner := v.LookupPath(cue.ParsePath(strings.Join(path[:last], ".")))
	return inner.Exists() && inner.Allows(cue.Str(decode.Path(path[last:])))
}

// conjuncts are the values that v is made of.
func conjuncts(v cue.Value) []cue.Value {
	op, args := v.Expr()
	if op != cue.AndOp {
		return []cue.Value{v}
	}
	var out []cue.Value
	for _, a := range args {
		out = append(out, conjuncts(a)...)
	}
	return out
}
