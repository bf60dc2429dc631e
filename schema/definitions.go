// Package schema loads a project: it holds the user's targets.cue against the
// definitions and the catalog that are embedded here, and hands typed values to
// package resolve. It is the only package that knows CUE. It reads the files
// that it is given and nothing else: no clock, no environment, no network.
package schema

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/resolve"
)

//go:embed *.cue
var files embed.FS

// definitions are the embedded .cue files, compiled.
type definitions struct {
	ctx       *cue.Context
	project   cue.Value // #Project
	shape     *shape    // of #Project
	userShape *shape    // of #User
	catalog   resolve.Catalog
}

// compile reads the embedded files. It panics where they are wrong: that is
// a fault of the program and no input can cause it.
func compile() *definitions {
	ctx := cuecontext.New()
	inst := &build.Instance{PkgName: "xgen"}
	for _, name := range Files() {
		if err := inst.AddSyntax(mustParse(name)); err != nil {
			panic(fmt.Sprintf("schema: %s: %v", name, err))
		}
	}
	if err := inst.Complete(); err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	v := ctx.BuildInstance(inst)
	if err := v.Validate(); err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	u := &unfolder{root: v, wants: constraintWants(v), known: map[string]*shape{}}
	d := &definitions{ctx: ctx, project: v.LookupPath(cue.ParsePath("#Project"))}
	d.shape = u.unfold(d.project)
	d.userShape = u.unfold(v.LookupPath(cue.ParsePath("#User")))
	if err := decodeCatalog(v, &d.catalog); err != nil {
		panic(fmt.Sprintf("schema: catalog: %v", err))
	}
	return d
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

// Files names the embedded .cue files, sorted.
func Files() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".cue") {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names
}

// Text gives one of the embedded .cue files as it is.
func Text(name string) ([]byte, error) { return files.ReadFile(name) }

// DefaultImage is the base image of targets that name none.
func DefaultImage() string {
	sharedLock.Lock()
	defer sharedLock.Unlock()
	return shared().catalog.Defaults.Image
}
