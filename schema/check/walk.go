package check

import (
	"fmt"
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// walk reports what is wrong with a value and all its parts.
func (c *checker) walk(s *Shape, v cue.Value, path string) {
	v, _ = v.Default()
	s = s.arm(v)
	c.around = append(c.around, v)
	defer func() { c.around = c.around[:len(c.around)-1] }()
	switch {
	case v.Err() != nil:
		c.walkBroken(s, v, path)
	case s.isTop():
		c.walkAnything(s, v, path)
	case s.isStruct() && v.IncompleteKind() == cue.StructKind:
		c.walkStruct(s, v, path)
	case s.Elem != nil && v.IncompleteKind() == cue.ListKind:
		c.walkList(s, v, path)
	default:
		c.checkLeaf(s, v, path)
	}
}

// walkBroken looks below a value of which CUE reports only one wrong part: the
// other parts are still there. What is wrong with the value itself is
// reported here, where checkOwn did not.
func (c *checker) walkBroken(s *Shape, v cue.Value, path string) {
	if path != "" && c.wrong[path] {
		return
	}
	before := len(c.found)
	if s.isStruct() {
		c.walkStruct(s, v, path)
	}
	if c.isBroken(v, path) && !c.wrong[path] || len(c.found) == before && !c.isWrongAround(path) {
		c.reportIncomplete(s, v, path)
	}
}

// isBroken reports whether v, and not only a part of it, is wrong.
func (c *checker) isBroken(v cue.Value, path string) bool {
	return c.wrong[path] || slices.ContainsFunc(errors.Errors(v.Err()), func(e errors.Error) bool {
		return decode.Path(e.Path()) == path
	})
}

// isWrongAround reports whether something at, above or below path is wrong by itself.
func (c *checker) isWrongAround(path string) bool {
	for wrong := range c.wrong {
		if wrong == path || within(path, wrong) || within(wrong, path) {
			return true
		}
	}
	return false
}

func (c *checker) walkStruct(s *Shape, v cue.Value, path string) {
	if v.Kind() != cue.StructKind && v.Err() == nil {
		c.reportIncomplete(s, v, path) // one of several structs, and none is chosen
		return
	}
	c.checkSize(s, v, path)
	fields := slices.Collect(fieldsOf(v))
	there := c.checkNames(s, fields, path)
	for _, f := range fields {
		if known := s.Find(f.name); known != nil && there[f.name] {
			c.walk(known, f.Value, decode.Join(path, f.name))
		}
	}
	if v.Err() == nil || len(there) > 0 && !c.isBroken(v, path) {
		c.checkRequired(s, v, path, there)
	}
}

func (c *checker) walkList(s *Shape, v cue.Value, path string) {
	it, err := v.List()
	if err != nil {
		c.reportIncomplete(s, v, path)
		return
	}
	c.checkSize(s, v, path)
	for i := 0; it.Next(); i++ {
		c.walk(s.Elem, it.Value(), fmt.Sprintf("%s[%d]", path, i))
	}
}

// walkAnything looks into a value that may be of any kind.
func (c *checker) walkAnything(s *Shape, v cue.Value, path string) {
	switch v.IncompleteKind() {
	case cue.StructKind:
		for f := range fieldsOf(v) {
			if c.checkCharacters(plaintext.Line, f.name, f.Value, path) {
				c.walk(s, f.Value, decode.Join(path, f.name))
			}
		}
	case cue.ListKind:
		it, err := v.List()
		for i := 0; err == nil && it.Next(); i++ {
			c.walk(s, it.Value(), fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		if c.checkConcrete(s, v, path) {
			c.checkText(s, v, path)
		}
	}
}
