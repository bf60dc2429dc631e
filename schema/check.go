package schema

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// checker walks a value of the user's beside its shape and collects one
// diagnostic for each mistake.
type checker struct {
	file   string // the user's file, as messages name it
	root   cue.Value
	found  model.Diagnostics
	keys   func() keys     // of that file
	bad    map[string]bool // paths that are wrong by themselves
	meant  map[string]bool // paths that a misspelled field was meant for
	shut   []refused       // fields that a closed definition of the user's refuses
	lacks  []lack
	shared map[model.Pos]bool // places that take part in several errors
	near   []cue.Value        // the values around, for those that stand nowhere
}

func newChecker(file string, v cue.Value) *checker {
	return &checker{
		file: file, root: v, bad: map[string]bool{}, meant: map[string]bool{},
		keys: sync.OnceValue(func() keys { return keysOf(v) }),
	}
}

// check returns what is wrong with v, in the order of the file.
func check(file string, s *shape, v cue.Value) model.Diagnostics {
	c := newChecker(file, v)
	c.ownErrors(v)
	c.walk(s, v, "")
	c.reportLacks()
	c.closed(s)
	return c.found.Sort()
}

func (c *checker) walk(s *shape, v cue.Value, path string) {
	v, _ = v.Default()
	s = s.arm(v)
	c.near = append(c.near, v)
	defer func() { c.near = c.near[:len(c.near)-1] }()
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
	if path != "" && c.bad[path] {
		return
	}
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
	c.few(s, v, path)
	seen := c.names(s, v, path)
	for name, sub := range fieldsOf(v) {
		if known := s.find(name); known != nil && seen[name] {
			c.walk(known, sub, join(path, name))
		}
	}
	if v.Err() == nil || len(seen) > 0 && !c.brokenItself(v, path) {
		c.missing(s, v, path, seen)
	}
}

// names holds the names of a struct's fields against the shape, and returns
// those that are there or were meant.
func (c *checker) names(s *shape, v cue.Value, path string) map[string]bool {
	seen := map[string]bool{}
	var strangers []cue.Value
	for name, sub := range fieldsOf(v) {
		if c.hiddenIn(plaintext.Line, name, sub, path) {
			continue
		}
		seen[name] = true
		if s.find(name) == nil && !c.bad[join(path, name)] {
			meant := c.unknown(s, sub, path, name)
			seen[meant], c.meant[join(path, meant)] = true, meant != ""
			if meant == "" && len(s.fields) > 0 {
				strangers = append(strangers, sub)
			}
		}
	}
	c.strangers(s, path, strangers)
	return seen
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

func (c *checker) walkList(s *shape, v cue.Value, path string) {
	it, err := v.List()
	if err != nil {
		c.indefinite(s, v, path)
		return
	}
	c.few(s, v, path)
	for i := 0; it.Next(); i++ {
		c.walk(s.elem, it.Value(), fmt.Sprintf("%s[%d]", path, i))
	}
}

// report adds what is wrong with the value at path.
func (c *checker) report(rule, path string, pos model.Pos, format string, args ...any) {
	c.add(model.Diagnostic{
		Pos: c.placed(pos), Severity: model.Error, Rule: rule, Message: fmt.Sprintf(format, args...), Of: fieldName(path),
	})
}

// placed is a position, that of the innermost value around where it is none.
func (c *checker) placed(pos model.Pos) model.Pos {
	for i := len(c.near) - 1; i >= 0 && !pos.IsValid(); i-- {
		pos = c.valuePos(c.near[i])
	}
	return pos
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
