package build

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// FinalStage is the stage up to which a whole run is solved. It exports the
// binaries and the report of what they did.
const FinalStage = "report"

// TestStage runs the smoke command. A run up to it judges and publishes
// nothing.
const TestStage = "test"

// Options are what a run takes from outside of the project.
type Options struct {
	Machine model.Machine     // images, CA
	Inputs  map[string]string // --set NAME=VALUE
	Proxies map[string]string // HTTP_PROXY and its kin, for the steps that reach the network
	Clean   bool              // compile the program in new, empty caches
	Stage   string            // "" for a whole run, TestStage for one that publishes nothing; else the stage to solve and nothing more
}

// program lists the stages that compile the program, and those that pass its
// results on.
var program = []string{"build", testsStage, "outputs", "artifact", TestStage, testrunStage, reportsStage, FinalStage}

// stage returns the stage to solve. A run up to the test solves the final
// stage too, since it needs the report.
func (o Options) stage() string {
	if o.Stage == "" || o.Stage == TestStage {
		return FinalStage
	}
	return o.Stage
}

// Job is the build of one target.
type Job struct {
	Target  *model.Target
	Inputs  map[string]string // every input of the project with its value in this run
	Request engine.Request    // Context, Output and Log are filled in by Run
	// TestOnly is a whole run that publishes nothing.
	TestOnly bool
	context  int      // the number of its ignore file in Request.Context
	outputs  []string // lines of ignore files, for each of the project's targets (emit.Outputs)
}

// MissingInput says that an input without a default was not given.
type MissingInput struct{ Name string }

// Error names the option to write.
func (e *MissingInput) Error() string {
	return fmt.Sprintf("input %s has no default: give it with --set %s=VALUE", e.Name, e.Name)
}

// ExitCode returns exitcode.Usage.
func (*MissingInput) ExitCode() exitcode.Code { return exitcode.Usage }

// UnknownInput says that a value was given for an input that is not declared.
type UnknownInput struct {
	Name  string
	Known []string
}

// Error lists what is declared.
func (e *UnknownInput) Error() string {
	if len(e.Known) == 0 {
		return fmt.Sprintf("no input %s: the project declares none", e.Name)
	}
	return fmt.Sprintf("no input %s: the project declares %s", e.Name, strings.Join(e.Known, ", "))
}

// ExitCode returns exitcode.Usage.
func (*UnknownInput) ExitCode() exitcode.Code { return exitcode.Usage }

// Plan returns one job for each target, in the order of targets. The error is
// a *MissingStage, an *UnknownInput or a *MissingInput where the options do
// not fit the project.
func Plan(p *model.Project, targets []*model.Target, o Options) ([]Job, error) {
	if stage := o.stage(); stage != FinalStage {
		if err := checkStage(p, targets, stage); err != nil {
			return nil, err
		}
	}
	inputs, err := inputValues(p, o.Inputs)
	if err != nil {
		return nil, err
	}
	var outputs []string
	for _, t := range p.Targets {
		outputs = append(outputs, emit.Outputs(t))
	}
	jobs := make([]Job, len(targets))
	for i, t := range targets {
		if err := checkNames(t); err != nil {
			return nil, err
		}
		jobs[i] = Job{Target: t, Inputs: inputs, Request: request(p, t, inputs, o), TestOnly: o.Stage == TestStage, outputs: outputs}
	}
	return jobs, nil
}

// DropSecretProxies takes from the jobs the proxies that an engine would show
// to anyone who lists processes, and returns their names.
func DropSecretProxies(jobs []Job, e engine.Engine) []string {
	if e.HidesProxies() {
		return nil
	}
	dropped := map[string]bool{}
	for _, j := range jobs {
		maps.DeleteFunc(j.Request.Proxies, func(name, value string) bool {
			secret := engine.SecretProxy(value)
			if secret {
				dropped[name] = true
			}
			return secret
		})
	}
	return slices.Sorted(maps.Keys(dropped))
}

func request(p *model.Project, t *model.Target, inputs map[string]string, o Options) engine.Request {
	r := engine.Request{
		Dockerfile: filepath.FromSlash(path.Join(layout.Dir(p, t), "Dockerfile")),
		Stage:      o.stage(),
		BuildArgs:  maps.Clone(inputs),
		Secrets:    map[string]string{},
		Contexts:   map[string]string{},
		Proxies:    maps.Clone(o.Proxies),
	}
	if o.Clean {
		r.NoCache = program
	}
	if o.Machine.CA != "" {
		r.Secrets["ca"] = o.Machine.CA
	}
	for stage, ref := range emit.Images(t) {
		if instead := o.Machine.Images[ref]; instead != "" {
			r.Contexts[stage] = instead
		}
	}
	return r
}

// inputValues joins what was given with the defaults.
func inputValues(p *model.Project, given map[string]string) (map[string]string, error) {
	values := map[string]string{}
	var known []string
	for _, in := range p.Inputs {
		known = append(known, in.Name)
		if in.Default != nil {
			values[in.Name] = *in.Default
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(known, name) {
			return nil, &UnknownInput{Name: name, Known: known}
		}
		values[name] = given[name]
	}
	for _, name := range known {
		if _, ok := values[name]; !ok {
			return nil, &MissingInput{Name: name}
		}
	}
	return values, nil
}
