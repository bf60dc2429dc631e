package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema/model"
)

type runCmd struct {
	Targets []string `arg:"" optional:"" name:"target" help:"Targets to build."`
	All     bool     `help:"Build every target."`
	Jobs    *int     `short:"j" placeholder:"N" help:"Targets built side by side; the number of cores if left out."`
	Engine  string   `placeholder:"NAME" help:"docker, buildctl or private; the first usable one if left out."`
	Image   pairs    `placeholder:"REF=INSTEAD" help:"What stands in for a base image in this run: oci-layout:///folder or docker-image://reference."`
	Set     pairs    `placeholder:"NAME=VALUE" help:"The value of an input."`
	Stage   string   `placeholder:"NAME" help:"Stop after a stage of the Dockerfile; nothing is published, and nothing verified unless the stage is test."`
	Timeout timeSpan `placeholder:"30m" help:"Give up after this time."`
	Clean   bool     `help:"Build the program from nothing, whatever earlier builds have left in the engine's caches."`
	Emit    bool     `help:"Write the emitted files first if they are out of date."`
	Quiet   bool     `short:"q" help:"Show failures alone: neither progress nor the warnings of a build that succeeds."`
	DryRun  bool     `help:"Say what would be done, and do nothing."`
	Output  string   `short:"o" enum:"text,json" default:"text" help:"${enum}."`
}

func (r runCmd) Run(a *app) error {
	if r.All && len(r.Targets) > 0 {
		return usage("run: both --all and %s: name targets or write --all, not both", strings.Join(r.Targets, ", "))
	}
	if r.Jobs != nil && *r.Jobs < 1 {
		return usage("run: -j %d builds nothing: write a number from 1 on, or leave it out for the number of cores", *r.Jobs)
	}
	if err := checkImages(r.Image); err != nil {
		return err
	}
	p, dir, err := a.load()
	if err != nil {
		return err
	}
	jobs, machine, err := r.plan(a, p, dir)
	if err != nil {
		return err
	}
	a.warnOfFlags(jobs)
	if err := r.upToDate(a, p, dir); err != nil {
		return err
	}
	return r.carryOut(a, p, dir, jobs, machine)
}

// carryOut chooses an engine and builds the jobs. A dry run prints what would
// be built and asks no engine.
func (r runCmd) carryOut(a *app, p *model.Project, dir string, jobs []build.Job, machine model.Machine) error {
	env, err := a.engineEnv(machine)
	if err != nil {
		return err
	}
	wanted := cmp.Or(r.Engine, machine.Engine)
	if err := a.fits(jobs, machine, engine.Foreseen(wanted, env)); err != nil {
		return err
	}
	if r.DryRun {
		return a.explain(r.Output, jobs)
	}
	ctx, cancel := r.Timeout.deadline(a.ctx)
	defer cancel()
	eng, err := chooseEngine(ctx, wanted, env)
	if err != nil {
		return err
	}
	if err := a.fits(jobs, machine, eng.Name()); err != nil {
		return err
	}
	a.dropProxies(jobs, eng)
	results, err := r.build(ctx, a, p, dir, jobs, eng)
	if err != nil {
		return err
	}
	return a.report(r.Output, jobs, results)
}

// chooseEngine is engine.Choose. Tests replace it.
var chooseEngine = engine.Choose

// dropProxies removes the proxies that the engine would show to other users,
// and prints which.
func (a *app) dropProxies(jobs []build.Job, eng engine.Engine) {
	if left := build.DropSecretProxies(jobs, eng); len(left) > 0 {
		fmt.Fprintf(a.Err, "warning: %s holds a user name or a password, which engine %s would show to everybody here: not passed on; name a proxy without them\n",
			strings.Join(left, ", "), eng.Name())
	}
}

// build carries out the jobs and shows their progress.
func (r runCmd) build(ctx context.Context, a *app, p *model.Project, dir string, jobs []build.Job, eng engine.Engine) ([]build.Result, error) {
	cache, err := cacheDir()
	if err != nil {
		return nil, err
	}
	show := &progress{Printer: term.NewPrinter(a.Err, a.settings(a.Err), names(jobs)...), quiet: r.Quiet, warnings: map[string]*warnings{}}
	defer show.Close()
	runner := build.Runner{
		Engine: eng, Root: dir, Above: rootOf(p, dir), Contexts: snapshot.Store{Cache: cache}, Parallel: runtime.NumCPU(), Kill: a.kill,
		Observe: show.observe, Finished: show.finished, Waiting: show.waiting, Copying: show.copying,
	}
	if r.Jobs != nil {
		runner.Parallel = *r.Jobs
	}
	return runner.Run(ctx, jobs), nil
}

// plan returns the jobs of the targets that were asked for, and what the
// user-level folder says of this machine.
func (r runCmd) plan(a *app, p *model.Project, dir string) ([]build.Job, model.Machine, error) {
	asked, err := targets(p, r.Targets, r.All)
	if err != nil {
		return nil, model.Machine{}, err
	}
	machine, err := a.machine()
	if err != nil {
		return nil, machine, err
	}
	if err := a.standIns(r.Image, machine, asked); err != nil {
		return nil, machine, err
	}
	if err := a.checkCA(machine.CA); err != nil {
		return nil, machine, err
	}
	jobs, err := build.Plan(p, asked, build.Options{
		Machine: machine, Inputs: r.Set, Proxies: a.proxies(), Stage: r.Stage, Clean: r.Clean,
	})
	return jobs, machine, err
}

// upToDate refuses to build from emitted files that are not what the
// definitions say, or writes them first.
func (r runCmd) upToDate(a *app, p *model.Project, dir string) error {
	if r.Emit && !r.DryRun {
		_, err := a.emit(p, dir, tree.Options{})
		return err
	}
	changes, err := a.drift(p, dir)
	if err != nil || len(changes) == 0 {
		return err
	}
	a.tellDrift(changes)
	return orEmit(driftError(changes))
}

// orEmit adds the option --emit to the hint of a drift error.
func orEmit(err error) error {
	var e *exitError
	if errors.As(err, &e) && e.hint == "help: xgen emit" {
		e.hint = "help: xgen emit, or run with --emit"
	}
	return err
}

func names(jobs []build.Job) []string {
	var out []string
	for _, j := range jobs {
		out = append(out, j.Target.Name)
	}
	return out
}
