package schema

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
)

// shape is a definition unfolded for walking beside the user's value. CUE's own
// unification reports one enum typo as ten errors and hides missing fields
// behind it; the walk gives one message a mistake, and all of them.
type shape struct {
	value    cue.Value
	want     string            // what to write instead, for a message
	doc      string            // the comment above it, for the reference
	fields   map[string]*field // by name, for structs
	patterns []*pattern        // for structs keyed by the user's own names
	elem     *shape            // of a list
	lines    bool              // a string that may be several lines
	text     string            // the rule of package plaintext for what would be evaluated
	most     int64             // bytes of all strings below
	arms     []*shape          // of a disjunction of kinds, or of structs told apart by a field
	tag      string            // that field; fields are then those of all arms
	of       string            // of an arm: the tag's value
	words    []string          // of an enumeration, as they are written without quotes
	refused  []refusal         // what is wrong by its kind, with the reason
}

type field struct {
	*shape
	required bool
}

type pattern struct {
	*shape
	key     func(name string) bool
	keyWant string // what a key must look like
}

// unfolder makes shapes. Definitions do not refer to themselves, so it ends.
type unfolder struct {
	root  cue.Value
	wants map[string]string // @want of the named constraints, by their own text
	known map[string]*shape // of the definitions, by their names
}

// unfold gives the shape of a field. A definition is unfolded once, however
// many fields refer to it; what stands beside the field itself comes first.
func (u *unfolder) unfold(v cue.Value) *shape {
	_, path := v.ReferencePath()
	name := path.String()
	if name == "" {
		return u.unfoldBody(v)
	}
	if u.known[name] == nil {
		u.known[name] = u.unfoldBody(cue.Dereference(v))
	}
	s := *u.known[name]
	s.value, s.doc = v, docOf(v)
	s.lines = s.lines || hasAttribute(v, "lines")
	s.text, s.most = cmp.Or(textAttribute(v), s.text), cmp.Or(mostAttribute(v), s.most)
	s.want = cmp.Or(wantAttribute(v), s.want)
	s.refused = u.refusals(v)
	return &s
}

func (u *unfolder) unfoldBody(v cue.Value) *shape {
	s := &shape{value: v, words: enumeration(v), doc: docOf(v), lines: hasAttribute(v, "lines")}
	s.text, s.most = textAttribute(v), mostAttribute(v)
	s.want = u.wantOf(s)
	if op, args := cue.Dereference(v).Expr(); op == cue.OrOp && (mixesKinds(args) || tagOf(args) != "") {
		for _, a := range args {
			s.arms = append(s.arms, u.unfold(a))
		}
		u.merge(s, tagOf(args))
		return s
	}
	switch v.IncompleteKind() {
	case cue.StructKind:
		u.unfoldFields(s)
	case cue.ListKind:
		s.elem = u.unfold(v.LookupPath(cue.MakePath(cue.AnyIndex)))
	}
	return s
}

func (u *unfolder) unfoldFields(s *shape) {
	s.fields = map[string]*field{}
	it, err := s.value.Fields(cue.Optional(true), cue.Patterns(true))
	if err != nil {
		return
	}
	for it.Next() {
		sel := it.Selector()
		if sel.ConstraintType() == cue.PatternConstraint {
			s.patterns = append(s.patterns, &pattern{
				shape: u.unfold(it.Value()), key: keyPattern(sel.Pattern()), keyWant: u.wants[fmt.Sprint(sel.Pattern())],
			})
			continue
		}
		s.fields[sel.Unquoted()] = &field{
			shape:    u.unfold(it.Value()),
			required: sel.ConstraintType() == cue.RequiredConstraint,
		}
	}
}

// keyPattern tells what fits a pattern constraint: regular expressions that a key
// must match and must not match. The definitions have no other kind.
func keyPattern(key cue.Value) func(name string) bool {
	op, args := key.Expr()
	switch op {
	case cue.AndOp:
		var all []func(string) bool
		for _, a := range args {
			all = append(all, keyPattern(a))
		}
		return func(name string) bool {
			return !slices.ContainsFunc(all, func(fits func(string) bool) bool { return !fits(name) })
		}
	case cue.RegexMatchOp, cue.NotRegexMatchOp:
		if text, err := args[0].String(); err == nil {
			re := regexp.MustCompile(text)
			return func(name string) bool { return re.MatchString(name) == (op == cue.RegexMatchOp) }
		}
	}
	return func(string) bool { return true }
}

// find gives the shape of a field of the user's, nil where there is none.
func (s *shape) find(name string) *shape {
	if f := s.fields[name]; f != nil {
		return f.shape
	}
	for _, p := range s.patterns {
		if p.key(name) {
			return p.shape
		}
	}
	return nil
}

// arm chooses the arm of a disjunction that a value is meant for: the one of
// its kind, or of its tag.
func (s *shape) arm(v cue.Value) *shape {
	of := ""
	if s.tag != "" {
		of, _ = v.LookupPath(cue.MakePath(cue.Str(s.tag))).String()
	}
	for _, a := range s.arms {
		if a.of == of && a.value.IncompleteKind()&v.IncompleteKind() != 0 {
			return a
		}
	}
	return s
}

func (s *shape) isStruct() bool { return s.fields != nil }

// anything reports whether every value is allowed.
func (s *shape) anything() bool {
	return s.value.IncompleteKind() == cue.TopKind && len(s.arms) == 0
}

func mixesKinds(args []cue.Value) bool {
	for _, a := range args[1:] {
		if a.IncompleteKind() != args[0].IncompleteKind() {
			return true
		}
	}
	return false
}

// wantOf says what a value must be: the field's own @want, that of the
// constraint that it names, the words of an enumeration, or the kind.
func (u *unfolder) wantOf(s *shape) string {
	if want := wantAttribute(s.value); want != "" {
		return want
	}
	if len(s.words) > 0 {
		return orList(s.words)
	}
	if want := u.wants[fmt.Sprint(s.value)]; want != "" {
		return want
	}
	return kindWord(s.value.IncompleteKind())
}

func hasAttribute(v cue.Value, name string) bool {
	a := v.Attribute(name)
	return a.Err() == nil
}

func textAttribute(v cue.Value) string {
	a := v.Attribute("text")
	s, _ := a.String(0)
	return s
}

func mostAttribute(v cue.Value) int64 {
	a := v.Attribute("most")
	n, _ := a.Int(0)
	return n
}

func wantAttribute(v cue.Value) string {
	a := v.Attribute("want")
	s, _ := a.String(0)
	return s
}

// constraintWants collects the @want of the named constraints: a use of one
// carries its text and not its name.
func constraintWants(root cue.Value) map[string]string {
	wants := map[string]string{}
	it, err := root.Fields(cue.Definitions(true))
	for err == nil && it.Next() {
		if want := wantAttribute(it.Value()); want != "" {
			text := fmt.Sprint(it.Value())
			if other, ok := wants[text]; ok && other != want {
				panic(fmt.Sprintf("schema: two constraints are %s: a message could not tell them apart", text))
			}
			wants[text] = want
		}
	}
	return wants
}

// enumeration lists the strings or numbers of a disjunction of literals,
// or([…]) too.
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

func orList(words []string) string { return listed(words, " or ") }

func andList(words []string) string { return listed(words, " and ") }

func listed(words []string, join string) string {
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + join + words[last]
}

func kindWord(k cue.Kind) string {
	switch k {
	case cue.StringKind:
		return "a string"
	case cue.BoolKind:
		return "true or false"
	case cue.IntKind:
		return "a whole number"
	case cue.ListKind:
		return "a list"
	case cue.StructKind:
		return "a struct"
	}
	var words []string
	for _, one := range []cue.Kind{cue.StringKind, cue.BoolKind, cue.IntKind, cue.ListKind, cue.StructKind} {
		if k&one != 0 && k != cue.TopKind {
			words = append(words, kindWord(one))
		}
	}
	if len(words) == 0 {
		return "a value"
	}
	return orList(words)
}

func docOf(v cue.Value) string {
	var text []string
	for _, group := range v.Doc() {
		text = append(text, strings.Fields(group.Text())...)
	}
	return strings.Join(text, " ")
}
