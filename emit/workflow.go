package emit

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/xgen-build/xgen/emit/quote"
	"github.com/xgen-build/xgen/schema/model"
)

// The workflow as GitHub reads it. Field order is the order in the file.
type (
	workflow struct {
		Name        string            `yaml:"name"`
		On          triggers          `yaml:"on"`
		Permissions map[string]string `yaml:"permissions"`
		Concurrency concurrency       `yaml:"concurrency"`
		Defaults    *defaults         `yaml:"defaults,omitempty"`
		Jobs        jobs              `yaml:"jobs"`
	}
	triggers struct {
		Push        pushes   `yaml:"push"`
		PullRequest struct{} `yaml:"pull_request"`
	}
	pushes struct {
		Branches []string `yaml:"branches,omitempty"`
		Tags     []string `yaml:"tags,omitempty"`
	}
	concurrency struct {
		Group  string `yaml:"group"`
		Cancel string `yaml:"cancel-in-progress"`
	}
	jobs struct {
		Check job  `yaml:"check"`
		Test  *job `yaml:"test,omitempty"`
		Build job  `yaml:"build"`
	}
	job struct {
		Name     string            `yaml:"name,omitempty"`
		Needs    string            `yaml:"needs,omitempty"`
		RunsOn   string            `yaml:"runs-on"`
		Timeout  int               `yaml:"timeout-minutes"`
		Outputs  map[string]string `yaml:"outputs,omitempty"`
		Strategy *strategy         `yaml:"strategy,omitempty"`
		Steps    []step            `yaml:"steps"`
	}
	// defaults are what steps that run commands do without saying it.
	defaults struct {
		Run struct {
			Directory string `yaml:"working-directory"`
		} `yaml:"run"`
	}
	strategy struct {
		FailFast bool   `yaml:"fail-fast"`
		Matrix   string `yaml:"matrix"`
	}
	step struct {
		ID   string            `yaml:"id,omitempty"`
		Name string            `yaml:"name,omitempty"`
		Uses yaml.Node         `yaml:"uses,omitempty"`
		Env  map[string]string `yaml:"env,omitempty"`
		Run  string            `yaml:"run,omitempty"`
		With map[string]any    `yaml:"with,omitempty"`
	}
)

// listTargets is what the check job adds to its outputs: the workflow names no target,
// so that branches which each add one do not meet in it.
const listTargets = `{
  echo 'targets<<END'
  xgen list -o matrix
  echo END
} >> "$GITHUB_OUTPUT"
`

// githubWorkflow returns the workflow, where the project asks for one: the drift
// check, the project's own tests, and a build of each target.
func githubWorkflow(p *model.Project) ([]Artifact, error) {
	if p.CI == nil || p.CI.GitHub == nil {
		return nil, nil
	}
	g := p.CI.GitHub
	if err := checkExpressions(g); err != nil {
		return nil, err
	}
	build, err := buildJob(p, g)
	if err != nil {
		return nil, err
	}
	w := workflow{
		Name:        strings.TrimSuffix(strings.TrimSuffix(g.File, ".yaml"), ".yml"),
		On:          triggers{Push: pushes{g.Branches, g.Tags}},
		Permissions: map[string]string{"contents": "read"},
		// A newer push to a pull request ends what runs for the older one.
		Concurrency: concurrency{
			Group:  "${{ github.workflow }}-${{ github.ref }}",
			Cancel: "${{ github.event_name == 'pull_request' }}",
		},
		Defaults: inFolder(p.Dir),
		Jobs:     jobs{Check: checkJob(g), Build: build},
	}
	if len(g.Tests) > 0 {
		j := newJob(g, userSteps(g, g.Tests)...)
		w.Jobs.Test = &j
	}
	var b bytes.Buffer
	b.WriteString(header)
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(w); err != nil {
		return nil, err
	}
	return []Artifact{file(path.Join(".github/workflows", g.File), b.Bytes())}, enc.Close()
}

// inFolder has commands run where targets.cue lies, which is the folder of a checkout
// unless the project lies below it.
func inFolder(dir string) *defaults {
	if dir == "." {
		return nil
	}
	d := &defaults{}
	d.Run.Directory = dir
	return d
}

// checkExpressions refuses what GitHub would evaluate: a value of the user's
// must arrive as it stands.
func checkExpressions(g *model.GitHub) error {
	words := slices.Concat(g.Branches, g.Tags, g.Args, []string{g.Runner})
	for _, s := range slices.Concat(g.Install, g.Tests) {
		words = append(words, s.Name, s.Uses)
		if _, err := quote.GitHubScript(s.Run); err != nil {
			return err
		}
	}
	for _, w := range words {
		if _, err := quote.GitHub(w); err != nil {
			return err
		}
	}
	return nil
}

func newJob(g *model.GitHub, more ...step) job {
	return job{
		RunsOn: g.Runner, Timeout: g.Timeout,
		Steps: append([]step{checkout(g)}, more...),
	}
}

// checkout brings the repository: with its other repositories where the build reads
// them, and with its history where git is asked to describe it.
func checkout(g *model.GitHub) step {
	s := step{Uses: uses(g, "actions/checkout"), With: map[string]any{}}
	if g.Submodules {
		s.With["submodules"] = "recursive"
	}
	if slices.ContainsFunc(g.Inputs, func(i model.GivenInput) bool { return i.By == describe }) {
		s.With["fetch-depth"] = 0
	}
	return s
}

func checkJob(g *model.GitHub) job {
	j := newJob(g, append(userSteps(g, g.Install),
		step{Name: "Check the definitions", Run: "xgen vet -o github"},
		step{Name: "Check that the emitted files are up to date", Run: "xgen emit --check"},
		step{Name: "List the targets", ID: "list", Run: listTargets},
	)...)
	j.Outputs = map[string]string{"targets": "${{ steps.list.outputs.targets }}"}
	return j
}

// describe is how a job names a commit by its history.
const describe = "describe"

// variables hold what an input is given by.
var variables = map[string]string{"ref": "GITHUB_REF_NAME", "commit": "GITHUB_SHA", describe: "described"}

func buildJob(p *model.Project, g *model.GitHub) (job, error) {
	run, err := runCommands(g)
	if err != nil {
		return job{}, err
	}
	j := newJob(g, append(userSteps(g, g.Install),
		step{Name: "Build and verify", Run: run},
		step{Uses: uses(g, "actions/upload-artifact"), With: map[string]any{
			"name": "${{ matrix.target }}", "path": path.Join(p.Dir, "dist/${{ matrix.target }}"), "if-no-files-found": "error",
		}},
	)...)
	j.Name, j.Needs = "build (${{ matrix.target }})", "check"
	j.Strategy = &strategy{Matrix: "${{ fromJSON(needs.check.outputs.targets) }}"}
	return j, nil
}

// runCommands build one target. A branch's name is anybody's, and comes as a variable.
// What git says has a line of its own, where its failure ends the job.
func runCommands(g *model.GitHub) (string, error) {
	var before string
	run := []string{"xgen", "run", "${{ matrix.target }}"}
	for _, i := range g.Inputs {
		if i.By == describe {
			before = "described=$(git describe --tags --always)\n"
		}
		run = append(run, "--set", fmt.Sprintf(`"%s=$%s"`, i.Name, variables[i.By]))
	}
	for _, a := range g.Args {
		word, err := quote.Shell(a)
		if err != nil {
			return "", err
		}
		run = append(run, word)
	}
	return before + strings.Join(run, " "), nil
}

// userSteps are steps of the user's.
func userSteps(g *model.GitHub, in []model.Step) []step {
	var out []step
	for _, s := range in {
		o := step{Name: s.Name, Run: s.Run, Env: s.Env}
		if s.Uses != "" {
			o.Uses = uses(g, s.Uses)
		}
		for name, value := range s.With {
			if o.With == nil {
				o.With = map[string]any{}
			}
			o.With[name] = value
		}
		out = append(out, o)
	}
	return out
}

// uses returns the name of an action by its commit, with the tag as a comment for the
// reader; one of the repository's own has no other commit.
func uses(g *model.GitHub, action string) yaml.Node {
	a, pinned := g.Actions[action]
	if !pinned {
		return yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: action}
	}
	return yaml.Node{
		Kind: yaml.ScalarNode, Tag: "!!str",
		Value:       fmt.Sprintf("%s@%s", action, a.Commit),
		LineComment: a.Version,
	}
}
