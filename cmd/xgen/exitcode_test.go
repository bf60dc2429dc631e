package main

import (
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/cmd/xgen/internal/draft"
	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/panics"
	"github.com/xgen-build/xgen/schema/userfile"
)

func TestErrorsCarryTheirExitCode(t *testing.T) {
	cause := fmt.Errorf("cause")
	for _, c := range []struct {
		want exitcode.Code
		errs []error
	}{
		{exitcode.Invalid, []error{cause, &build.Broken{}, &build.Foreign{}, &engine.StepError{}, &engine.SolveError{}}},
		{exitcode.Drift, []error{&tree.Refusal{}, &tree.ManifestError{}}},
		{exitcode.Environment, []error{
			&engine.Unusable{}, &engine.Lost{Err: cause}, &engine.NoSpace{Err: cause}, &snapshot.Mismatch{}, &tree.IOError{Err: cause},
			&build.Unwritable{Err: cause}, &build.Untested{}, &build.Unsynced{Err: cause}, &userfile.Error{},
		}},
		{exitcode.Internal, []error{&panics.Recovered{}, &emit.ReadBackError{Err: cause}}},
		{exitcode.Usage, []error{usage("x"), &engine.UnknownEngine{}, &build.UnknownInput{}, &build.MissingInput{}, &build.BadInput{}, &draft.UnknownTarget{}, &draft.NoSource{}, &build.MissingStage{}}},
	} {
		for _, err := range c.errs {
			if got := exitcode.Of(fmt.Errorf("x: %w", err)); got != c.want {
				t.Errorf("%T: %d, want %d", err, got, c.want)
			}
		}
	}
}

// Each documented code is what some script expects.
func TestExitCodesInScripts(t *testing.T) {
	scripts, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("%d scripts: %v", len(scripts), err)
	}
	var all strings.Builder
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	for _, m := range exitcode.Meanings {
		expected := regexp.MustCompile(fmt.Sprintf(`(?m)^(exits %d (xgen|broken) |grep '\^%[1]d\$' code$)`, m.Code))
		if m.Code == exitcode.OK {
			expected = regexp.MustCompile(`(?m)^exec xgen `)
		}
		if !expected.MatchString(all.String()) {
			t.Errorf("no script expects %d: %s", m.Code, m.Meaning)
		}
	}
}

// An error says itself which code it ends in: no function of a command looks at
// an error's type and names a code.
func TestNoErrorTypesDecideTheExitCode(t *testing.T) {
	named := 0
	for _, f := range sources(t) {
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || f.pkg != "cmd/xgen" {
				continue
			}
			uses := selectors(fn)
			codes := uses["exitcode.Invalid"] + uses["exitcode.Drift"] + uses["exitcode.Environment"] + uses["exitcode.Internal"] + uses["exitcode.Usage"]
			named += codes
			if codes > 0 && uses["errors.As"]+uses["errors.AsType"] > 0 {
				t.Errorf("%s: %s chooses an exit code by an error's type: let the error have the method ExitCode", f.fset.Position(fn.Pos()), fn.Name.Name)
			}
		}
	}
	if named == 0 {
		t.Error("no exit code was found where there are some")
	}
}

// selectors counts the names of other packages that a function uses.
func selectors(fn *ast.FuncDecl) map[string]int {
	found := map[string]int{}
	ast.Inspect(fn, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok {
				found[x.Name+"."+sel.Sel.Name]++
			}
		}
		return true
	})
	return found
}
