package schema

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/nearest"
)

// checker walks a value of the user's beside its shape and collects one
// diagnostic for each mistake.
type checker struct {
	file  string // the user's file, as messages name it
	found model.Diagnostics
	bad   map[string]bool // paths that are wrong by themselves
}

// check gives what is wrong with v, in the order of the file.
func check(file string, s *shape, v cue.Value) model.Diagnostics {
	c := &checker{file: file, bad: map[string]bool{}}
	c.ownErrors(v)
	c.walk(s, v, "")
	return c.found.Sort()
}

// ownErrors reports what is wrong before any definition is asked: conflicting
// values, references to nothing, cycles.
func (c *checker) ownErrors(v cue.Value) {
	for _, e := range errors.Errors(v.Validate(cue.Concrete(false))) {
		path := strings.Join(e.Path(), ".")
		if path != "" && c.bad[path] {
			continue
		}
		c.bad[path] = true
		c.add(c.describe(e))
	}
}

// unreadable reports what keeps CUE from listing a value's parts, such as an
// embedded reference to nothing.
func (c *checker) unreadable(err error) {
	for _, e := range errors.Errors(err) {
		c.add(c.describe(e))
	}
}

func (c *checker) describe(e errors.Error) model.Diagnostic {
	places := c.places(e)
	d := model.Diagnostic{Severity: model.Error, Rule: "invalid-cue", Message: messageOf(e)}
	if len(places) > 0 {
		d.Pos = places[0]
	}
	if strings.Contains(d.Message, "conflicting values") && len(places) > 1 {
		d.Rule = "conflict"
		d.Message = fmt.Sprintf("%s is set twice: %s (also at %s)", strings.Join(e.Path(), "."), d.Message, places[1])
		d.Related = places[1:]
	}
	return d
}

// places are the positions of e in the user's own file, the latest first.
func (c *checker) places(e errors.Error) []model.Pos {
	var out []model.Pos
	for _, p := range errors.Positions(e) {
		if pos := c.pos(p); pos.IsValid() && !slices.Contains(out, pos) {
			out = append(out, pos)
		}
	}
	slices.SortFunc(out, func(a, b model.Pos) int {
		if a.Line != b.Line {
			return b.Line - a.Line
		}
		return b.Col - a.Col
	})
	return out
}

func (c *checker) pos(p token.Pos) model.Pos { return position(c.file, p) }

// position turns CUE's position into the model's, if it lies in file.
func position(file string, p token.Pos) model.Pos {
	if !p.IsValid() || p.Filename() != file {
		return model.Pos{}
	}
	return model.Pos{File: file, Line: p.Line(), Col: p.Column()}
}

func (c *checker) walk(s *shape, v cue.Value, path string) {
	if c.bad[path] {
		return
	}
	v, _ = v.Default()
	s = s.arm(v.IncompleteKind())
	switch {
	case v.Err() != nil:
		c.walkBroken(s, v, path)
	case s.anything():
		c.concrete(s, v, path)
	case s.isStruct() && v.IncompleteKind() == cue.StructKind:
		c.walkStruct(s, v, path)
	case s.elem != nil && v.IncompleteKind() == cue.ListKind:
		c.walkList(s, v, path)
	default:
		c.leaf(s, v, path)
	}
}

func (c *checker) walkStruct(s *shape, v cue.Value, path string) {
	seen := map[string]bool{}
	it, err := v.Fields()
	if err != nil {
		c.unreadable(err)
		return
	}
	for it.Next() {
		name := it.Selector().Unquoted()
		seen[name] = true
		below := join(path, name)
		if sub := s.find(name); sub != nil {
			c.walk(sub, it.Value(), below)
		} else if !c.bad[below] {
			c.unknown(s, it.Value(), path, name)
		}
	}
	c.missing(s, v, path, seen)
}

// walkBroken looks below a struct that CUE gives up on because one of its
// fields is wrong by itself: the others are still there.
func (c *checker) walkBroken(s *shape, v cue.Value, path string) {
	for _, name := range sortedFields(s) {
		if sub := v.LookupPath(cue.MakePath(cue.Str(name))); sub.Exists() {
			c.walk(s.fields[name].shape, sub, join(path, name))
		}
	}
}

func (c *checker) missing(s *shape, v cue.Value, path string, seen map[string]bool) {
	for _, name := range sortedFields(s) {
		f := s.fields[name]
		if f.required && !seen[name] {
			c.report("missing-field", c.valuePos(v), "%s is missing: want %s", join(path, name), f.want)
		}
	}
	if path == "targets" && len(seen) == 0 {
		c.report("no-targets", c.valuePos(v), "targets is empty: want %s", s.want)
	}
}

func (c *checker) unknown(s *shape, v cue.Value, path, name string) {
	pos := c.labelPos(v)
	if len(s.patterns) > 0 && len(s.fields) == 0 {
		c.report("bad-name", pos, "%s: %q is no name for it: want %s", path, name, s.patterns[0].keyWant)
		return
	}
	msg := fmt.Sprintf("unknown field %q", name)
	if path != "" {
		msg += " in " + path
	}
	if near := nearest.Name(name, sortedFields(s)); near != "" {
		msg += fmt.Sprintf(": did you mean %q?", near)
	} else {
		msg += ": allowed are " + strings.Join(sortedFields(s), ", ")
	}
	c.report("unknown-field", pos, "%s", msg)
}

func (c *checker) walkList(s *shape, v cue.Value, path string) {
	it, err := v.List()
	if err != nil {
		c.unreadable(err)
		return
	}
	for i := 0; it.Next(); i++ {
		c.walk(s.elem, it.Value(), fmt.Sprintf("%s[%d]", path, i))
	}
}

func (c *checker) leaf(s *shape, v cue.Value, path string) {
	if s.value.IncompleteKind()&v.IncompleteKind() == 0 {
		c.report("wrong-type", c.valuePos(v), "%s is %s: want %s", path, show(v), s.want)
		return
	}
	if s.isStruct() || !c.concrete(s, v, path) {
		return
	}
	if s.value.Unify(v).Validate(cue.Concrete(true)) == nil {
		return
	}
	msg := fmt.Sprintf("%s is %s: want %s", path, show(v), s.want)
	if str, err := v.String(); err == nil {
		if near := nearest.Name(str, enumeration(s.value)); near != "" {
			msg += fmt.Sprintf(" (did you mean %q?)", near)
		}
	}
	c.report("wrong-value", c.valuePos(v), "%s", msg)
}

// concrete reports a value that nobody can build with: `string`, `>3`.
func (c *checker) concrete(s *shape, v cue.Value, path string) bool {
	if v.Validate(cue.Concrete(true)) == nil {
		return true
	}
	c.report("not-concrete", c.valuePos(v), "%s has no definite value (%s): want %s", path, show(v), s.want)
	return false
}

func (c *checker) report(rule string, pos model.Pos, format string, args ...any) {
	c.add(model.Diagnostic{Pos: pos, Severity: model.Error, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

func (c *checker) add(d model.Diagnostic) {
	if !d.Pos.IsValid() {
		d.Pos = model.Pos{File: c.file, Line: 1, Col: 1}
	}
	c.found = append(c.found, d)
}

func (c *checker) labelPos(v cue.Value) model.Pos { return c.pos(v.Pos()) }

// valuePos is where the value itself stands, its label's place where CUE knows
// only that.
func (c *checker) valuePos(v cue.Value) model.Pos { return valuePosition(c.file, v) }

func valuePosition(file string, v cue.Value) model.Pos {
	if f, ok := v.Source().(*ast.Field); ok && f.Value != nil {
		if pos := position(file, f.Value.Pos()); pos.IsValid() {
			return pos
		}
	}
	return position(file, v.Pos())
}

// messageOf is CUE's message in one line, without its path.
func messageOf(e errors.Error) string {
	format, args := e.Msg()
	msg := fmt.Sprintf(format, args...)
	return strings.Join(strings.Fields(strings.ReplaceAll(msg, "#Project.", "")), " ")
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func sortedFields(s *shape) []string {
	names := make([]string, 0, len(s.fields))
	for n := range s.fields {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// show renders a value for a message, shortened.
func show(v cue.Value) string {
	text := strings.Join(strings.Fields(fmt.Sprint(v)), " ")
	if text == "" || v.IncompleteKind() == cue.StructKind {
		return kindWord(v.IncompleteKind())
	}
	if r := []rune(text); len(r) > 60 {
		text = string(r[:60]) + "…"
	}
	return text
}
