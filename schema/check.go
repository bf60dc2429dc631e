package schema

import (
	"cmp"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"

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

// ownErrors reports what is wrong before any definition is asked: conflicting
// values, references to nothing, cycles.
func (c *checker) ownErrors(v cue.Value) {
	all := errors.Errors(v.Validate(cue.Concrete(false)))
	// Lists of different length conflict in their elements, too.
	var lists []string
	for _, e := range all {
		if strings.Contains(messageOf(e), "incompatible list lengths") {
			lists = append(lists, pathText(e.Path())+"[")
		}
	}
	for _, e := range all {
		path := pathText(e.Path())
		if path != "" && c.bad[path] || slices.ContainsFunc(lists, func(l string) bool { return strings.HasPrefix(path, l) }) {
			continue
		}
		c.bad[path] = true
		if d := c.describe(e); !slices.ContainsFunc(c.found, func(f model.Diagnostic) bool { return f.Pos == d.Pos && d.Pos.IsValid() }) {
			c.add(d)
		}
	}
}

// describe says an error of CUE's own with the user's words and places.
func (c *checker) describe(e errors.Error) model.Diagnostic {
	places, path := c.places(e), pathText(e.Path())
	d := model.Diagnostic{Severity: model.Error, Rule: "invalid-cue", Message: messageOf(e), Of: fieldName(path)}
	if len(places) == 0 {
		places = c.placeOf(e.Path())
	}
	if len(places) > 0 {
		d.Pos = places[0]
	}
	also := ""
	if len(places) > 1 {
		also = fmt.Sprintf(" (also at %s)", places[1])
		d.Related = places[1:]
	}
	switch {
	case strings.Contains(d.Message, "conflicting values") && len(places) > 1:
		d.Rule = "conflict"
		d.Message = fmt.Sprintf("%s is set twice: %s%s", path, d.Message, also)
	case strings.Contains(d.Message, "incompatible list lengths"):
		d.Rule = "conflict"
		d.Message = fmt.Sprintf("%s is set twice: %s%s", path, d.Message, also)
	case strings.HasPrefix(d.Message, "reference "), path == "":
	default:
		d.Message = path + ": " + d.Message
	}
	return d
}

// placeOf is where the value at a path stands, or the nearest one around it.
func (c *checker) placeOf(path []string) []model.Pos {
	for n := len(path); n > 0; n-- {
		v := c.root.LookupPath(cue.ParsePath(strings.Join(path[:n], ".")))
		if pos := c.valuePos(v); pos.IsValid() {
			return []model.Pos{pos}
		}
	}
	return nil
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
	v, _ = v.Default()
	s = s.arm(v.IncompleteKind())
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
			c.report("missing-field", join(path, name), c.valuePos(v), "%s is missing: want %s", join(path, name), f.want)
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

func (c *checker) leaf(s *shape, v cue.Value, path string) {
	if path == "" {
		c.report("wrong-type", path, c.valuePos(v), "the file holds %s: want fields (%s)", show(v), strings.Join(sortedFields(s), ", "))
		return
	}
	if v.IncompleteKind() == cue.BottomKind {
		c.indefinite(s, v, path)
		return
	}
	if s.value.IncompleteKind()&v.IncompleteKind() == 0 {
		c.report("wrong-type", path, c.valuePos(v), "%s is %s: want %s", path, show(v), s.want)
		return
	}
	if s.isStruct() || !c.concrete(s, v, path) || !c.plain(s, v, path) {
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
	c.report("wrong-value", path, c.valuePos(v), "%s", msg)
}

// concrete reports a value that nobody can build with: `string`, `>3`.
func (c *checker) concrete(s *shape, v cue.Value, path string) bool {
	if v.Validate(cue.Concrete(true)) == nil {
		return true
	}
	c.report("not-concrete", path, c.valuePos(v), "%s has no definite value (%s): want %s", path, show(v), s.want)
	return false
}

// indefinite reports a value that CUE cannot work out.
func (c *checker) indefinite(s *shape, v cue.Value, path string) {
	all := errors.Errors(v.Validate(cue.Concrete(true)))
	if len(all) == 0 {
		all = errors.Errors(v.Err())
	}
	if len(all) == 0 || c.bad[pathText(all[0].Path())] {
		return // or it refers to what has been reported
	}
	pos := c.valuePos(v)
	if places := c.places(all[0]); len(places) > 0 && (path == "" || !pos.IsValid()) {
		pos = places[0]
	}
	what, want := path, s.want
	if path == "" {
		what, want = "the file", "each value that it depends on"
	}
	c.report("not-concrete", path, pos, "%s has no definite value (%s): want %s", what, messageOf(all[0]), want)
}

// plain reports a string that holds more than plain text, however it came
// about: written, escaped, interpolated, decoded.
func (c *checker) plain(s *shape, v cue.Value, path string) bool {
	text, err := v.String()
	if err != nil {
		return true
	}
	if s.lines {
		return !c.hiddenIn(plaintext.Text, text, v, path)
	}
	return !c.hiddenIn(plaintext.Line, text, v, path)
}

func (c *checker) hiddenIn(rule func(string) (rune, string), text string, v cue.Value, path string) bool {
	r, what := rule(text)
	if what != "" {
		c.report("control-character", path, c.valuePos(v), "%s holds the %s %U: write plain text", cmp.Or(path, "a name"), what, r)
	}
	return what != ""
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

// messageOf is CUE's message in one line, with what it wraps and without paths.
func messageOf(e errors.Error) string {
	var parts []string
	for e := error(e); e != nil; e = errors.Unwrap(e) {
		own, ok := e.(errors.Error)
		if !ok {
			break
		}
		format, args := own.Msg()
		if msg := fmt.Sprintf(format, args...); msg != "" && !slices.Contains(parts, msg) {
			parts = append(parts, msg)
		}
	}
	msg := ofSchema.ReplaceAllString(strings.Join(parts, ": "), "")
	return strings.Join(strings.Fields(msg), " ")
}

var ofSchema = regexp.MustCompile(`#(Project|User)([.]|: *)`)

// pathText is a path of CUE's as messages show it: flags.x.c[0].
func pathText(path []string) string {
	out := ""
	for _, label := range path {
		if _, err := strconv.Atoi(label); err == nil {
			out += "[" + label + "]"
			continue
		}
		if name, err := strconv.Unquote(label); err == nil {
			label = name
		}
		if label != "#Project" && label != "#User" {
			out = join(out, label)
		}
	}
	return out
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
	return shorten(text)
}

func shorten(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return text
}
