// Package schema loads a project: it holds the user's targets.cue against the
// definitions and the catalog that are embedded here, and hands typed values to
// package resolve. It is the only package that knows CUE. It reads the files
// that it is given and nothing else: no clock, no environment, no network.
package schema

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/check"
)

//go:embed *.cue
var files embed.FS

// definitions are the embedded .cue files, compiled.
type definitions struct {
	ctx       *cue.Context
	project   cue.Value           // #Project
	shape     *check.Shape        // of #Project
	userShape func() *check.Shape // of #User
	catalog   *catalog.Catalog
}

// compile reads the embedded files. It panics where they are wrong: that is
// a fault of the program and no input can cause it.
func compile() *definitions {
	ctx := cuecontext.New()
	inst := &build.Instance{PkgName: "xgen"}
	cat := catalog.Load()
	add := func(f *ast.File) {
		if err := inst.AddSyntax(f); err != nil {
			panic(fmt.Sprintf("schema: %s: %v", f.Filename, err))
		}
	}
	for _, name := range definitionFiles() {
		add(mustParse(name))
	}
	add(enumerations(cat))
	if err := inst.Complete(); err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	v := ctx.BuildInstance(inst)
	if err := v.Validate(); err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	d := &definitions{ctx: ctx, catalog: cat, project: v.LookupPath(cue.ParsePath("#Project"))}
	d.shape = check.Unfold(v, "#Project")
	d.userShape = sync.OnceValue(func() *check.Shape { return check.Unfold(v, "#User") })
	return d
}

// enumerations are the definitions that the catalog's own .cue files make of it:
// without those there is no comprehension to evaluate.
func enumerations(c *catalog.Catalog) *ast.File {
	var triples, archs []string
	for _, name := range c.Names() {
		triples, archs = append(triples, strconv.Quote(name)), append(archs, strconv.Quote(c.Triples[name].Arch))
	}
	slices.Sort(archs)
	src := fmt.Sprintf("package xgen\n#Triple: %s\n#Arch: %s\n", strings.Join(triples, " | "), strings.Join(slices.Compact(archs), " | "))
	f, err := parser.ParseFile("enumerations", src)
	if err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	return f
}

func mustParse(name string) *ast.File {
	src, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	f, err := parser.ParseFile(name, src, parser.ParseComments)
	if err != nil {
		panic(fmt.Sprintf("schema: %s: %v", name, err))
	}
	return f
}

// Files names the embedded .cue files: those of the definitions, then those of the
// catalog.
func Files() []string { return append(definitionFiles(), cueFiles(catalog.Sources)...) }

func definitionFiles() []string { return cueFiles(files) }

func cueFiles(in embed.FS) []string {
	names, err := fs.Glob(in, "*.cue")
	if err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	return names // sorted, as embed.FS lists them
}

// Text returns one of the embedded .cue files as it is.
func Text(name string) ([]byte, error) {
	if text, err := files.ReadFile(name); err == nil {
		return text, nil
	}
	return catalog.Sources.ReadFile(name)
}

// DefaultImage is the base image of targets that name none.
func DefaultImage() string { return catalog.Load().Defaults.Image }
