package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// Inside a package the files build on each other one way: whoever reads one finds
// what it needs in files that do not need it back. Two files that refer to each
// other are one idea in two places, or a list and its items.

// mutual are the files that may refer to each other, and why.
var mutual = map[string]string{}

func TestFilesReferOneWay(t *testing.T) {
	seen := map[string]bool{}
	for pkg, files := range byPackage(sources(t)) {
		for _, circle := range circles(references(files)) {
			key := pkg + ": " + strings.Join(circle, " ")
			seen[key] = true
			if mutual[key] == "" {
				t.Errorf("%s refer to each other: move what they share into a file below them\n%s", key, why(references(files), circle))
			}
		}
	}
	for key := range mutual {
		if !seen[key] {
			t.Errorf("%s no longer refer to each other: take them out of the list", key)
		}
	}
}

// byPackage groups the files that are built together on Linux.
func byPackage(all []source) map[string][]source {
	out := map[string][]source{}
	for _, f := range all {
		if other := otherSystem(f.name); !other {
			out[f.pkg] = append(out[f.pkg], f)
		}
	}
	return out
}

func otherSystem(name string) bool {
	base := strings.TrimSuffix(path.Base(name), ".go")
	return strings.HasSuffix(base, "_other") || strings.HasSuffix(base, "_darwin") || strings.HasSuffix(base, "_windows")
}

// noImports lets the type checker see one package alone.
type noImports struct{}

func (noImports) Import(path string) (*types.Package, error) {
	p := types.NewPackage(path, strings.NewReplacer("-", "", ".", "").Replace(path[strings.LastIndex(path, "/")+1:]))
	p.MarkComplete()
	return p, nil
}

// references says which file refers to what of which others: functions, methods,
// types, constants and variables of the package, fields left out.
func references(files []source) map[string]map[string][]string {
	fset := files[0].fset
	var parsed []*ast.File
	for _, f := range files {
		parsed = append(parsed, f.File)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: noImports{}, Error: func(error) {}}
	pkg, _ := conf.Check(files[0].pkg, fset, parsed, info)
	out := map[string]map[string][]string{}
	for id, obj := range info.Uses {
		if v, ok := obj.(*types.Var); obj.Pkg() != pkg || ok && v.IsField() || !declared(pkg, obj) {
			continue
		}
		from, to := path.Base(fset.Position(id.Pos()).Filename), path.Base(fset.Position(obj.Pos()).Filename)
		if from == to {
			continue
		}
		if out[from] == nil {
			out[from] = map[string][]string{}
		}
		if !slices.Contains(out[from][to], obj.Name()) {
			out[from][to] = append(out[from][to], obj.Name())
		}
	}
	return out
}

// declared reports whether an object is the package's own and not a function's.
func declared(pkg *types.Package, obj types.Object) bool {
	if f, ok := obj.(*types.Func); ok && f.Signature().Recv() != nil {
		return true
	}
	return obj.Parent() == pkg.Scope()
}

// circles are the files that reach each other, each circle sorted.
func circles(refs map[string]map[string][]string) (out [][]string) {
	reach := func(from string) map[string]bool {
		seen, queue := map[string]bool{}, []string{from}
		for len(queue) > 0 {
			for next := range refs[queue[0]] {
				if !seen[next] {
					seen[next] = true
					queue = append(queue, next)
				}
			}
			queue = queue[1:]
		}
		return seen
	}
	done := map[string]bool{}
	for _, from := range slices.Sorted(maps.Keys(refs)) {
		if done[from] {
			continue
		}
		circle := []string{}
		for to := range reach(from) {
			if to == from || reach(to)[from] {
				circle = append(circle, to)
				done[to] = true
			}
		}
		if slices.Sort(circle); len(circle) > 1 {
			out = append(out, circle)
		}
	}
	return out
}

// why lists the references inside a circle.
func why(refs map[string]map[string][]string, circle []string) string {
	var lines []string
	for _, from := range circle {
		for _, to := range circle {
			if names := refs[from][to]; len(names) > 0 {
				slices.Sort(names)
				lines = append(lines, fmt.Sprintf("\t%s → %s: %s", from, to, strings.Join(names, ", ")))
			}
		}
	}
	return strings.Join(lines, "\n")
}
