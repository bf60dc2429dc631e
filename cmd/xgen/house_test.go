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
	"slices"
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
	fset := token.NewFileSet()
	var out []source
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(fset, filepath.Join("../..", name), nil, parser.SkipObjectResolution|parser.ParseComments)
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

// asksCargo is the one file beside package engine that starts a process.
const asksCargo = "cmd/xgen/internal/askcargo/ask.go"

// importers says which packages, or files, alone may import what.
var importers = []struct {
	what  func(path string) bool
	name  string
	allow []string
}{
	{func(p string) bool { return strings.HasPrefix(p, "cuelang.org/go") }, "CUE", []string{"schema", "schema/check", "schema/decode"}},
	// cmd/xgen only looks programs up.
	{func(p string) bool { return p == "os/exec" }, "os/exec", []string{"cmd/xgen/internal/engine", "cmd/xgen", asksCargo}},
	{func(p string) bool { return p == "net/http" || p == "net" || p == "crypto/tls" }, "the network", nil},
	{func(p string) bool { return strings.HasPrefix(p, module+"cmd/") }, "cmd", []string{"cmd/…"}},
	{func(p string) bool { return p == module+"emit/tree" }, "emit/tree", []string{"cmd/xgen"}},
	{func(p string) bool { return strings.HasPrefix(p, "github.com/moby/buildkit/frontend/dockerfile/") }, "BuildKit's reader of Dockerfiles", []string{"emit/dockerfile"}},
	{func(p string) bool { return strings.HasSuffix(p, "/errgroup") }, "a goroutine whose panic ends the process", []string{"schema/panics"}},
	{func(p string) bool { return p == "log" || p == "log/slog" }, "printing", []string{"cmd/xgen"}},
	{func(p string) bool { return strings.HasPrefix(p, "math/rand") || p == "crypto/rand" }, "randomness", []string{"emit/tree", "cmd/xgen/internal/snapshot"}},
}

func TestImports(t *testing.T) {
	for _, f := range sources(t) {
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			for _, rule := range importers {
				if rule.what(imported) && !within(f.pkg, rule.allow...) && !slices.Contains(rule.allow, f.name) {
					t.Errorf("%s imports %s: %s is for %v alone", f.name, imported, rule.name, rule.allow)
				}
			}
			if f.pkg == "schema/model" && strings.Contains(imported, ".") {
				t.Errorf("%s imports %s: the model stands on the standard library alone", f.name, imported)
			}
		}
	}
}

// uses are calls that only some packages may make, or that one may not.
var uses = []struct {
	call   *regexp.Regexp
	why    string
	allow  []string
	forbid string
}{
	{regexp.MustCompile(`^(os\.Exit|fmt\.Print(f|ln)?)$`), "only cmd/xgen prints and exits", []string{"cmd/xgen"}, ""},
	// The supervisor hands its own streams, which are a log, to its daemon.
	{regexp.MustCompile(`^os\.(Stdout|Stderr|Stdin)$`), "only cmd/xgen prints and reads", []string{"cmd/xgen", "cmd/xgen/internal/engine"}, ""},
	{regexp.MustCompile(`^exec\.Command(Context)?$|^os\.StartProcess$`), "only engine starts processes, and what asks cargo", []string{"cmd/xgen/internal/engine", asksCargo}, ""},
	{regexp.MustCompile(`^(time\.(Now|Since|Until)|os\.(Getenv|LookupEnv|Environ|ExpandEnv|Getwd|Hostname|UserHomeDir|UserCacheDir|Getpid))$`),
		"the compiler knows no clock and no environment", []string{"cmd/…", "emit/tree"}, ""},
	{regexp.MustCompile(`^(unix|syscall)\.(Flock|FcntlFlock)$`), "locks on files are taken by flock alone", []string{"emit/flock"}, ""},
	// dist/ is written in, with files that may have to be made.
	{regexp.MustCompile(`^(unix|syscall)\.O_NONBLOCK$`), "userfile.OpenRegular opens without waiting for a named pipe", []string{"schema/userfile", "cmd/xgen/internal/build"}, ""},
	{regexp.MustCompile(`^os\.OpenFile$`), "the compiler writes nothing", []string{"cmd/…", "emit/tree", "schema/userfile"}, ""},
	{regexp.MustCompile(`^(fs|os)\.ReadFile$|^os\.(Open|DirFS)$`), "what the user wrote is read by userfile alone", []string{"cmd/xgen/internal/…"}, ""},
	{regexp.MustCompile(`^os\.(Create|CreateTemp|WriteFile|Mkdir|MkdirAll|Rename|Remove|RemoveAll|Symlink|Chmod)$`),
		"the compiler writes nothing", []string{"cmd/…", "emit/tree"}, ""},
	{regexp.MustCompile(`^(os\.(Create|CreateTemp|OpenFile|WriteFile|Mkdir|MkdirAll|MkdirTemp|Rename|Remove|RemoveAll|Symlink|Link|Ch[a-z]+|Lchown|Truncate|CopyFS)|(unix|syscall)\.(Open|Creat|Rename|Unlink|Mkdir|Chmod|Truncate|Link|Symlink))$`),
		"what writes in dist/ goes through an os.Root (row 60)", nil, "cmd/xgen/internal/build"},
}

// may reports whether a file may make a call.
func may(f source, allow []string, forbid string) bool {
	if forbid != "" {
		return !within(f.pkg, forbid)
	}
	return within(f.pkg, allow...) || slices.Contains(allow, f.name)
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
				if u.call.MatchString(x.Name+"."+sel.Sel.Name) && !may(f, u.allow, u.forbid) {
					t.Errorf("%s: %s.%s: %s", f.fset.Position(n.Pos()), x.Name, sel.Sel.Name, u.why)
				}
			}
			return true
		})
	}
}

// A panic in a goroutine ends the process with a bare trace, unless package
// panics has started it.
func TestRow63Goroutines(t *testing.T) {
	started := map[string]bool{}
	for _, f := range sources(t) {
		ast.Inspect(f.File, func(n ast.Node) bool {
			call, isCall := n.(*ast.CallExpr)
			_, isGo := n.(*ast.GoStmt)
			if isCall {
				sel, ok := call.Fun.(*ast.SelectorExpr)
				isGo = ok && (sel.Sel.Name == "AfterFunc" || sel.Sel.Name == "Go" && !startedByPanics(f, sel))
			}
			if isGo && f.pkg != "schema/panics" {
				t.Errorf("%s: a goroutine: start it with package panics", f.fset.Position(n.Pos()))
			}
			started[f.pkg] = started[f.pkg] || isGo
			return true
		})
	}
	if !started["schema/panics"] {
		t.Error("no goroutine was found where there are some")
	}
}

// startedByPanics reports whether a method called Go is one of package panics:
// the package itself, or a group in a file that imports it and nothing else
// that has one.
func startedByPanics(f source, sel *ast.SelectorExpr) bool {
	imports := map[string]bool{}
	for _, spec := range f.Imports {
		imports[strings.Trim(spec.Path.Value, `"`)] = true
	}
	x, ok := sel.X.(*ast.Ident)
	return imports[module+"schema/panics"] && !imports["sync"] || ok && x.Name == "panics"
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

// Each package has a doc.go, which alone says what the package is for.
func TestPackagesAreDocumented(t *testing.T) {
	has := map[string]bool{}
	for _, f := range sources(t) {
		isDoc := path.Base(f.name) == "doc.go"
		if (f.Doc != nil) != isDoc {
			t.Errorf("%s: the package comment stands in doc.go, and nowhere else", f.name)
		}
		has[f.pkg] = has[f.pkg] || isDoc
	}
	for pkg, ok := range has {
		if !ok {
			t.Errorf("%s has no doc.go", pkg)
		}
	}
	if len(has) < 30 {
		t.Errorf("only %d packages were found", len(has))
	}
}
