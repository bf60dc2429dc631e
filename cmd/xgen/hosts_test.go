package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// A tool without a source for this machine is refused before anything starts,
// each at its place.
func TestWithoutHost(t *testing.T) {
	tool := func(name string, line int) model.Tool {
		out := model.Tool{Name: name, Hosts: []model.HostSource{{Host: "x86_64"}}}
		out.Pos = model.Pos{File: "targets.cue", Line: line, Col: 8}
		return out
	}
	targets := []*model.Target{{Name: "a", Tools: []model.Tool{tool("protoc", 3), tool("other", 4)}}}
	for arch, want := range map[string]string{
		"amd64":   "",
		"riscv64": "",
		"arm64": "targets.cue:3:8: tools.protoc has no source for a machine that builds on aarch64: add hosts: aarch64\n" +
			"targets.cue:4:8: tools.other has no source for a machine that builds on aarch64: add hosts: aarch64",
	} {
		found := withoutHost(targets, arch)
		if found.Error() != want {
			t.Errorf("%s: %q, want %q", arch, found, want)
		}
		for _, d := range found {
			if d.Rule != "tool-host" || d.Severity != model.Error {
				t.Errorf("%+v", d)
			}
		}
	}
}

// Programs for Windows run where Debian's Wine has the processor for them; one that
// is built and not run is built anywhere.
func TestWithoutEmulator(t *testing.T) {
	target := func(run bool) []*model.Target {
		out := &model.Target{Name: "win", Pos: model.Pos{File: "targets.cue", Line: 2, Col: 3}}
		out.Triple = model.Triple{Name: "x86_64-pc-windows-gnu", Wine: &model.Wine{Host: "x86_64"}}
		if run {
			out.Contract.Smoke = &model.Smoke{}
		}
		return []*model.Target{out}
	}
	const refused = "targets.cue:2:3: targets.win: Wine runs programs for x86_64-pc-windows-gnu only on a machine that builds on x86_64, and this one is aarch64: " +
		"build on such a machine, or remove contract.smoke and test of win to have it built and verified without a run"
	for _, c := range []struct {
		arch string
		run  bool
		want string
	}{{"amd64", true, ""}, {"arm64", true, refused}, {"arm64", false, ""}} {
		if found := withoutHost(target(c.run), c.arch); found.Error() != c.want {
			t.Errorf("%+v: %q", c, found)
		}
	}
}

// What a run looks for has a name and a reason, which the reference prints: a
// name is written nowhere else.
func TestRunRules(t *testing.T) {
	for _, r := range runRules() {
		if r.Name == "" || r.Why == "" {
			t.Errorf("%+v", r)
		}
	}
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				checkRuleName(t, kv)
			}
			return true
		})
	}
}

func checkRuleName(t *testing.T, kv *ast.KeyValueExpr) {
	key, _ := kv.Key.(*ast.Ident)
	lit, _ := kv.Value.(*ast.BasicLit)
	if key != nil && key.Name == "Rule" && lit != nil {
		t.Errorf("%s is not among runRules", lit.Value)
	}
}
