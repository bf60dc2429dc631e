package schema

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/nearest"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// checker walks a value of the user's beside its shape and collects one
// diagnostic for each mistake.
type checker struct {
	file  string // the user's file, as messages name it
	root  cue.Value
	found model.Diagnostics
	bad   map[string]bool // paths that are wrong by themselves
	near  model.Pos       // of the innermost value around, for those that stand nowhere
}

// check gives what is wrong with v, in the order of the file.
func check(file string, s *shape, v cue.Value) model.Diagnostics {
	c := &checker{file: file, root: v, bad: map[string]bool{}}
	c.ownErrors(v)
	c.walk(s, v, "")
	return c.found.Sort()
}

func (c *checker) walk(s *shape, v cue.Value, path string) {
	v, _ = v.Default()
	s = s.arm(v)
	defer func(outer model.Pos) { c.near = outer }(c.near)
	if pos := c.valuePos(v); pos.IsValid() {
		c.near = pos
	}
	switch {
	case v.Err() != nil:
		c.walkBroken(s, v, path)
	case s.anything():
		c.walkAnything(s, v, path)
	case s.isStruct() && v.IncompleteKind() == cue.StructKind:
		c.walkStruct(s, v, path)
	case s.elem != nil && v.IncompleteKind() == cue.ListKind:
		c.walkList(s, v, path)
	default:
		c.leaf(s, v, path)
	}
}

// walkBroken looks below a value that CUE gives up on because a part of it is
// wrong: the others are still there. What is wrong with the value itself is
// said here, where ownErrors did not say it.
func (c *checker) walkBroken(s *shape, v cue.Value, path string) {
	before := len(c.found)
	if s.isStruct() {
		c.walkStruct(s, v, path)
	}
	if c.brokenItself(v, path) && !c.bad[path] || len(c.found) == before && !c.badAround(path) {
		c.indefinite(s, v, path)
	}
}

// brokenItself reports whether v, and not only a part of it, is wrong.
func (c *checker) brokenItself(v cue.Value, path string) bool {
	return c.bad[path] || slices.ContainsFunc(errors.Errors(v.Err()), func(e errors.Error) bool {
		return pathText(e.Path()) == path
	})
}

// badAround reports whether something at, above or below path is wrong by itself.
func (c *checker) badAround(path string) bool {
	for bad := range c.bad {
		if bad == path || within(path, bad) || within(bad, path) {
			return true
		}
	}
	return false
}

// within reports whether the path is below another.
func within(path, above string) bool {
	rest, ok := strings.CutPrefix(path, above)
	return ok && (above == "" || rest != "" && (rest[0] == '.' || rest[0] == '['))
}

// fieldsOf iterates over the fields that users name, those of a broken struct
// too: asked for hidden ones, CUE lists what there is.
func fieldsOf(v cue.Value) iter.Seq2[string, cue.Value] {
	return func(yield func(string, cue.Value) bool) {
		it, err := v.Fields(cue.Hidden(true))
		for err == nil && it.Next() {
			if sel := it.Selector(); sel.LabelType() == cue.StringLabel && !yield(sel.Unquoted(), it.Value()) {
				return
			}
		}
	}
}

func (c *checker) walkStruct(s *shape, v cue.Value, path string) {
	if _, err := v.Fields(); err != nil && v.Err() == nil {
		c.indefinite(s, v, path) // one of several structs, and none is chosen
		return
	}
	seen := map[string]bool{}
	for name, sub := range fieldsOf(v) {
		seen[name] = true
		below := join(path, name)
		if c.hiddenIn(plaintext.Line, name, sub, path) {
			continue
		}
		if known := s.find(name); known != nil {
			c.walk(known, sub, below)
		} else if !c.bad[below] {
			seen[c.unknown(s, sub, path, name)] = true
		}
	}
	if v.Err() == nil || len(seen) > 0 && !c.brokenItself(v, path) {
		c.missing(s, v, path, seen)
	}
}

// walkAnything looks into a value that may be of any kind.
func (c *checker) walkAnything(s *shape, v cue.Value, path string) {
	switch v.IncompleteKind() {
	case cue.StructKind:
		for name, sub := range fieldsOf(v) {
			if !c.hiddenIn(plaintext.Line, name, sub, path) {
				c.walk(s, sub, join(path, name))
			}
		}
	case cue.ListKind:
		it, err := v.List()
		for i := 0; err == nil && it.Next(); i++ {
			c.walk(s, it.Value(), fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		if c.concrete(s, v, path) {
			c.plain(s, v, path)
		}
	}
}

func (c *checker) missing(s *shape, v cue.Value, path string, seen map[string]bool) {
	for _, name := range sortedFields(s) {
		f := s.fields[name]
		if f.required && !seen[name] {
			c.report("missing-field", join(path, name), c.valuePos(v), "%s is missing: %s", join(path, name), wanted(v, path, name, f))
		}
	}
	if path == "targets" && len(seen) == 0 {
		c.report("no-targets", path, c.valuePos(v), "targets is empty: want %s", s.want)
	}
}

// unknown reports a field that is in no definition and gives the one that is
// probably meant, "" where there is none.
func (c *checker) unknown(s *shape, v cue.Value, path, name string) string {
	pos := c.labelPos(v)
	if len(s.patterns) > 0 && len(s.fields) == 0 {
		c.report("bad-name", path, pos, "%s: %s is no name for it: want %s", path, shorten(strconv.Quote(name)), s.patterns[0].keyWant)
		return ""
	}
	msg := "unknown field " + shorten(strconv.Quote(name))
	if path != "" {
		msg += " in " + path
	}
	if s.of != "" {
		msg += fmt.Sprintf(" of the kind %q", s.of)
	}
	near := nearest.Name(name, sortedFields(s))
	if near != "" {
		msg += fmt.Sprintf(": did you mean %q?", near)
	} else {
		msg += ": allowed are " + strings.Join(sortedFields(s), ", ")
	}
	c.report("unknown-field", join(path, name), pos, "%s", msg)
	return near
}

func (c *checker) walkList(s *shape, v cue.Value, path string) {
	it, err := v.List()
	if err != nil {
		c.indefinite(s, v, path)
		return
	}
	for i := 0; it.Next(); i++ {
		c.walk(s.elem, it.Value(), fmt.Sprintf("%s[%d]", path, i))
	}
}

// report adds what is wrong with the value at path.
func (c *checker) report(rule, path string, pos model.Pos, format string, args ...any) {
	if !pos.IsValid() {
		pos = c.near
	}
	c.add(model.Diagnostic{
		Pos: pos, Severity: model.Error, Rule: rule, Message: fmt.Sprintf(format, args...), Of: fieldName(path),
	})
}

// fieldName is the name of the field at a path: what a template says of many
// targets has one place and one field.
func fieldName(path string) string {
	path, _, _ = strings.Cut(path[strings.LastIndex(path, ".")+1:], "[")
	return path
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
