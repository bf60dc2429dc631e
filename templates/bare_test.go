package templates

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	"text/template/parse"

	"github.com/xgen-build/xgen/emit/quote"
)

// contexts says which quoters write for which kind of file, by the path of the
// template. One that is not among them is a shell script, and says so in its first
// line, but for parts of such.
var contexts = []struct {
	path *regexp.Regexp
	fits []string
}{
	{regexp.MustCompile(`^dockerfile/|\.stage\.tmpl$`), []string{"plain", "name", "comment", "shell", "dockerfile", "json"}},
	{regexp.MustCompile(`\.dockerignore\.tmpl$`), []string{"plain", "ignore"}},
	{regexp.MustCompile(`\.cmake\.tmpl$`), []string{"plain", "name", "comment", "cmake"}},
	{regexp.MustCompile(`\.part\.tmpl$`), []string{"plain", "name", "comment", "shell"}},
	{shellScript, []string{"plain", "name", "comment", "shell"}},
}

var shellScript = regexp.MustCompile(``)

// walker follows one template from its first byte to its last.
type walker struct {
	tree   *parse.Tree
	fits   []string
	within byte // in which text the walk is: ', ", # for a comment, or 0
	last   byte // the byte before, on the same line
	faults []string
}

// faults returns a line for each interpolation that does not go through the
// quoter of its place.
func faults(all *template.Template) []string {
	var found []string
	for _, t := range all.Templates() {
		if t.Tree == nil || t.Tree.Root == nil {
			continue
		}
		w := &walker{tree: t.Tree}
		w.choose(t.Name())
		w.list(t.Tree.Root)
		found = append(found, w.faults...)
	}
	slices.Sort(found)
	return found
}

func (w *walker) choose(name string) {
	for _, c := range contexts {
		if !c.path.MatchString(name) {
			continue
		}
		w.fits = c.fits
		if c.path == shellScript && !strings.HasPrefix(w.tree.Root.String(), "#!/bin/sh\n") {
			w.faults = append(w.faults, name+": it is no shell script, and no context is known for it")
		}
		return
	}
}

func (w *walker) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		w.node(n)
	}
}

func (w *walker) node(n parse.Node) {
	switch n := n.(type) {
	case *parse.TextNode:
		w.text(n.Text)
	case *parse.ActionNode:
		w.action(n)
	case *parse.IfNode:
		w.decides(n, n.Pipe)
		w.branch(&n.BranchNode)
	case *parse.RangeNode:
		w.branch(&n.BranchNode)
	case *parse.WithNode:
		w.branch(&n.BranchNode)
	case *parse.TemplateNode:
		// It is walked by itself, as if nothing stood before.
		if w.within != 0 {
			w.fault(n, "a template within quotes or a comment")
		}
		w.last = 'x'
	case *parse.CommentNode, *parse.BreakNode, *parse.ContinueNode:
	default:
		w.fault(n, "the walker does not know this")
	}
}

// decides refuses a condition that is more than a field of the view.
func (w *walker) decides(n parse.Node, pipe *parse.PipeNode) {
	for _, c := range pipe.Cmds {
		if _, call := c.Args[0].(*parse.IdentifierNode); call || len(pipe.Cmds) > 1 {
			w.fault(n, "logic: the view has a field for it")
			return
		}
	}
}

// branch walks both arms from the same place.
func (w *walker) branch(b *parse.BranchNode) {
	within, last := w.within, w.last
	w.list(b.ElseList)
	w.within, w.last = within, last
	w.list(b.List)
}

// text keeps account of quotes and comments. It knows only so much of each
// language as a line's own text tells: what is open ends with the line.
func (w *walker) text(text []byte) {
	for _, c := range text {
		switch {
		case c == '\n':
			w.within = 0
		case w.last == '\\' && w.within != '\'' && w.within != '#':
			c = 'x'
		case w.within == 0 && (c == '"' || c == '\''):
			w.within = c
		case w.within == 0 && c == '#' && strings.IndexByte("\n \t\x00", w.last) >= 0:
			w.within = c
		case w.within == c && c != '#':
			w.within = 0
		}
		w.last = c
	}
}

// action holds one interpolation against the rules.
func (w *walker) action(n *parse.ActionNode) {
	defer func() { w.last = 'x' }()
	if len(n.Pipe.Decl) > 0 {
		return // sets a variable and writes nothing
	}
	last := n.Pipe.Cmds[len(n.Pipe.Cmds)-1].Args[0]
	if _, ok := last.(*parse.StringNode); ok {
		return // a constant of the template's own
	}
	f, ok := last.(*parse.IdentifierNode)
	switch {
	case !ok || quoters[f.Ident] == nil:
		w.fault(n, "bare: it must end in a quoter")
	case !slices.Contains(w.fits, f.Ident):
		w.fault(n, f.Ident+" does not write for this kind of file")
	case f.Ident == "comment" && w.within != '#':
		w.fault(n, "not in a comment")
	case f.Ident == "plain" || f.Ident == "name" || f.Ident == "comment":
	case w.within == '#':
		w.fault(n, "in a comment")
	case w.within != 0:
		w.fault(n, "between quotes, where its own end them")
	}
}

func (w *walker) fault(n parse.Node, why string) {
	at, _ := w.tree.ErrorContext(n)
	w.faults = append(w.faults, fmt.Sprintf("%s: %s: %s", at, n, why))
}

func TestEveryValueIsQuoted(t *testing.T) {
	for _, fault := range faults(parsed()) {
		t.Error(fault)
	}
}

// TestTheWalkerSees holds the walker itself: each of these is wrong, or right.
func TestTheWalkerSees(t *testing.T) {
	for _, tt := range []struct {
		text string
		why  string // "" where nothing is wrong
	}{
		{"echo {{shell .A}}", ""},
		{"echo {{.A | shell}}", ""},
		{"echo {{.A | join \" \" | shell}}x{{plain .B}}", ""},
		{"echo {{\"{\"}} \"$x/{{plain .A}}\" '{{name .B}}'", ""},
		{"# it's {{comment .A}}\necho {{shell .B}}", ""},
		{"{{$x := .A}}{{range $i, $y := .B}}{{if $i}} {{end}}{{shell $y}}{{end}}", ""},
		{"echo \"a\\\"b\" '\\' {{shell .A}}", ""},
		{"echo \"open\n{{shell .A}}", ""},
		{"echo {{template \"x\" .}}{{define \"x\"}}#!/bin/sh\n{{shell .A}}{{end}}", ""},
		{"echo \"{{template \"x\" .}}\"{{define \"x\"}}#!/bin/sh\n{{shell .A}}{{end}}", "a template within quotes"},
		{"a#b {{shell .A}}", ""},
		{"echo {{.A}}", "bare"},
		{"echo {{.A.B}}", "bare"},
		{"echo {{$}}", "bare"},
		{"echo {{$x := .A}}{{$x}}", "bare"},
		{"echo {{printf \"%s\" .A}}", "bare"},
		{"echo {{print (shell .A) .B}}", "bare"},
		{"echo {{shell .A | join \" \"}}", "bare"},
		{"echo {{\"x\" | printf}}", "bare"},
		{"echo {{\"x\"}}", ""},
		{"echo {{html .A}}", "bare"},
		{"{{if .A}}{{.B}}{{end}}", "bare"},
		{"{{if .A}}{{else}}{{.B}}{{end}}", "bare"},
		{"{{if .A}}{{else if .C}}{{.B}}{{end}}", "bare"},
		{"{{range .A}}{{.}}{{end}}", "bare"},
		{"{{range .A}}{{else}}{{.}}{{end}}", "bare"},
		{"{{with .A}}{{.}}{{end}}", "bare"},
		{"{{define \"x\"}}#!/bin/sh\n{{.}}{{end}}", "bare"},
		{"{{block \"x\" .}}#!/bin/sh\n{{.}}{{end}}", "bare"},
		{"echo {{json .A}}", "kind of file"},
		{"echo {{cmake .A}}", "kind of file"},
		{"echo \"{{shell .A}}\"", "between quotes"},
		{"echo \"it's {{shell .A}}\"", "between quotes"},
		{"echo '{{shell .A}}'", "between quotes"},
		{"echo \"{{if .B}}{{shell .A}}{{end}}\"", "between quotes"},
		{"echo \"$(cat {{plain .B}} {{shell .A}})\"", "between quotes"},
		{"{{if .A}}\"{{else}}'{{end}}{{shell .B}}", "between quotes"},
		{"{{if .A}}{{shell .A}} a{{else}}\"b\" \"{{end}}", ""},
		{"{{if .A}}{{shell .B}}{{else}} \"{{end}}\n", ""},
		{"{{if and .A .B}}x{{end}}", "logic"},
		{"{{if .A}}{{else if not .B}}x{{end}}", "logic"},
		{"{{if .A | eq \"x\"}}x{{end}}", "logic"},
		{"{{if or .A .B}}{{end}}{{with .C}}{{end}}", "logic"},
		{"# {{shell .A}}", "in a comment"},
		{"x # {{shell .A}}", "in a comment"},
		{"echo {{comment .A}}", "not in a comment"},
		{"echo \\# {{comment .A}}", "not in a comment"},
	} {
		all := template.Must(template.New("x.sh.tmpl").Funcs(functions()).Parse("#!/bin/sh\n" + tt.text))
		found := strings.Join(faults(all), "\n")
		if (found == "") != (tt.why == "") || !strings.Contains(found, tt.why) {
			t.Errorf("%q: found %q, want %q", tt.text, found, tt.why)
		}
	}
}

func TestTheWalkerKnowsItsFiles(t *testing.T) {
	for _, tt := range []struct{ name, text, why string }{
		{"dockerfile/x.tmpl", "ENV A={{dockerfile .A}}\nRUN {{shell .B}} [{{json .C}}]", ""},
		{"toolchain/x/cc.stage.tmpl", "ENV A={{cmake .A}}", "kind of file"},
		{"Dockerfile.dockerignore.tmpl", "!{{plain .A}}", ""},
		{"Dockerfile.dockerignore.tmpl", "!{{ignore .A}}", ""},
		{"Dockerfile.dockerignore.tmpl", "# {{comment .A}}", "kind of file"},
		{"x.cmake.tmpl", "set(A {{cmake .A}})", ""},
		{"x.cmake.tmpl", "set(A {{shell .A}})", "kind of file"},
		{"cross.meson.tmpl", "[binaries]\n", "no context"},
		{"x.part.tmpl", "{{shell .A}} {{json .B}}", "kind of file"},
		{"toolchain/x/cc.sh.tmpl", "#!/bin/sh\nexec {{shell .A}}", ""},
	} {
		all := template.Must(template.New(tt.name).Funcs(functions()).Parse(tt.text))
		found := strings.Join(faults(all), "\n")
		if (found == "") != (tt.why == "") || !strings.Contains(found, tt.why) {
			t.Errorf("%s: %q: found %q, want %q", tt.name, tt.text, found, tt.why)
		}
	}
}

// TestFunctionsAreAFewPureOnes keeps sprig's own quoters, which do not quote,
// and everything that reads a clock, an environment or randomness out.
func TestFunctionsAreAFewPureOnes(t *testing.T) {
	all := functions()
	for name, f := range all {
		if f == nil {
			t.Errorf("%s is no function of this sprig", name)
		}
	}
	if len(all) != len(quoters)+len(fromSprig) || len(fromSprig) > 12 {
		t.Errorf("%d functions", len(all))
	}
	for _, bad := range []string{"quote", "squote", "env", "expandenv", "now", "date", "randAlpha", "uuidv4", "shuffle", "keys", "genPrivateKey", "getHostByName"} {
		if all[bad] != nil {
			t.Errorf("%s is among them", bad)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	text, err := Render("toolchain/zig/binutil.sh.tmpl", map[string]string{"Tool": "ar;rm"})
	var refused *quote.Error
	if !errors.As(err, &refused) || refused.Value != "ar;rm" || text != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestMissingValueIsAnError(t *testing.T) {
	x := template.Must(template.Must(parsed().Clone()).New("x").Parse("{{if .A}}{{shell .A}}{{end}}"))
	if err := x.Execute(io.Discard, map[string]string{"A": ""}); err != nil {
		t.Error(err)
	}
	if err := x.Execute(io.Discard, map[string]string{}); err == nil {
		t.Error("a missing value is taken for an empty one")
	}
}
