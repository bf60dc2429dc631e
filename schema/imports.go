package schema

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/userfile"
)

// maxImported is the most files that the packages of a project's definitions may have
// together: room for any real ones, and a bound on time and memory for all others.
const maxImported = 200

// importer finds the packages that definitions import, in the repository alone.
type importer struct {
	root    fs.FS
	alone   bool // nothing can be imported but CUE's own packages
	module  string
	context *build.Context
	active  []string // the paths that are being read, outermost first
	files   int
	found   model.Diagnostics
}

func newImporter(root fs.FS) *importer {
	i := &importer{root: root}
	i.context = build.NewContext(build.Loader(i.load))
	return i
}

// value builds a package and all that it imports. A name stands for it in messages
// that have no place.
func (i *importer) value(name string, files []*ast.File) (cue.Value, model.Diagnostics) {
	if !i.alone {
		i.module, i.found = moduleOf(i.root)
	}
	inst := i.instance(files)
	if i.found.HasErrors() {
		return cue.Value{}, i.found.Sort()
	}
	v := cuecontext.New().BuildInstance(inst)
	if err := v.Err(); err != nil && !v.Exists() {
		return cue.Value{}, explainNames(i.root, check.Errors(name, err))
	}
	return v, nil
}

func (i *importer) instance(files []*ast.File) *build.Instance {
	inst := i.context.NewInstance("", nil)
	for _, f := range files {
		_ = inst.AddSyntax(f) // inst keeps the error
	}
	_ = inst.Complete() // the same
	return inst
}

// load returns the package of an import path, nil for CUE's own and for those that are
// not there.
func (i *importer) load(at token.Pos, name string) *build.Instance {
	in := ast.ParseImportPath(name)
	if in.Path == ImportPath && !i.alone {
		f, err := parser.ParseFile(ImportPath, stub())
		if err != nil {
			panic("schema: " + err.Error())
		}
		return i.instance([]*ast.File{f})
	}
	switch host, _, _ := strings.Cut(in.Path, "/"); {
	case !strings.Contains(host, ".") && (i.module == "" || !below(in.Path, i.module)):
		return nil // CUE itself says so of one that it does not have
	case slices.Contains(i.active, name):
		i.refuse(importRule, at, "import %q leads back to itself: a package cannot import one that imports it", name)
		return nil
	case i.alone:
		i.refuse(importRule, at, "import %q: only CUE's own packages can be imported here, such as \"strings\"", name)
		return nil
	}
	dirs := i.foldersOf(in.Path)
	files := i.read(dirs, in.Qualifier)
	if len(files) == 0 && !i.found.HasErrors() {
		i.refuse(importRule, at, "import %q would need a registry, and nothing is ever fetched: put the files of its package %s into %s",
			name, in.Qualifier, dirs[len(dirs)-1])
	}
	if len(files) == 0 {
		return nil
	}
	i.active = append(i.active, name)
	defer func() { i.active = i.active[:len(i.active)-1] }()
	return i.instance(files)
}

func (i *importer) refuse(r rule.Rule, at token.Pos, format string, args ...any) {
	i.found = append(i.found, r.At(decode.Position(at), format, args...))
}

// foldersOf returns where the files of a package may lie, as the cue command has it: in
// the project itself, or in the three folders for packages of others. The last is the
// one for copies by hand.
func (i *importer) foldersOf(name string) []string {
	if i.module != "" && below(name, i.module) {
		return []string{path.Join(".", strings.TrimPrefix(name, i.module))}
	}
	var dirs []string
	for _, part := range []string{"gen", "usr", "pkg"} {
		dirs = append(dirs, path.Join("cue.mod", part, name))
	}
	return dirs
}

// below reports whether an import path is that of a module or of a package in it.
func below(name, module string) bool { return name == module || strings.HasPrefix(name, module+"/") }

// read returns the files of a package in some folders.
func (i *importer) read(dirs []string, pkg string) []*ast.File {
	var files []*ast.File
	for _, dir := range dirs {
		if !fs.ValidPath(dir) {
			continue
		}
		names, err := userfile.Glob(i.root, path.Join(dir, "*.cue"))
		if err != nil {
			i.found = append(i.found, faults(unreadable, dir, "%v", err)...)
		}
		for _, name := range names {
			if isRead(i.root, name) && clauseOf(i.root, name, pkg) == pkg {
				files = append(files, i.file(name)...)
			}
		}
	}
	return files
}

// file returns a file of a package, none where it is wrong.
func (i *importer) file(name string) []*ast.File {
	if i.files++; i.files > maxImported {
		i.found = faults(importRule, name, "the imported packages have more than %d files", maxImported)
		return nil
	}
	f, found := parse(i.root, name)
	if i.found = append(i.found, found...); f == nil {
		return nil
	}
	return []*ast.File{f}
}

// moduleOf returns the module that a project is, without its version; "" where it is
// none.
func moduleOf(root fs.FS) (string, model.Diagnostics) {
	if there, err := userfile.Exists(root, ModuleFile); !there || err != nil {
		return "", nil
	}
	f, found := parse(root, ModuleFile)
	if found.HasErrors() {
		return "", found
	}
	for _, d := range f.Decls {
		field, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		name, _, _ := ast.LabelName(field.Label)
		if lit, ok := field.Value.(*ast.BasicLit); ok && name == "module" {
			text, _ := strconv.Unquote(lit.Value)
			return ast.ParseImportPath(text).Path, nil
		}
	}
	return "", nil
}
