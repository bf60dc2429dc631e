package quote

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// environment is what variables would expand to.
type environment struct{}

func (environment) Get(string) (string, bool) { return "EXPANDED", true }
func (environment) Keys() []string            { return []string{"HOME", "X"} }

// commands reads a Dockerfile as BuildKit does, variables expanded, and
// returns the commands of its one stage.
func commands(t testing.TB, text string) []instructions.Command {
	t.Helper()
	if name, _, _, ok := parser.DetectSyntax([]byte(text)); ok {
		t.Fatalf("a directive, syntax=%s, in\n%s", name, text)
	}
	file, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if file.EscapeToken != '\\' {
		t.Fatalf("escape token %q", file.EscapeToken)
	}
	stages, _, err := instructions.Parse(file.AST, linter.New(&linter.Config{}))
	if err != nil || len(stages) != 1 {
		t.Fatalf("%d stages, %v in\n%s", len(stages), err, text)
	}
	lex := shell.NewLex('\\')
	for _, c := range stages[0].Commands {
		if e, ok := c.(instructions.SupportsSingleWordExpansion); ok {
			if err := e.Expand(func(w string) (string, error) {
				word, _, err := lex.ProcessWord(w, environment{})
				return word, err
			}); err != nil {
				t.Fatalf("%v in\n%s", err, text)
			}
		}
	}
	return stages[0].Commands
}

// dockerfile puts one value wherever a template puts one; the commands'
// number is fixed, whatever the value.
func dockerfile(t testing.TB, s string) (text, run string) {
	t.Helper()
	word, err := Dockerfile(s)
	if err != nil {
		t.Fatal(err)
	}
	sh, err := Shell(s)
	if err != nil {
		sh = "x"
	}
	run = "printf %s " + sh
	return "# A first line.\nFROM scratch\nENV A=" + word + " B=" + word +
		"\nARG C=" + word + "\nLABEL d=" + word + "\nRUN " + run + "\n", run
}

func checkDockerfile(t testing.TB, s string) {
	t.Helper()
	text, run := dockerfile(t, s)
	cmds := commands(t, text)
	if len(cmds) != 4 {
		t.Fatalf("%d commands in\n%s", len(cmds), text)
	}
	env := cmds[0].(*instructions.EnvCommand).Env
	if env[0].Value != s || env[1].Value != s {
		t.Errorf("ENV: got %v, want %q", env, s)
	}
	if arg := cmds[1].(*instructions.ArgCommand).Args[0]; arg.Value == nil || *arg.Value != s {
		t.Errorf("ARG: got %q, want %q", arg.ValueString(), s)
	}
	if label := cmds[2].(*instructions.LabelCommand).Labels[0]; label.Value != s {
		t.Errorf("LABEL: got %q, want %q", label.Value, s)
	}
	line := cmds[3].(*instructions.RunCommand).ShellDependantCmdLine
	if len(line.Files) > 0 || !slices.Equal(line.CmdLine, []string{run}) {
		t.Errorf("RUN: got %v, want %q", line, run)
	}
}

func TestRow17Row18DockerfileKeepsTheValue(t *testing.T) {
	for _, s := range values {
		checkDockerfile(t, s)
	}
}

func TestRow19NoCommentBecomesADirective(t *testing.T) {
	for _, s := range slices.Concat(values, []string{"SYNTAX=evil", "escape=`", " check=skip=all"}) {
		comment, err := Comment(s)
		if err != nil {
			continue
		}
		text := "# " + comment + "\nFROM scratch\n# " + comment + "\nENV A=b\n"
		if n := len(commands(t, text)); n != 1 {
			t.Errorf("%q: %d commands", s, n)
		}
	}
}

func FuzzDockerfile(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		if _, err := Dockerfile(s); err != nil {
			mayRefuse(t, s, err)
			return
		}
		checkDockerfile(t, s)
	})
}
