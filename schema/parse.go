package schema

import (
	"io/fs"
	"path"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

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
