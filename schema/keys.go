package schema

import (
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// keys are the fields of the user's own file by their path, without those of
// templates: a value also has the places of the templates that speak of it, and
// CUE may give any of them.
type keys map[string][]*ast.Field

// keysOf reads the file that a value was built from.
func keysOf(v cue.Value) keys {
	k := keys{}
	if f, ok := v.Source().(*ast.File); ok {
		k.read("", f.Decls)
	}
	return k
}

func (k keys) read(path string, decls []ast.Decl) {
	for _, d := range decls {
		f, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		name, _, err := ast.LabelName(f.Label)
		if err != nil {
			continue // a pattern, which is a template
		}
		at := path + "\x00" + name
		k[at] = append(k[at], f)
		if s, ok := f.Value.(*ast.StructLit); ok {
			k.read(at, s.Elts)
		}
	}
}

// of is where a value's own key stands, the first of them where CUE's place is
// none; CUE's where there is no such key.
func (k keys) of(v cue.Value) token.Pos {
	all := k.at(v.Path().Selectors())
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

// at are the fields with a path.
func (k keys) at(path []cue.Selector) []*ast.Field {
	var at strings.Builder
	for _, sel := range path {
		name := sel.String()
		if sel.IsString() {
			name = sel.Unquoted()
		}
		at.WriteString("\x00" + name)
	}
	return k[at.String()]
}

// labelled are the fields with a path as CUE's errors have it.
func (k keys) labelled(path []string) []*ast.Field {
	at := ""
	for _, label := range path {
		if name, err := strconv.Unquote(label); err == nil {
			label = name
		}
		at += "\x00" + label
	}
	return k[at]
}
