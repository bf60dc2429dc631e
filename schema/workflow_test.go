package schema

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rhysd/actionlint"
)

// pins are the actions that every workflow needs.
const pins = `"actions/checkout": {commit: "0000000000000000000000000000000000000000", version: "v4"}
	"actions/upload-artifact": {commit: "0000000000000000000000000000000000000000", version: "v4"}`

// workflowOf is a project that asks for a workflow, from line 4 on.
func workflowOf(before, fields string) fstest.MapFS {
	return project(rowOf(armsoft) + before + "\nci: github: {\n" + fields + "\nactions: {\n" + pins + "\n}}\n")
}

const installed = "install: [{name: \"x\", run: \"true\"}]\n"

// Each input of a workflow's job has one value, or the workflow is refused.
func TestWorkflowInputs(t *testing.T) {
	const needed = `inputs: GIT_VERSION: why: "shown"`
	for _, c := range []struct{ before, fields, want string }{
		{needed, installed, `targets.cue:4:5: the input GIT_VERSION has no default, and the workflow gives it no value: write ci: github: inputs: GIT_VERSION: "describe"`},
		{needed, installed + `inputs: GIT_VERSION: "describe"`, ""},
		{needed, installed + `args: ["--set", "GIT_VERSION=1"]`, ""},
		{needed, installed + `args: ["--set=GIT_VERSION=1"]`, ""},
		{`inputs: GIT_VERSION: default: "x"`, installed, ""},
		{needed, installed + `inputs: GIT_VERSION: "ref"` + "\n" + `args: ["--set", "GIT_VERSION=1"]`, "targets.cue:6:22: GIT_VERSION has its value from ci.github.args already: keep one"},
		{needed, installed + `inputs: {GIT_VERSION: "ref", GIT_VERSIN: "ref"}`, `targets.cue:6:42: ci.github.inputs: there is no input "GIT_VERSIN": did you mean GIT_VERSION?`},
		{"", installed + `inputs: V: "commit"`, `targets.cue:6:12: ci.github.inputs: there is no input "V": write inputs: V: {} beside targets`},
		{needed, installed + `inputs: GIT_VERSION: "tag"`, `targets.cue:6:22: ci.github.inputs.GIT_VERSION is "tag": want ref, commit or describe`},
	} {
		checkOne(t, workflowOf(c.before, c.fields), c.want)
	}
}

// checkOne holds what loading finds against the beginning of one message, "" for none.
func checkOne(t *testing.T, files fstest.MapFS, want string) {
	t.Helper()
	_, found := Load(files)
	switch {
	case want == "" && len(found) > 0:
		t.Errorf("%s\nof\n%s", found, files["targets.cue"].Data)
	case want != "" && (len(found) == 0 || !strings.HasPrefix(found[0].String(), want)):
		t.Errorf("%v\nwant %s", found, want)
	}
}

// A job starts xgen run with what it knows, and with nothing that keeps it from its work.
func TestWorkflowArguments(t *testing.T) {
	for args, want := range map[string]string{
		`"--timeout", "30m", "-j2", "--clean"`:             "",
		`"--image", "debian:trixie-slim=docker-image://x"`: "",
		`"-j", "2", "--engine=docker"`:                     "",
		`"--timeut", "30m"`:                                "ci.github.args: xgen run has no flag --timeut: did you mean --timeout?",
		`"--nothing"`:                                      "ci.github.args: xgen run has no flag --nothing: xgen run --help lists them",
		`"--clean", "arm"`:                                 `ci.github.args has "arm", which would be one more target`,
		`"--all"`:                                          "ci.github.args has --all: each job builds one target of its own: remove it",
		`"-ojson"`:                                         "ci.github.args has -o: ",
		`"--engine"`:                                       "ci.github.args: --engine has no value: write it as the next argument",
	} {
		if want != "" {
			want = "targets.cue:6:7: " + want
		}
		checkOne(t, workflowOf("", installed+"args: ["+args+"]"), want)
	}
}

// A step is commands or an action, and an action is pinned.
func TestWorkflowSteps(t *testing.T) {
	for step, want := range map[string]string{
		`{name: "a", run: "true", env: TOKEN: "${{ secrets.TOKEN }}"}`:                "",
		`{name: "a", uses: "./.github/actions/setup", with: version: "${{ env.V }}"}`: "",
		`{name: "a", uses: "actions/cache", with: path: "x"}`:                         `targets.cue:4:5: ci.github.actions: "actions/cache" is not pinned`,
		`{name: "a"}`:                                              `targets.cue:6:9: the step "a" does nothing: write run: "…" with commands of a shell, or uses: "owner/name" with an action`,
		`{name: "a", run: "true", uses: "./x"}`:                    `targets.cue:6:9: the step "a" has both run and uses: write a step for each`,
		`{name: "a", run: "true", with: x: "y"}`:                   `targets.cue:6:9: the step "a" has with, which only an action reads`,
		`{name: "a", uses: "actions/cache@v4"}`:                    `targets.cue:6:27: ci.github.tests[0].uses is "actions/cache@v4": want owner/name of an action`,
		`{name: "a", uses: "docker://alpine"}`:                     `targets.cue:6:27: ci.github.tests[0].uses is "docker://alpine": want owner`,
		`{name: "a", uses: "actions/checkout", with: path: "sub"}`: "",
	} {
		checkOne(t, workflowOf("", installed+"tests: ["+step+"]"), want)
	}
}

// Branches and tags are what GitHub takes: actionlint is asked as well.
func TestWorkflowPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern string
		ok      bool
	}{
		{"main", true}, {"release/**", true}, {"v[0-9]+.*", true}, {"v[12].[0-9]", true}, {"feature/*", true}, {"*", true}, {"**", true},
		{"a?", true}, {"a b", false}, {"v~1", false}, {"a^", false}, {"a:b", false}, {"[0-9", false}, {"[]", false}, {"", false}, {"!", false},
	} {
		found := slices.ContainsFunc(patternFaults(t, c.pattern), func(string) bool { return true })
		if lint := len(actionlint.ValidateRefGlob(c.pattern)) > 0; lint == c.ok {
			t.Errorf("%q: actionlint refuses: %v", c.pattern, lint)
		}
		if found == c.ok {
			t.Errorf("%q is refused: %v", c.pattern, found)
		}
	}
	checkOne(t, workflowOf("", installed+`branches: ["main", "!wip/**"]`), "")
	checkOne(t, workflowOf("", installed+`branches: ["!wip/**"]`), `targets.cue:6:11: ci.github.branches only leaves out: write "**" before "!wip/**" for all others`)
	checkOne(t, workflowOf("", installed+`tags: ["!wip"]`), `targets.cue:6:7: ci.github.tags only leaves out`)
}

func patternFaults(t *testing.T, pattern string) (out []string) {
	t.Helper()
	_, found := Load(workflowOf("", installed+"tags: [\""+pattern+"\"]"))
	for _, d := range found {
		out = append(out, d.String())
	}
	return out
}

// Submodules are checked out where the build reads one.
func TestWorkflowSubmodules(t *testing.T) {
	const module = "[submodule \"third/dep\"]\n\tpath = third/dep\n\turl = ../dep.git\n"
	for _, c := range []struct {
		modules string
		want    bool
	}{{module, true}, {"", false}, {"[submodule \"x\"]\n\tpath = ../x\n", false}} {
		files := workflowOf("", installed)
		files[".gitmodules"] = &fstest.MapFile{Data: []byte(c.modules)}
		p, found := Load(files)
		if len(found) > 0 || p.CI.GitHub.Submodules != c.want {
			t.Errorf("%q: %v, %v", c.modules, p.CI.GitHub.Submodules, found)
		}
	}
	files := workflowOf("cargo: manifest: \"app/Cargo.toml\"", installed)
	files[".gitmodules"] = &fstest.MapFile{Data: []byte(module)}
	for _, name := range []string{"Cargo.toml", "Cargo.lock", "src/main.rs"} {
		files["app/"+name] = files[name]
		delete(files, name)
	}
	if p, found := Load(files); len(found) > 0 || p.CI.GitHub.Submodules {
		t.Errorf("of a submodule that no build reads: %v", found)
	}
	files["third/dep/x.proto"] = &fstest.MapFile{Data: []byte("x")}
	files["targets.cue"].Data = append(files["targets.cue"].Data, "context: include: [\"third/dep\"]\n"...)
	if p, found := Load(files); len(found) > 0 || !p.CI.GitHub.Submodules {
		t.Errorf("of one that context.include names: %v", found)
	}
}
