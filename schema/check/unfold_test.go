package check_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"

	"github.com/xgen-build/xgen/schema/check"
)

// unfolder makes the shapes of definitions. They do not refer to themselves, so it
// ends. It panics where a definition says what the walk does not look at.
type unfolder struct {
	root  cue.Value
	known map[string]*check.Shape // by name
}

// unfold returns the shape of a field. A definition is unfolded once, however
// many fields refer to it; what stands beside the field itself comes first.
func (u *unfolder) unfold(v cue.Value) *check.Shape {
	_, path := v.ReferencePath()
	name := path.String()
	if name == "" {
		return u.unfoldBody(v)
	}
	if u.known[name] == nil {
		u.known[name] = u.unfoldDefinition(name, cue.Dereference(v))
	}
	def := u.known[name]
	return &check.Shape{
		Definition: cmp.Or(def.Definition, name),
		Want:       cmp.Or(stringAttribute(v, "want"), def.Want), Doc: docOf(v),
		Lines: def.Lines || hasAttribute(v, "lines"), Text: cmp.Or(stringAttribute(v, "text"), def.Text),
		Most: cmp.Or(intAttribute(v, "most"), def.Most), Refused: u.refusals(v),
		Among: u.among(v), Unless: namedAttribute(v, "among", "unless"),
	}
}

// unfoldDefinition returns the shape of a definition, which may be no more than
// the name of another.
func (u *unfolder) unfoldDefinition(name string, v cue.Value) *check.Shape {
	if _, path := v.ReferencePath(); path.String() != name {
		return u.unfold(v)
	}
	return u.unfoldBody(v)
}

func (u *unfolder) unfoldBody(v cue.Value) *check.Shape {
	b := &check.Body{Kind: check.Kind(v.IncompleteKind())}
	switch op, args := cue.Dereference(v).Expr(); {
	case op == cue.OrOp && (mixesKinds(args) || tagOf(args) != ""):
		for _, a := range args {
			b.Arms = append(b.Arms, u.unfold(a))
		}
		b.Tag = tagOf(args)
	case v.IncompleteKind() == cue.StructKind:
		u.unfoldFields(b, v)
	case v.IncompleteKind() == cue.ListKind:
		if n, err := v.Len().Int64(); err == nil {
			panic(fmt.Sprintf("%v has exactly %d elements", v, n))
		}
		b.Elem = u.unfold(v.LookupPath(cue.MakePath(cue.AnyIndex)))
	default:
		unfoldLeaf(b, v)
	}
	return &check.Shape{
		Body: b, Want: stringAttribute(v, "want"), Doc: docOf(v), Lines: hasAttribute(v, "lines"),
		Text: stringAttribute(v, "text"), Most: intAttribute(v, "most"),
	}
}

func (u *unfolder) unfoldFields(b *check.Body, v cue.Value) {
	it, err := v.Fields(cue.Optional(true), cue.Patterns(true))
	if err != nil {
		panic(err)
	}
	for it.Next() {
		sel := it.Selector()
		if sel.ConstraintType() != cue.PatternConstraint {
			if b.Fields == nil {
				b.Fields = map[string]*check.Field{}
			}
			b.Fields[sel.Unquoted()] = &check.Field{Shape: u.unfold(it.Value()), Required: sel.ConstraintType() == cue.RequiredConstraint}
			continue
		}
		if b.Pattern != nil {
			panic(fmt.Sprintf("%v has two patterns", v))
		}
		b.Pattern = &check.Pattern{Shape: u.unfold(it.Value()), Key: matches(sel.Pattern()), KeyWant: stringAttribute(sel.Pattern(), "want")}
	}
	if b.Pattern != nil && b.Fields != nil {
		panic(fmt.Sprintf("%v has fields and a pattern, which may both speak of one name", v))
	}
}

// unfoldLeaf reads what a value without parts must be: words, numbers between two
// bounds, strings that match, any string, any of the two booleans, or anything.
func unfoldLeaf(b *check.Body, v cue.Value) {
	b.Words = enumeration(v)
	plain := fmt.Sprint(v) == "string" || fmt.Sprint(v) == "bool" || v.IncompleteKind() == cue.TopKind
	switch v.IncompleteKind() {
	case cue.StringKind:
		if b.Words == nil && !plain {
			b.Match = matches(v)
		}
		plain = true
	case cue.IntKind:
		if b.Words == nil {
			b.Min, b.Max = new(int64), new(int64)
			bounds(b, v)
		}
		plain = true
	}
	if !plain {
		panic(fmt.Sprintf("%v is not understood", v))
	}
}

// matches returns the regular expressions that a constraint consists of: =~"…",
// !~"…", and several of them joined by &.
func matches(v cue.Value) (out []*check.Match) {
	v = cue.Dereference(v)
	switch op, args := v.Expr(); op {
	case cue.NoOp, cue.SelectorOp:
		if _, path := v.ReferencePath(); path.String() == "" {
			panic(fmt.Sprintf("%v is no regular expression", v))
		}
		return matches(cue.Dereference(v)) // one definition is another
	case cue.AndOp:
		for _, a := range args {
			out = append(out, matches(a)...)
		}
	case cue.RegexMatchOp, cue.NotRegexMatchOp:
		text, err := args[0].String()
		if err != nil {
			panic(err)
		}
		out = append(out, &check.Match{Regexp: text, Not: op == cue.NotRegexMatchOp})
	default:
		panic(fmt.Sprintf("%v is no regular expression", v))
	}
	return out
}

// bounds reads int & >=A & <=B, with > and < too.
func bounds(b *check.Body, v cue.Value) {
	op, args := v.Expr()
	limit := func() int64 {
		n, err := args[0].Int64()
		if err != nil {
			panic(err)
		}
		return n
	}
	switch op {
	case cue.AndOp:
		for _, a := range args {
			bounds(b, a)
		}
	case cue.GreaterThanEqualOp:
		*b.Min = limit()
	case cue.GreaterThanOp:
		*b.Min = limit() + 1
	case cue.LessThanEqualOp:
		*b.Max = limit()
	case cue.LessThanOp:
		*b.Max = limit() - 1
	default:
		if fmt.Sprint(v) != "int" {
			panic(fmt.Sprintf("%v is no bound", v))
		}
	}
}

// tagOf names the field that tells the structs of a disjunction apart: one that
// all of them require, with a string of its own in each, but for one at most that does
// not have it. "" where there is none.
func tagOf(args []cue.Value) string {
	const name = "kind"
	seen := map[string]bool{}
	for _, a := range args {
		if a.IncompleteKind() != cue.StructKind {
			return ""
		}
		of, _ := a.LookupPath(cue.MakePath(cue.Str(name).Required())).String()
		if seen[of] {
			return ""
		}
		seen[of] = true
	}
	return name
}

func mixesKinds(args []cue.Value) bool {
	for _, a := range args[1:] {
		if a.IncompleteKind() != args[0].IncompleteKind() {
			return true
		}
	}
	return false
}

// enumeration lists the strings or numbers of a disjunction of literals, and those
// of a call, such as or([…]), sorted; nil for any other value.
func enumeration(v cue.Value) (words []string) {
	if f, ok := v.Source().(*ast.Field); ok {
		if _, call := f.Value.(*ast.CallExpr); call {
			defer func() { slices.Sort(words) }()
		}
	}
	op, args := v.Expr()
	if op != cue.OrOp {
		op, args = v.Eval().Expr()
	}
	if op != cue.OrOp {
		args = []cue.Value{v}
	}
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

// refusals reads the list that a field's @refused names.
func (u *unfolder) refusals(v cue.Value) (out []*check.Refusal) {
	name := stringAttribute(v, "refused")
	if name == "" {
		return nil
	}
	it, err := u.root.LookupPath(cue.ParsePath(name)).List()
	for err == nil && it.Next() {
		match, _ := it.Value().LookupPath(cue.ParsePath("match")).String()
		why, _ := it.Value().LookupPath(cue.ParsePath("why")).String()
		instead, _ := it.Value().LookupPath(cue.ParsePath("instead")).String()
		out = append(out, &check.Refusal{Match: &check.Match{Regexp: match}, Why: why, Instead: instead})
	}
	return out
}

// among lists the words of the enumeration that a field's @among names.
func (u *unfolder) among(v cue.Value) []string {
	name := stringAttribute(v, "among")
	if name == "" {
		return nil
	}
	return enumeration(u.root.LookupPath(cue.ParsePath(name)))
}

func hasAttribute(v cue.Value, name string) bool {
	a := v.Attribute(name)
	return a.Err() == nil
}

func stringAttribute(v cue.Value, name string) string {
	a := v.Attribute(name)
	s, _ := a.String(0)
	return s
}

func namedAttribute(v cue.Value, name, key string) string {
	a := v.Attribute(name)
	s, _, _ := a.Lookup(0, key)
	return s
}

func intAttribute(v cue.Value, name string) int64 {
	a := v.Attribute(name)
	n, _ := a.Int(0)
	return n
}

// docOf returns the comment above a field, in one line.
func docOf(v cue.Value) string {
	var text []string
	for _, group := range v.Doc() {
		text = append(text, strings.Fields(group.Text())...)
	}
	return strings.Join(text, " ")
}
