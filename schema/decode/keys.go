package decode

import (
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// Keys are the fields that the user's own files write out, by their path; those of
// templates, such as [_]: …, are not among them. A value also has the places of
// the templates that speak of it, and CUE may return any of them.
type Keys map[string][]*ast.Field

// KeysOf returns the keys of the files that a value was built from.
func KeysOf(v cue.Value) Keys {
	k := Keys{}
	if inst := v.BuildInstance(); inst != nil {
		for _, f := range inst.Files {
			k.read("", f.Decls)
		}
	}
	return k
}

func (k Keys) read(path string, decls []ast.Decl) {
	for _, d := range decls {
		f, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		name, _, err := ast.LabelName(f.Label)
		if err != nil {
			continue // a pattern, which is a template
		}
		at := path + separator + name
		k[at] = append(k[at], f)
		if s, ok := f.Value.(*ast.StructLit); ok {
			k.read(at, s.Elts)
		}
	}
}

// separator stands before each name of a path: no name holds one.
const separator = "\x00"

// Of returns the place of a value's own key: that which CUE names, where it is one
// of them, or else the first; CUE's where there is no such key.
func (k Keys) Of(v cue.Value) token.Pos {
	all := k.At(v.Path().Selectors())
	for _, f := range all {
		if f.Pos() == v.Pos() {
			return f.Pos()
		}
	}
	if len(all) == 0 {
		return v.Pos()
	}
	return all[0].Pos()
}

// At returns the fields at a path.
func (k Keys) At(path []cue.Selector) []*ast.Field {
	var at strings.Builder
	for _, sel := range path {
		name := sel.String()
		if sel.IsString() {
			name = sel.Unquoted()
		}
		at.WriteString(separator + name)
	}
	return k[at.String()]
}

// Labelled returns the fields at a path as CUE's errors write it.
func (k Keys) Labelled(path []string) []*ast.Field {
	var at strings.Builder
	for _, label := range path {
		at.WriteString(separator + Unquoted(label))
	}
	return k[at.String()]
}
