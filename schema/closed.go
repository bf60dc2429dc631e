package schema

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/model"
)

// refused is a field that a closed definition of the user's does not have.
type refused struct {
	path   []string
	places []model.Pos
}

func notAllowed(e errors.Error) bool { return strings.Contains(messageOf(e), "field not allowed") }

// closed reports the fields that closed definitions of the user's refuse, one
// message a definition. A field that targets.cue does not have either has been
// reported, and so has one that the definition misspells.
func (c *checker) closed(s *shape) {
	var order []model.Pos
	byDefinition := map[model.Pos][]refused{}
	names := map[model.Pos]string{}
	for _, r := range c.shut {
		if c.meant[pathText(r.path)] || !s.has(unquoted(r.path)) {
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

func (c *checker) reportClosed(at model.Pos, name string, all []refused) {
	first := all[0]
	path := pathText(first.path)
	more := ""
	if len(all) > 1 {
		more = fmt.Sprintf(" (and %d more)", len(all)-1)
	}
	d := model.Diagnostic{Pos: at, Severity: model.Error, Rule: "closed", Of: fieldName(path)}
	for _, r := range all {
		d.Related = append(d.Related, r.places...)
	}
	where := ""
	if at := slices.Concat(first.places, c.placeOf(first.path)); len(at) > 0 {
		where = fmt.Sprintf(" (%s)", at[0])
		if !d.Pos.IsValid() {
			d.Pos = at[0]
		}
	}
	d.Message = fmt.Sprintf("%s is closed and does not have %s%s%s: write ... as its last line, or that field into it", name, path, where, more)
	c.add(d)
}

// closedBy finds the definition that refuses a field: among the values around
// the field, from the inside out, the one that does not allow it.
func (c *checker) closedBy(r refused) (at model.Pos, name string) {
	for n := len(r.path) - 1; n >= 0; n-- {
		v := c.root.LookupPath(cue.ParsePath(strings.Join(r.path[:n], ".")))
		for _, part := range conjuncts(v) {
			_, ref := part.ReferencePath()
			sels := ref.Selectors()
			if len(sels) == 0 {
				continue
			}
			inner := part.LookupPath(cue.ParsePath(strings.Join(r.path[n:len(r.path)-1], ".")))
			if inner.Exists() && inner.Allows(cue.Str(unquoted(r.path)[len(r.path)-1])) {
				continue
			}
			if f := c.keys().at(sels); len(f) > 0 {
				return c.pos(f[0].Pos()), ref.String()
			}
		}
	}
	return model.Pos{}, "a definition of the file's own"
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

func unquoted(path []string) (out []string) {
	for _, label := range path {
		out = append(out, pathText([]string{label}))
	}
	return out
}

// has reports whether targets.cue has a field with a path.
func (s *shape) has(path []string) bool {
	if len(path) == 0 {
		return true
	}
	if s.anything() {
		return true
	}
	for _, arm := range append(s.arms, s) {
		if below := arm.find(path[0]); below != nil && below.has(path[1:]) {
			return true
		}
		if index := strings.HasPrefix(path[0], "["); index && arm.elem != nil && arm.elem.has(path[1:]) {
			return true
		}
	}
	return false
}
