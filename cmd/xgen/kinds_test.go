package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A kind of toolchain is told apart in its own files alone.

// kindRooms are the packages that tell kinds apart: where a kind is resolved, and
// where it is emitted.
var kindRooms = []string{"emit/toolchain", "schema/toolchain"}

var (
	// kindNames are identifiers that name a kind.
	kindNames = regexp.MustCompile(`(?i)^(zig.*|mingw.*|toolchain(zig|debian|image|tarball|mingw|source))$`)
	// ofKind are the parts of the model that are one kind's.
	ofKind = regexp.MustCompile(`^(Zig|Debian|External|Mingw)$`)
	// kindWords are texts that name one. Debian as a source of packages and
	// libraries is another word.
	kindWords = regexp.MustCompile(`(?i)\bzig\b|debian's (cross )?gcc|^(debian|image|tarball|mingw)$`)
)

// kindTypes are the packages with a type for each kind, of which some have names that
// are words of other things too.
var kindTypes = regexp.MustCompile(`/(emit|schema)/toolchain$`)

// kindValue matches a text where it is held against a kind: "source" is a word of other
// things too.
var kindValue = regexp.MustCompile(`^(source|zig|debian|image|tarball|mingw)$`)

// ofKindsRoom reports whether an expression is a type of a kind's own: toolchain.Source.
func ofKindsRoom(f *ast.File, n *ast.SelectorExpr) bool {
	x, ok := n.X.(*ast.Ident)
	return ok && n.Sel.Name == "Source" && slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool {
		name, _ := strconv.Unquote(i.Path.Value)
		as := path.Base(name)
		if i.Name != nil {
			as = i.Name.Name
		}
		return as == x.Name && kindTypes.MatchString(name)
	})
}

// isKindValue reports whether an expression is Kind.V.
func isKindValue(e ast.Expr) bool {
	v, ok := e.(*ast.SelectorExpr)
	if !ok || v.Sel.Name != "V" {
		return false
	}
	kind, ok := v.X.(*ast.SelectorExpr)
	return ok && kind.Sel.Name == "Kind"
}

// namesKind reports whether one of several expressions is a text that names a kind.
func namesKind(list ...ast.Expr) bool {
	return slices.ContainsFunc(list, func(e ast.Expr) bool {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return false
		}
		text, err := strconv.Unquote(lit.Value)
		return err == nil && kindValue.MatchString(text)
	})
}

// inCases reports whether a case of a switch names a kind.
func inCases(n *ast.SwitchStmt) bool {
	return slices.ContainsFunc(n.Body.List, func(s ast.Stmt) bool { return namesKind(s.(*ast.CaseClause).List...) })
}

// kindsIn returns what names a kind in a file.
func kindsIn(f *ast.File) (found []ast.Node) {
	ast.Inspect(f, func(n ast.Node) bool {
		named := false
		switch n := n.(type) {
		case *ast.Ident:
			named = kindNames.MatchString(n.Name)
		case *ast.SelectorExpr:
			named = ofKind.MatchString(n.Sel.Name) || ofKindsRoom(f, n)
		case *ast.BinaryExpr:
			named = (isKindValue(n.X) || isKindValue(n.Y)) && namesKind(n.X, n.Y)
		case *ast.SwitchStmt:
			named = n.Tag != nil && isKindValue(n.Tag) && inCases(n)
		case *ast.BasicLit:
			text, err := strconv.Unquote(n.Value)
			named = n.Kind == token.STRING && err == nil && kindWords.MatchString(text)
		}
		if named {
			found = append(found, n)
		}
		return true
	})
	return found
}

// Every way to name a kind is found, and no other word for one.
func TestKindsAreFound(t *testing.T) {
	for text, want := range map[string]bool{
		`x.Kind.V == "source"`: true, `"source" != x.Toolchain.Kind.V`: true, `x.Kind == "source"`: false, `x.Kind.V == y.Kind.V`: false,
		`p.(toolchain.Source)`: true, `p.(*resolved.Source)`: true, `p.(model.Source)`: false, `t.Source(toolchain)`: false,
		`func() { switch x.Kind.V { case "a", "source": } }`: true, `func() { switch x.Kind { case "source": } }`: false,
		`"source"`: false, `"tarball"`: true, `x.Zig`: true, `zigKind`: true,
	} {
		src := "package x\nimport (\n\"a/schema/toolchain\"\nresolved \"a/emit/toolchain\"\n\"a/schema/model\"\n)\nvar _ = " + text
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(kindsIn(f)) > 0; got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}

func TestKindsOfToolchainsHaveOneRoom(t *testing.T) {
	seen := 0
	for _, f := range sources(t) {
		found := kindsIn(f.File)
		if within(f.pkg, kindRooms...) {
			seen += len(found)
			continue
		}
		for _, n := range found {
			if !otherWord(f, n) {
				t.Errorf("%s names a kind of toolchain: ask emit/toolchain, or what the model says that it can do", f.fset.Position(n.Pos()))
			}
		}
	}
	if seen < 20 {
		t.Errorf("the rooms of the kinds name %d: the test looks at nothing", seen)
	}
}

// otherWords are texts that elsewhere are words of something else: a command of
// docker's, a field, a kind of library or source, a C library.
var otherWords = map[string][]string{
	`"image"`:  {"cmd/xgen/internal/engine", "cmd/xgen"},
	`"debian"`: {"schema/model"},
	`"mingw"`:  {"schema/model"},
	"`" + `libraries: %s: {kind: "debian", packages: [%q]}` + "`": {"schema/lint"},
}

// otherWord reports whether a text is such a word.
func otherWord(f source, n ast.Node) bool {
	lit, ok := n.(*ast.BasicLit)
	return ok && slices.Contains(otherWords[lit.Value], f.pkg)
}

func TestKindsOfToolchainsHaveTheirTemplates(t *testing.T) {
	names := regexp.MustCompile(`(?i)\bzig\b|\.(Zig|Debian|External|Mingw)\b|debian's (cross )?gcc|\bmingw\b|toolchain/(zig|debian|external|mingw|source)/`)
	root, seen := os.DirFS("../../templates"), 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".tmpl" {
			return err
		}
		data, err := fs.ReadFile(root, name)
		for i, line := range strings.Split(string(data), "\n") {
			switch {
			case !names.MatchString(line):
			case strings.HasPrefix(name, "toolchain/"):
				seen++
			default:
				t.Errorf("templates/%s:%d names a kind of toolchain: %s", name, i+1, line)
			}
		}
		return err
	})
	if err != nil || seen < 5 {
		t.Errorf("%v, and %d names were found where they belong", err, seen)
	}
}
