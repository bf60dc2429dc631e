package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// changes lists what is done to a function's body.
func changes(t *testing.T, result, body string) []string {
	t.Helper()
	src := "package p\n\nfunc f() " + result + " {\n\t" + body + "\n}\n"
	all, err := mutate("p", "p/f.go", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, m := range all {
		if m.line != 4 || m.function != "f" {
			t.Errorf("%s: line %d of %s", m.change, m.line, m.function)
		}
		list = append(list, m.change)
	}
	return list
}

func TestMutants(t *testing.T) {
	for _, tt := range []struct {
		result, body string
		want         []string
	}{
		{"", "g()", []string{"left out `g()`"}},
		{"", "x = g()", []string{"left out `x = g()`"}},
		{"", "x := g()", nil},
		{"", "defer g()", []string{"left out `defer g()`"}},
		{"", "if x { g() }", []string{"never `x`", "always `x`", "left out `g()`"}},
		{"", "if err != nil { g() }", []string{"never `err != nil`", "left out `g()`"}},
		{"", "if err := g(); err != nil { g() }", []string{"ignored the error of `g()`", "nil for `g()`", "never `err := g(); err != nil`", "left out `g()`"}},
		{"", "g(); g()", []string{"left out `g()`", "left out `g()` (2)"}},
		{"", "switch { case x: }", []string{"never `x`", "always `x`"}},
		{"", "x := a < b", []string{"<= in `a < b`"}},
		{"", "x := a >= b", []string{"> in `a >= b`"}},
		{"", "x := a && b", []string{"without `a` in `a && b`", "without `b` in `a && b`"}},
		{"", "x := A|B|C", []string{"without C in `A|B|C`", "without B in `A|B`", "without A in `A|B`"}},
		{"", "x := T{A: a, B: b}", []string{"without `A: a`", "without `B: b`"}},
		{"", "x := g(0o600, 1)", []string{"0o777 for 0o600", "1 + 1 for 1"}},
		{"", "const limit = 1 << 20", []string{"a thousand times `limit = 1 << 20`"}},
		{"", "x := true", []string{"false for true"}},
		{"", "err := g()", []string{"ignored the error of `g()`", "nil for `g()`"}},
		{"error", "return nil", nil},
		{"error", "return err", []string{"nil for `err`"}},
		{"error", "return fmt.Errorf(s)", []string{"nil for `fmt.Errorf(s)`"}},
		{"error", "return wrap(err)", []string{"nil for `wrap(err)`"}},
		{"(int, error)", "return x, g()", []string{"ignored the error of `g()`", "nil for `g()`"}},
		{"error", "return errors.Join(err, g())", []string{"nil for `err`", "ignored the error of `g()`", "nil for `g()`"}},
		{"bool", "return x", []string{"not `x`"}},
		{"bool", "return true", []string{"false for true"}},
	} {
		if got := changes(t, tt.result, tt.body); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.body, got, tt.want)
		}
	}
}

func TestFieldsLeaveCode(t *testing.T) {
	for _, literal := range []string{"T{A: a}", "T{A: a, B: b}", "T{\n\tA: a,\n}", "T{\n\tA: a, // why\n\tB: b,\n}"} {
		all, err := mutate("p", "p/f.go", []byte("package p\n\nvar x = "+literal+"\n"))
		if err != nil || len(all) == 0 {
			t.Fatal(err, len(all))
		}
		for _, m := range all {
			if _, err := mutate("p", "p/f.go", m.broken()); err != nil {
				t.Errorf("%s: %v", m, err)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	at := func(file string, line int) mutant { return mutant{file: file, line: line} }
	for _, tt := range []struct {
		span string
		m    mutant
		want bool
	}{
		{"", at("a/b.go", 3), true},
		{"a/b.go", at("a/b.go", 3), true},
		{"./a/b.go", at("a/b.go", 3), true},
		{"a/b.go", at("a/c.go", 3), false},
		{"a/b.go:3", at("a/b.go", 3), true},
		{"a/b.go:3", at("a/b.go", 4), false},
		{"a/b.go:3-5", at("a/b.go", 5), true},
		{"a/b.go:3-5", at("a/b.go", 2), false},
		{"a/b.go:3-5", at("a/b.go", 6), false},
	} {
		s, err := parseSpan(tt.span)
		if err != nil || s.holds(tt.m) != tt.want {
			t.Errorf("%q, %s: %v", tt.span, tt.m, err)
		}
	}
	for _, bad := range []string{"emit/tree", "a.go:x", "a.go:3-", "a.go:-3"} {
		if _, err := parseSpan(bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestAccepted(t *testing.T) {
	all := []mutant{{pkg: "a", function: "f", change: "left out `g()`"}}
	for text, want := range map[string]string{
		"# nothing\n\n":                       "",
		"a | f | left out `g()` | why\n":      "",
		"b | f | anything | not asked for\n":  "",
		"a | f | left out `g()`\n":            "accepted.txt:1: write",
		"a | f | left out `g()` | \n":         "accepted.txt:1: write",
		"\na | f | left out `h()` | why\n":    "accepted.txt:2: there is no such mutant",
		"a | other | left out `g()` | why \n": "accepted.txt:1: there is no such mutant",
	} {
		name := filepath.Join(t.TempDir(), "accepted.txt")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		known, err := readAccepted(name, []string{"a"}, all)
		if err == nil && want != "" || err != nil && !strings.Contains(err.Error(), want) || want == "" && err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if strings.HasPrefix(text, "a ") && err == nil && !known[all[0].key()] {
			t.Errorf("%q is not accepted", text)
		}
	}
}

// TestRun breaks a module of its own: what its test holds dies, what nothing
// holds survives, what takes for ever ends, and no file is changed.
func TestRun(t *testing.T) {
	files := map[string]string{
		"go.mod":       "module m\n\ngo 1.26\n",
		"p/p.go":       "package p\n\nfunc Sum(list []int) (n int) {\n\tfor i := 0; i < len(list); i++ {\n\t\tn += list[i]\n\t}\n\tnote()\n\treturn n\n}\n\nfunc note() {}\n",
		"p/p_test.go":  "package p\n\nimport \"testing\"\n\nfunc TestSum(t *testing.T) {\n\tif Sum([]int{1, 2}) != 3 {\n\t\tt.Error()\n\t}\n}\n",
		"accepted.txt": "p | Sum | 0 + 1 for 0 | an example: not tried\n",
	}
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	left, err := run(t.Context(), options{packages: []string{"p"}, accepted: "accepted.txt"}, &out)
	if err != nil || left != 1 || !strings.Contains(out.String(), "p/p.go:7: left out `note()`: survives") {
		t.Errorf("%d, %v\n%s", left, err, &out)
	}
	if !strings.Contains(out.String(), "4 of 5 mutants tried") || !strings.Contains(out.String(), "1 survived; 1 survivors are accepted") {
		t.Errorf("the summary is\n%s", &out)
	}
	for name, text := range files {
		if now, err := os.ReadFile(name); err != nil || string(now) != text {
			t.Errorf("%s is changed: %v", name, err)
		}
	}
}
