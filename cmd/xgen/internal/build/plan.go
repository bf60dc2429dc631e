package build

import (
	"maps"
	"path"
	"path/filepath"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
)

// Options are what a run takes from the command line, the environment and the
// user-level file.
type Options struct {
	Machine model.Machine     // images, CA
	Inputs  map[string]string // --set NAME=VALUE
	Proxies map[string]string // HTTP_PROXY and its kin, for the steps that reach the network
	Clean   bool              // compile the program in new, empty caches
	Stage   string            // "" for a whole run, TestStage for one that publishes nothing; else the stage to solve and nothing more
}

// program lists the stages that compile the program, and those that pass its
// results on.
var program = []string{ProgramStage, testsStage, "outputs", "artifact", TestStage, testrunStage, reportsStage, FinalStage}

// stage returns the stage to solve. A run up to the test solves the final
// stage too, since it needs the report.
func (o Options) stage() string {
	if o.Stage == "" || o.Stage == TestStage {
		return FinalStage
	}
	return o.Stage
}

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
		outputs = append(outputs, layout.Published(p, t))
	}
	jobs := make([]Job, len(targets))
	for i, t := range targets {
		if err := checkNames(t); err != nil {
			return nil, err
		}
		jobs[i] = Job{Target: t, Inputs: inputs, Request: request(p, t, inputs, o), TestOnly: o.Stage == TestStage, project: p, output: layout.Published(p, t), outputs: outputs}
	}
	return jobs, nil
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
