package emit_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/xgen-build/xgen/emit"
)

const showArguments = "#!/bin/sh\nprintf '%s\\0' \"$@\"\n"

// words splits what showArguments printed.
func words(s string) []string { return strings.Split(strings.TrimSuffix(s, "\x00"), "\x00") }

// contains reports whether want stands in all, one after another.
func contains(all, want []string) bool {
	for i := range all {
		if i+len(want) <= len(all) && slices.Equal(all[i:i+len(want)], want) {
			return true
		}
	}
	return false
}

// Rows 16, 17, 18 and 23: a flag is one argument of the compiler, as it stands.
func TestRow16FlagsReachTheCompiler(t *testing.T) {
	dir := place(t, compile(t, everything))
	write(t, filepath.Join(dir, "zig/ziglang/zig"), showArguments, 0o755)
	own := []string{hostile, variable, "-DA=b c"}
	for _, c := range []struct {
		tool string
		want []string
	}{
		{"arm-linux-musleabi-cc", slices.Concat(own, []string{"<<EOF", "EOF"})},
		{"arm-linux-musleabi-c++", slices.Concat(own, []string{"<<EOF", "EOF", hostile, variable})},
		{"arm-linux-musleabi-ar", []string{"ar"}},
	} {
		cmd := exec.Command(filepath.Join(dir, "xgen/armv5te/bin", c.tool), "user's")
		cmd.Env = []string{"XGEN_PREFIX=" + dir, "PATH=/usr/bin:/bin"}
		if got := words(output(t, cmd)); !contains(got, c.want) || got[len(got)-1] != "user's" {
			t.Errorf("%s: the compiler gets\n%q\nwithout\n%q", c.tool, got, c.want)
		}
	}
}

// Rows 16 and 17 in the entrypoint: an input's default is the variable's value.
func TestRow16InputsReachTheBuild(t *testing.T) {
	dir := place(t, compile(t, everything))
	write(t, filepath.Join(dir, "xgen/stage/build.sh"),
		"#!/bin/sh\nprintf '%s\\0' \"$EVIL_IN\" \"$VAR_IN\" \"$HEREDOC_IN\" \"$EMPTY_IN\" \"$GIVEN\"\n", 0o755)
	run := func(env ...string) (string, error) {
		cmd := exec.Command(filepath.Join(dir, "xgen/armv5te/entrypoint.sh"))
		cmd.Env = append(env, "PATH=/usr/bin:/bin")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := run("GIVEN=" + hostile)
	if want := []string{hostile, variable, "<<EOF", "", hostile}; err != nil || !slices.Equal(words(out), want) {
		t.Errorf("%v: the build gets\n%q, want\n%q", err, words(out), want)
	}
	out, err = run("GIVEN=", "EVIL_IN=")
	if want := []string{"", variable, "<<EOF", "", ""}; err != nil || !slices.Equal(words(out), want) {
		t.Errorf("%v: an empty value is not kept: %q", err, words(out))
	}
	if out, err := run(); err == nil || !strings.Contains(out, "GIVEN is not set: give it with --set GIVEN=") {
		t.Errorf("a missing value: %v, %q", err, out)
	}
}

// Rows 16 and 17 in ARG: what BuildKit makes of the default is the default.
func TestRow17ArgumentsOfTheDockerfile(t *testing.T) {
	for _, a := range ending(compile(t, everything), "/Dockerfile") {
		got := map[string]*string{}
		for _, c := range commands(t, a) {
			if arg, ok := c.(*instructions.ArgCommand); ok {
				for _, kv := range arg.Args {
					got[kv.Key] = expanded(t, kv.Value)
				}
			}
		}
		for name, want := range map[string]string{"EVIL_IN": hostile, "VAR_IN": variable, "HEREDOC_IN": "<<EOF", "EMPTY_IN": ""} {
			if v := got[name]; v == nil || *v != want {
				t.Errorf("%s: %s is %v, want %q", a.Path, name, v, want)
			}
		}
		if v, ok := got["GIVEN"]; !ok || v != nil {
			t.Errorf("%s: GIVEN has the default %v", a.Path, v)
		}
	}
}

func commands(t *testing.T, a emit.Artifact) []instructions.Command {
	t.Helper()
	var out []instructions.Command
	for _, s := range stages(t, a.Bytes) {
		out = append(out, s.Commands...)
	}
	return out
}

// noVariables is an environment in which a live variable would show.
type noVariables struct{}

func (noVariables) Get(string) (string, bool) { return "expanded", true }
func (noVariables) Keys() []string            { return nil }

func expanded(t *testing.T, word *string) *string {
	t.Helper()
	if word == nil {
		return nil
	}
	value, _, err := shell.NewLex('\\').ProcessWord(*word, noVariables{})
	if err != nil {
		t.Fatal(err)
	}
	return &value
}

// Rows 16, 17 and 18 in RUN: the smoke command's arguments and std's flags
// reach their scripts, and nothing of them becomes a here-document.
func TestRow16ArgumentsOfRUN(t *testing.T) {
	bin := t.TempDir()
	write(t, filepath.Join(bin, "sh"), showArguments, 0o755)
	want := map[string][]string{
		"/xgen/test.sh":    {"hello", hostile, variable, "<<EOF", "on"},
		"/xgen/testrun.sh": {"--skip", hostile, variable, "<<EOF"},
		"/xgen/std.sh":     {"-Lnative=" + hostile, "-L", variable, "-L", "<<EOF", "-L", "<<-'EOF'"},
	}
	a := compile(t, everything)["xgen/armv5te/Dockerfile"]
	for _, c := range commands(t, a) {
		run, ok := c.(*instructions.RunCommand)
		if !ok {
			continue
		}
		if len(run.Files) > 0 {
			t.Errorf("a here-document: %v", run.Files)
		}
		cmd := exec.Command("/bin/sh", "-c", run.CmdLine[0])
		cmd.Env = []string{"PATH=" + bin}
		if !strings.Contains(run.CmdLine[0], "sh /xgen/") {
			continue
		}
		got := words(output(t, cmd))
		if args := want[got[0]]; !contains(got, args) {
			t.Errorf("%s gets\n%q\nwithout\n%q", got[0], got, args)
		}
		delete(want, got[0])
	}
	if len(want) > 0 {
		t.Errorf("the Dockerfile does not call %v", want)
	}
}

// Rows 16, 17 and 23 in config.toml.
func TestRow16CargoConfig(t *testing.T) {
	var c cargoConfig
	if err := toml.Unmarshal(compile(t, everything)["xgen/armv5te/config.toml"].Bytes, &c); err != nil {
		t.Fatal(err)
	}
	want := []string{"-Lnative=" + hostile, "-L", variable, "-L", "<<EOF", "-L", "<<-'EOF'"}
	flags := c.Target["armv5te-unknown-linux-musleabi"].Rustflags
	if !contains(flags, want) || !contains(flags, []string{"-Clink-arg=" + hostile, "-Clink-arg=" + variable}) {
		t.Errorf("rustflags are %q", flags)
	}
	for name, value := range map[string]string{"EVIL": hostile, "VAR": variable, "YES": "on"} {
		if got := c.Env[name]; got != (cargoEnv{value, true}) {
			t.Errorf("%s is %+v, want %q", name, got, value)
		}
	}
}

// Row 21: words that YAML knows otherwise are strings, and a command reaches
// the runner's shell as it stands.
func TestRow21Workflow(t *testing.T) {
	var w struct {
		Name any
		On   struct{ Push struct{ Branches []any } }
		Jobs map[string]struct {
			Steps []struct {
				Name, Uses, Run any
				With, Env       map[string]any
			}
		}
	}
	if err := yaml.Unmarshal(compile(t, everything)[".github/workflows/xgen.yml"].Bytes, &w); err != nil {
		t.Fatal(err)
	}
	if want := []any{"main", "on", "1e3", "0755", "null", "release/**", "!wip/**"}; !slices.Equal(w.On.Push.Branches, want) {
		t.Errorf("branches are %#v", w.On.Push.Branches)
	}
	var runs []any
	tests := w.Jobs["test"].Steps
	if setup := tests[1]; setup.Uses != "acme/setup@"+strings.Repeat("1", 40) || tests[2].Uses != "./.github/actions/own" ||
		!maps.Equal(setup.With, map[string]any{"path": "~", "on": "${{ github.ref_name }}", "text": "a: b\n- c # d"}) ||
		setup.Env["A"] != "null" || tests[3].Env["TOKEN"] != "${{ secrets.TOKEN }}" {
		t.Errorf("steps are %#v", tests[1:4])
	}
	if out := tests[0].With; out["fetch-depth"] != 0 || out["submodules"] != nil {
		t.Errorf("the checkout is with %v, and git is to describe the commit", out)
	}
	for _, s := range tests[3:] {
		runs = append(runs, s.Name, s.Run)
	}
	if want := []any{"on", "null", "1e3", "echo - x: y", "lines", "if true; then\n\techo - x: y # \"so\"\n\nfi"}; !slices.Equal(runs, want) {
		t.Errorf("steps are %#v", runs)
	}
	install := w.Jobs["check"].Steps[1:3]
	if install[0].Name != "~" || install[1].Name != "0755" || install[1].Run != `echo "it's" # not a comment: of YAML` {
		t.Errorf("steps are %#v", install)
	}
	run := w.Jobs["build"].Steps[3].Run.(string)
	cmd := exec.Command("sh", "-ec", `xgen() { printf '%s\0' "$@"; }; git() { echo "$*"; }; `+strings.Replace(run, "${{ matrix.target }}", "armv5te", 1))
	cmd.Env = append(os.Environ(), "GITHUB_REF_NAME="+hostile, "GITHUB_SHA=c0ffee")
	if got, want := words(output(t, cmd)), []string{"run", "armv5te", "--set", "OF_COMMIT=c0ffee", "--set", "OF_HISTORY=describe --tags --always", "--set", "OF_REF=" + hostile, "--set", "GIVEN=" + hostile, "--set=GIVEN=" + variable}; !slices.Equal(got, want) {
		t.Errorf("xgen gets %q, want %q", got, want)
	}
	cmd = exec.Command("sh", "-ec", `xgen() { echo it builds; }; git() { return 128; }; `+run)
	if out, err := cmd.CombinedOutput(); err == nil || len(out) > 0 {
		t.Errorf("where git cannot describe the commit: %v, %s", err, out)
	}
}

// Row 19: no line of a Dockerfile is a directive of BuildKit's.
func TestRow19NoDirective(t *testing.T) {
	eachProject(t, func(t *testing.T, all map[string]emit.Artifact) {
		for _, a := range ending(all, "/Dockerfile") {
			if strings.HasPrefix(string(a.Bytes), "# syntax") || strings.Contains(string(a.Bytes), "\n# syntax=") {
				t.Errorf("%s has a directive", a.Path)
			}
		}
	})
}
