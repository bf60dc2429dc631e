package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change of one file.
type mutant struct {
	pkg, file string // from the root of the repository
	function  string // "writer.put", or "" outside of functions
	line      int
	change    string // for a reader: what was done to which text
	from, to  int    // the bytes that are replaced
	text      string // by what
	source    []byte // of the file
}

func (m mutant) String() string { return fmt.Sprintf("%s:%d: %s", m.file, m.line, m.change) }

// key names the mutant as long as its function and its text stay.
func (m mutant) key() string { return m.pkg + " | " + m.function + " | " + m.change }

// broken is the file with the change.
func (m mutant) broken() []byte {
	return slices.Concat(m.source[:m.from], []byte(m.text), m.source[m.to:])
}

// mutantsOf lists the mutants of a package, in the order of its files.
func mutantsOf(pkg string) ([]mutant, error) {
	list := exec.Command("go", "list", "-json=GoFiles", "./"+pkg)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list ./%s: %w", pkg, err)
	}
	var files struct{ GoFiles []string }
	if err := json.Unmarshal(out, &files); err != nil {
		return nil, err
	}
	var all []mutant
	for _, base := range files.GoFiles {
		name := path.Join(pkg, base)
		src, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return nil, err
		}
		found, err := mutate(pkg, name, src)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// mutate lists the mutants of one file.
func mutate(pkg, name string, src []byte) ([]mutant, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var all []mutant
	for _, d := range f.Decls {
		b := &breaker{fset: fset, src: src, add: func(m mutant) { all = append(all, m) }}
		b.base = mutant{pkg: pkg, file: name, source: src}
		if fn, ok := d.(*ast.FuncDecl); ok {
			b.base.function = functionName(fn)
		}
		b.walk(d, nil)
	}
	slices.SortStableFunc(all, func(a, b mutant) int { return a.from - b.from })
	numberTwins(all)
	return all, nil
}

// numberTwins tells changes of the same words in one function apart.
func numberTwins(all []mutant) {
	times := map[string]int{}
	for i := range all {
		key := all[i].key()
		if times[key]++; times[key] > 1 {
			all[i].change += fmt.Sprintf(" (%d)", times[key])
		}
	}
}

// functionName is "load", or "writer.put" for a method.
func functionName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	on := fn.Recv.List[0].Type
	if star, ok := on.(*ast.StarExpr); ok {
		on = star.X
	}
	if generic, ok := on.(*ast.IndexExpr); ok {
		on = generic.X
	}
	if id, ok := on.(*ast.Ident); ok {
		return id.Name + "." + fn.Name.Name
	}
	return fn.Name.Name
}

// shown is a piece of source on one line, cut where it is long.
func shown(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 70 {
		return string(runes[:69]) + "…"
	}
	return text
}
