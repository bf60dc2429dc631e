package check_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/model"
)

// mutant is a file with one mistake.
type mutant struct{ what, src string }

// mutants makes one mistake after another in a file: each kind wherever it can
// be made.
func mutants(t *testing.T, src string) (out []mutant) {
	t.Helper()
	f, err := parser.ParseFile(schema.File, src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	replace := func(what string, from, to token.Pos, text string) {
		out = append(out, mutant{
			fmt.Sprintf("%s at %d:%d", what, from.Line(), from.Column()),
			src[:from.Offset()] + text + src[to.Offset():],
		})
	}
	ast.Walk(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			mutateField(src, n, replace)
		case *ast.StructLit:
			if n.Lbrace.IsValid() && n.Lbrace.HasRelPos() {
				replace("no {", n.Lbrace, n.Lbrace.Add(1), "")
				replace("no }", n.Rbrace, n.Rbrace.Add(1), "")
			}
		case *ast.ListLit:
			replace("no [", n.Lbrack, n.Lbrack.Add(1), "")
			replace("no ]", n.Rbrack, n.Rbrack.Add(1), "")
			replace("two commas", n.Rbrack, n.Rbrack, ",,")
		}
		return true
	}, nil)
	return out
}

func mutateField(src string, n *ast.Field, replace func(what string, from, to token.Pos, text string)) {
	label, value := n.Label, n.Value
	text := func(x ast.Node) string { return src[x.Pos().Offset():x.End().Offset()] }
	if name, _, err := ast.LabelName(label); err == nil {
		for _, other := range []string{name[:len(name)-1], name + "s", strings.ToUpper(name), swapped(name)} {
			replace("the key "+other, label.Pos(), label.End(), strconv.Quote(other))
		}
		replace("no colon", label.End(), label.End().Add(1), "")
	}
	replace("a list around it", value.Pos(), value.End(), "["+text(value)+"]")
	replace("a struct around it", value.Pos(), value.End(), "{x: "+text(value)+"}")
	if _, list := value.(*ast.ListLit); list { // the key of anything else takes the next line for its value
		replace("no value", value.Pos(), value.End(), "")
	}
	replace("null", value.Pos(), value.End(), "null")
	replace("a reference to nothing", value.Pos(), value.End(), "nothing")
	replace("a call of no function", value.Pos(), value.End(), "\"f\"(1)")
	replace("a bound", value.Pos(), value.End(), ">3")
	replace("a type", value.Pos(), value.End(), "string")
	replace("a comma", value.Pos(), value.Pos(), ",")
	if lit, ok := value.(*ast.BasicLit); ok {
		mutateLiteral(lit, text(label), replace)
	}
}

func mutateLiteral(lit *ast.BasicLit, label string, replace func(what string, from, to token.Pos, text string)) {
	from, to := lit.Pos(), lit.End()
	replace("set twice", from, to, lit.Value+"\n"+label+": \"another\"")
	replace("added to", from, to, lit.Value+" + 1")
	replace("no default fits", from, to, "(*\"one\" | \"two\") & \"three\"")
	if lit.Kind != token.STRING {
		replace("a string", from, to, strconv.Quote(lit.Value))
		return
	}
	replace("a number", from, to, "3")
	replace("true", from, to, "true")
	replace("no opening quote", from, from.Add(1), "")
	if to.Offset() > from.Offset()+2 {
		replace("no closing quote", from, to, lit.Value[:len(lit.Value)-1])
		replace("capitals", from, to, strings.ToUpper(lit.Value))
		replace("value: a letter less", from, to, lit.Value[:1]+lit.Value[2:])
	}
}

func swapped(s string) string {
	if len(s) < 2 {
		return s + s
	}
	return s[1:2] + s[:1] + s[2:]
}

// checked is what is said of a project's definitions alone.
func checked(src string) model.Diagnostics {
	f, err := parser.ParseFile(schema.File, src, parser.ParseComments)
	if err != nil {
		return check.Errors(schema.File, err)[:1]
	}
	v := cuecontext.New().BuildFile(f)
	if err := v.Err(); err != nil && !v.Exists() {
		return check.Errors(schema.File, err)
	}
	return check.File(schema.File, check.Project(), v)
}

// TestRow69Mutants: one mistake is one message, or two, each with a place in
// the file, in words for people who know neither CUE nor the definitions.
func TestRow69Mutants(t *testing.T) {
	random := rand.New(rand.NewPCG(69, 0))
	for _, dir := range []string{"testdata/projects/vpn", "testdata/projects/libraries", "testdata/projects/toolchains", "."} {
		root := os.DirFS("../../" + dir)
		src, err := fs.ReadFile(root, schema.File)
		if err != nil {
			t.Fatal(err)
		}
		all := mutants(t, string(src))
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, m := range all[:min(80, len(all))] {
			found := checked(m.src)
			if why := poor(found.Error(), len(strings.Split(m.src, "\n"))); found.HasErrors() && why != "" {
				t.Errorf("%s: %s: %s:\n%s", dir, m.what, why, found)
			}
		}
	}
}

// poor says what is wrong with messages, "" where nothing is.
func poor(messages string, lines int) string {
	all := strings.Split(messages, "\n")
	if len(all) > 2 {
		return fmt.Sprintf("%d messages", len(all))
	}
	for _, m := range all {
		place := strings.SplitN(m, ":", 4)
		line, err := strconv.Atoi(place[min(1, len(place)-1)])
		switch {
		case len(place) < 4 || err != nil || line > lines:
			return "no place in the file"
		case strings.HasSuffix(m, ":") || strings.TrimSpace(place[3]) == "":
			return "nothing behind the colon"
		}
		for _, word := range []string{"disjunction", "#Project", "cannot use value", "project.cue", "structural cycle", "non-function", "errors in"} {
			if strings.Contains(m, word) {
				return word
			}
		}
	}
	return ""
}
