package check

import (
	"cmp"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
)

func (c *checker) pos(p token.Pos) model.Pos { return decode.Position(p) }

// labelPos returns where a value's own key stands.
func (c *checker) labelPos(v cue.Value) model.Pos { return c.pos(c.keys().Of(v)) }

// valuePos returns where the value itself stands: what its own key holds, and not
// what a template says of it, where both do.
func (c *checker) valuePos(v cue.Value) model.Pos {
	pos, own := decode.ValuePosition(v), c.ownPlaces(c.keys().At(v.Path().Selectors()))
	if len(own) == 0 || slices.Contains(own, pos) {
		return pos
	}
	return own[0]
}

// orAround returns a position, or that of the innermost value around where it is none.
func (c *checker) orAround(pos model.Pos) model.Pos {
	for i := len(c.around) - 1; i >= 0 && !pos.IsValid(); i-- {
		pos = c.valuePos(c.around[i])
	}
	return pos
}

// ownPlaces returns where the values of some fields stand, the latest first.
func (c *checker) ownPlaces(fields []*ast.Field) []model.Pos {
	var out []model.Pos
	for _, f := range slices.Backward(fields) {
		if pos := c.pos(f.Value.Pos()); pos.IsValid() {
			out = append(out, pos)
		}
	}
	return out
}

// placeOf returns where the value at a path stands, or the nearest one around it.
func (c *checker) placeOf(path []string) []model.Pos {
	for n := len(path); n > 0; n-- {
		if own := c.ownPlaces(c.keys().Labelled(path[:n])); len(own) > 0 {
			return own[:1]
		}
		v := c.root.LookupPath(cue.ParsePath(strings.Join(path[:n], ".")))
		if pos := c.valuePos(v); pos.IsValid() {
			return []model.Pos{pos}
		}
	}
	return nil
}

// places returns the positions of e in the user's own file: first what takes part
// in several errors, then what the path's own key holds, then the latest.
func (c *checker) places(e errors.Error) []model.Pos {
	var out []model.Pos
	for _, p := range errors.Positions(e) {
		if pos := c.pos(p); pos.IsValid() && !slices.Contains(out, pos) {
			out = append(out, pos)
		}
	}
	own := c.ownPlaces(c.keys().Labelled(e.Path()))
	slices.SortFunc(out, func(a, b model.Pos) int {
		return cmp.Or(c.rank(own, a)-c.rank(own, b), b.Line-a.Line, b.Col-a.Col)
	})
	return out
}

func (c *checker) rank(own []model.Pos, pos model.Pos) int {
	switch {
	case c.shared[pos]:
		return 0
	case slices.Contains(own, pos):
		return 1
	}
	return 2
}
