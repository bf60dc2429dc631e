package schema

import (
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// keys says where the keys of structs stand in the user's own file, by their
// path: a value also has the places of the templates that speak of it, and CUE
// may give any of them.
type keys map[string][]token.Pos

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
		k[at] = append(k[at], f.Pos())
		if s, ok := f.Value.(*ast.StructLit); ok {
			k.read(at, s.Elts)
		}
	}
}

// of is where a value's own key stands, the first of them where CUE's place is
// none; CUE's where there is no such key.
func (k keys) of(v cue.Value) token.Pos {
	var path strings.Builder
	for _, sel := range v.Path().Selectors() {
		name := sel.String()
		if sel.IsString() {
			name = sel.Unquoted()
		}
		path.WriteString("\x00" + name)
	}
	all := k[path.String()]
	for _, at := range all {
		if at == v.Pos() {
			return at
		}
	}
	if len(all) == 0 {
		return v.Pos()
	}
	return all[0]
}
