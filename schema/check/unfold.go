package check

import (
	"cmp"
	"fmt"
	"strconv"

	"cuelang.org/go/cue"
)

// unfolder makes shapes of the definitions in root. They do not refer to
// themselves, so it ends.
type unfolder struct {
	root  cue.Value
	known map[string]*Shape // of the definitions, by their names
}

// Unfold returns the shape of the definition name in root. It panics where the
// definition uses what the walk does not know: that is a fault of the program.
func Unfold(root cue.Value, name string) *Shape {
	u := &unfolder{root: root, known: map[string]*Shape{}}
	return u.unfold(root.LookupPath(cue.ParsePath(name)))
}

// unfold returns the shape of a field. A definition is unfolded once, however
// many fields refer to it; what stands beside the field itself comes first.
func (u *unfolder) unfold(v cue.Value) *Shape {
	_, path := v.ReferencePath()
	name := path.String()
	if name == "" {
		return u.unfoldBody(v)
	}
	if u.known[name] == nil {
		u.known[name] = u.unfoldDefinition(name, cue.Dereference(v))
	}
	s := *u.known[name]
	s.value, s.doc = v, docOf(v)
	s.lines = s.lines || hasAttribute(v, linesAttribute)
	s.text = cmp.Or(stringAttribute(v, textAttribute), s.text)
	s.most = cmp.Or(intAttribute(v, mostAttribute), s.most)
	s.want = cmp.Or(stringAttribute(v, wantAttribute), s.want)
	s.refused = refusals(u.root, v)
	return &s
}

// unfoldDefinition returns the shape of a definition, which may be no more than
// the name of another.
func (u *unfolder) unfoldDefinition(name string, v cue.Value) *Shape {
	if _, path := v.ReferencePath(); path.String() != name {
		return u.unfold(v)
	}
	return u.unfoldBody(v)
}

func (u *unfolder) unfoldBody(v cue.Value) *Shape {
	s := &Shape{value: v, kind: v.IncompleteKind(), doc: docOf(v), lines: hasAttribute(v, linesAttribute)}
	s.text, s.most = stringAttribute(v, textAttribute), intAttribute(v, mostAttribute)
	switch op, args := cue.Dereference(v).Expr(); {
	case op == cue.OrOp && (mixesKinds(args) || tagOf(args) != ""):
		for _, a := range args {
			s.arms = append(s.arms, u.unfold(a))
		}
		s.merge(tagOf(args))
	case s.kind == cue.StructKind:
		u.unfoldFields(s)
	case s.kind == cue.ListKind:
		s.elem = u.unfold(v.LookupPath(cue.MakePath(cue.AnyIndex)))
	default:
		s.words = enumeration(v)
		s.fits, _ = matcherOf(v)
	}
	s.want = wantOf(s)
	return s
}

func (u *unfolder) unfoldFields(s *Shape) {
	s.fields = map[string]*field{}
	it, err := s.value.Fields(cue.Optional(true), cue.Patterns(true))
	if err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	for it.Next() {
		sel := it.Selector()
		if sel.ConstraintType() != cue.PatternConstraint {
			s.fields[sel.Unquoted()] = &field{u.unfold(it.Value()), sel.ConstraintType() == cue.RequiredConstraint}
			continue
		}
		key, ok := matcherOf(sel.Pattern())
		if !ok {
			panic(fmt.Sprintf("schema: a name is held against a regular expression, and not against %v", sel.Pattern()))
		}
		s.patterns = append(s.patterns, &pattern{u.unfold(it.Value()), key, stringAttribute(sel.Pattern(), wantAttribute)})
	}
}

// merge adds to a disjunction of tagged structs the fields of all its arms, for a
// value whose tag is missing or wrong: that is then its only mistake.
func (s *Shape) merge(tag string) {
	if tag == "" {
		return
	}
	s.tag, s.fields = tag, map[string]*field{}
	kinds := &Shape{kind: cue.StringKind}
	for _, a := range s.arms {
		a.of = a.fields[tag].words[0]
		kinds.words = append(kinds.words, a.of)
		for name, f := range a.fields {
			if s.fields[name] == nil {
				s.fields[name] = &field{f.Shape, false}
			}
		}
	}
	kinds.want = wantOf(kinds)
	s.fields[tag] = &field{kinds, true}
}

// tagOf names the field that tells the structs of a disjunction apart: one that
// all of them require, with a string of its own in each. "" where there is none.
func tagOf(args []cue.Value) string {
	const name = "kind"
	seen := map[string]bool{}
	for _, a := range args {
		of, err := a.LookupPath(cue.MakePath(cue.Str(name).Required())).String()
		if err != nil || seen[of] {
			return ""
		}
		seen[of] = true
	}
	return name
}

func mixesKinds(args []cue.Value) bool {
	kinds := map[cue.Kind]bool{}
	for _, a := range args {
		kinds[a.IncompleteKind()] = true
	}
	return len(kinds) > 1
}

// wantOf says what a value must be: the field's own @want, the words of an
// enumeration, or the kind.
func wantOf(s *Shape) string {
	if want := stringAttribute(s.value, wantAttribute); want != "" {
		return want
	}
	if len(s.words) > 0 {
		return orList(s.words)
	}
	return kindWord(s.kind)
}

// enumeration lists the strings or numbers of a disjunction of literals,
// or([…]) too; nil for any other value.
func enumeration(v cue.Value) []string {
	op, args := v.Expr()
	if op != cue.OrOp {
		op, args = v.Eval().Expr()
	}
	if op != cue.OrOp {
		args = []cue.Value{v}
	}
	var words []string
	for _, a := range args {
		word, ok := literalWord(a)
		if !ok {
			return nil
		}
		words = append(words, word)
	}
	return words
}

func literalWord(v cue.Value) (string, bool) {
	if n, err := v.Int64(); err == nil {
		return strconv.FormatInt(n, 10), true
	}
	s, err := v.String()
	return s, err == nil
}
