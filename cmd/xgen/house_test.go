package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema"
)

// The invariants of docs/architecture.md that the source itself can break.

const module = "github.com/xgen-build/xgen/"

// source is one Go file of the repository.
type source struct {
	*ast.File
	name, pkg string // from the root: "emit/tree/lock.go", "emit/tree"
	fset      *token.FileSet
}

// sources parses every Go file of the program that is no test, for any system
// and any tag. What only serves its makers lies in a hidden folder.
func sources(t *testing.T) []source {
	t.Helper()
	root := os.DirFS("../..")
	var out []source
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, filepath.Join("../..", name), nil, parser.SkipObjectResolution)
		out = append(out, source{File: f, name: name, pkg: path.Dir(name), fset: fset})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 50 {
		t.Fatalf("only %d files were found", len(out))
	}
	return out
}

// within reports whether a package is one of these, or lies below one that
// ends in /….
func within(pkg string, list ...string) bool {
	for _, p := range list {
		if above, ok := strings.CutSuffix(p, "/…"); pkg == p || ok && (pkg == above || strings.HasPrefix(pkg, above+"/")) {
			return true
		}
	}
	return false
}

// importers says which packages alone may import what.
var importers = []struct {
	what  func(path string) bool
	name  string
	allow []string
}{
	{func(p string) bool { return strings.HasPrefix(p, "cuelang.org/go") }, "CUE", []string{"schema"}},
	// cmd/xgen only looks programs up.
	{func(p string) bool { return p == "os/exec" }, "os/exec", []string{"cmd/xgen/internal/engine", "cmd/xgen"}},
	{func(p string) bool { return p == "net/http" || p == "net" || p == "crypto/tls" }, "the network", nil},
	{func(p string) bool { return strings.HasPrefix(p, module+"cmd/") }, "cmd", []string{"cmd/…"}},
	{func(p string) bool { return p == module+"emit/tree" }, "emit/tree", []string{"cmd/xgen"}},
	{func(p string) bool { return p == "log" || p == "log/slog" }, "printing", []string{"cmd/xgen"}},
	{func(p string) bool { return strings.HasPrefix(p, "math/rand") || p == "crypto/rand" }, "randomness", []string{"emit/tree", "cmd/xgen/internal/snapshot"}},
}

func TestImports(t *testing.T) {
	for _, f := range sources(t) {
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			for _, rule := range importers {
				if rule.what(imported) && !within(f.pkg, rule.allow...) {
					t.Errorf("%s imports %s: %s is for %v alone", f.name, imported, rule.name, rule.allow)
				}
			}
			if f.pkg == "schema/model" && strings.Contains(imported, ".") {
				t.Errorf("%s imports %s: the model stands on the standard library alone", f.name, imported)
			}
		}
	}
}

// uses are calls that only some packages may make.
var uses = []struct {
	call  *regexp.Regexp
	why   string
	allow []string
}{
	{regexp.MustCompile(`^(os\.Exit|fmt\.Print(f|ln)?)$`), "only cmd/xgen prints and exits", []string{"cmd/xgen"}},
	// The supervisor hands its own streams, which are a log, to its daemon.
	{regexp.MustCompile(`^os\.(Stdout|Stderr|Stdin)$`), "only cmd/xgen prints and reads", []string{"cmd/xgen", "cmd/xgen/internal/engine"}},
	{regexp.MustCompile(`^exec\.Command(Context)?$|^os\.StartProcess$`), "only engine starts processes", []string{"cmd/xgen/internal/engine"}},
	{regexp.MustCompile(`^(time\.(Now|Since|Until)|os\.(Getenv|LookupEnv|Environ|ExpandEnv|Getwd|Hostname|UserHomeDir|UserCacheDir|Getpid))$`),
		"the compiler knows no clock and no environment", []string{"cmd/…", "emit/tree"}},
	{regexp.MustCompile(`^os\.(Create|CreateTemp|OpenFile|WriteFile|Mkdir|MkdirAll|Rename|Remove|RemoveAll|Symlink|Chmod)$`),
		"the compiler writes nothing", []string{"cmd/…", "emit/tree"}},
}

func TestCalls(t *testing.T) {
	for _, f := range sources(t) {
		ast.Inspect(f.File, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			for _, u := range uses {
				if u.call.MatchString(x.Name+"."+sel.Sel.Name) && !within(f.pkg, u.allow...) {
					t.Errorf("%s: %s.%s: %s", f.fset.Position(n.Pos()), x.Name, sel.Sel.Name, u.why)
				}
			}
			return true
		})
	}
}

// A new target is data only: no Go file names a triple.
func TestTriplesAreData(t *testing.T) {
	triples := schema.Catalog()
	if len(triples) < 20 {
		t.Fatalf("the catalog has %d triples", len(triples))
	}
	for _, f := range sources(t) {
		ast.Inspect(f.File, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			for _, triple := range triples {
				// A message may show the smallest file.
				if strings.Contains(lit.Value, triple.Name) && !strings.Contains(lit.Value, "targets: ") {
					t.Errorf("%s names %s", f.fset.Position(n.Pos()), triple.Name)
				}
			}
			return true
		})
	}
}
