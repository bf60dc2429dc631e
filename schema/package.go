package schema

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// evaluate reads and evaluates the definitions of a project: its file, the files
// beside it with the same package clause, and the packages that they import.
func evaluate(root fs.FS) (cue.Value, model.Diagnostics) {
	first, found := parse(root, File)
	if found.HasErrors() {
		return cue.Value{}, found
	}
	files, found := siblings(root, first)
	if found.HasErrors() {
		return cue.Value{}, found
	}
	v, wrong := newImporter(root).value(File, append([]*ast.File{first}, files...))
	return v, append(found, wrong...)
}

// evaluateFile reads and evaluates a file that stands alone.
func evaluateFile(root fs.FS, name string) (cue.Value, model.Diagnostics) {
	f, found := parse(root, name)
	if found.HasErrors() {
		return cue.Value{}, found
	}
	i := newImporter(root)
	i.alone = true
	return i.value(name, []*ast.File{f})
}

// parse reads a file of CUE.
func parse(root fs.FS, name string) (*ast.File, model.Diagnostics) {
	src, found := readSource(root, name)
	if found != nil {
		return nil, found
	}
	f, err := parser.ParseFile(name, src, parser.ParseComments)
	if err != nil {
		// What a parser says behind its first error follows from that one.
		return nil, explain(src, unparsed, check.Errors(name, err)[:1])
	}
	return f, conditional(f)
}

// conditional refuses an attribute that has CUE leave the file out, or take it only
// for a tag: no tag is ever set here.
func conditional(f *ast.File) model.Diagnostics {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.Package:
			return nil
		case *ast.Attribute:
			if key, _ := d.Split(); key == "if" || key == "ignore" {
				return model.Diagnostics{fileAttribute.At(decode.Position(d.Pos()), "@%s is for the cue command: xgen reads the whole package and sets no tags; remove the line", key)}
			}
		}
	}
	return nil
}

// siblings returns the files of the root folder that belong to the package of a file;
// none where it has no package clause. A file whose name says that it belongs
// there is not passed over in silence.
func siblings(root fs.FS, first *ast.File) ([]*ast.File, model.Diagnostics) {
	names, err := userfile.Glob(root, "*.cue")
	if err != nil {
		return nil, faults(unreadable, ".", "%v", err)
	}
	var files []*ast.File
	var found model.Diagnostics
	for _, name := range names {
		if name == File || !isRead(root, name) {
			continue
		}
		clause := clauseOf(root, name, first.PackageName())
		switch {
		case clause != "" && clause == first.PackageName():
			f, wrong := parse(root, name)
			files, found = append(files, f), append(found, wrong...)
		case strings.HasPrefix(name, "targets"):
			found = append(found, notRead(name, clause, first.PackageName()))
		}
	}
	return files, found
}

// notRead says why a file beside targets.cue is none of its package.
func notRead(name, clause, want string) model.Diagnostic {
	why := fmt.Sprintf("it has package %s, and %s package %s", clause, File, want)
	switch {
	case want == "":
		why, want = File+" has no package clause", cmp.Or(clause, "xgen")
	case clause == "":
		why = "it has no package clause"
	}
	return otherPackage.At(model.Pos{File: name, Line: 1, Col: 1},
		"the file is not read, since %s: begin both with the line package %s", why, want)
}

// isRead reports whether CUE reads what has that name as a part of a package.
func isRead(root fs.FS, name string) bool {
	base := path.Base(name)
	info, err := fs.Stat(root, name)
	return (err != nil || !info.IsDir()) && !strings.HasPrefix(base, "_") && !strings.HasPrefix(base, ".") &&
		!strings.HasSuffix(base, "_test.cue") && !strings.HasSuffix(base, "_tool.cue")
}

// packageClause finds the clause of a file with mistakes before it.
var packageClause = lazyregexp.New(`(?m)^package[ \t]+([A-Za-z_][A-Za-z0-9_]*)`)

// clauseOf returns the name in the package clause of a file; "" where there is none. One
// that cannot be read counts as wanted: who then reads it says why.
func clauseOf(root fs.FS, name, wanted string) string {
	src, err := userfile.Read(root, name, userfile.Definitions)
	if err != nil {
		return wanted
	}
	f, err := parser.ParseFile(name, src, parser.PackageClauseOnly)
	if err == nil {
		return f.PackageName()
	}
	if m := packageClause.FindStringSubmatch(string(src)); m != nil {
		return m[1]
	}
	return ""
}
