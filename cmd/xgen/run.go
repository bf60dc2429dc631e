package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema/model"
)

type runCmd struct {
	Targets []string          `arg:"" optional:"" name:"target" help:"Targets to build."`
	All     bool              `help:"Build every target."`
	Jobs    int               `short:"j" placeholder:"N" help:"Targets built side by side; the number of cores if left out."`
	Engine  string            `placeholder:"NAME" help:"docker, buildctl or private; the first usable one if left out."`
	Image   map[string]string `placeholder:"REF=INSTEAD" mapsep:"none" help:"What stands in for a base image in this run: oci-layout:///folder or docker-image://reference."`
	Set     map[string]string `placeholder:"NAME=VALUE" mapsep:"none" help:"The value of an input."`
	Stage   string            `placeholder:"NAME" help:"Stop after a stage of the Dockerfile; nothing is published, and nothing verified unless the stage is test."`
	Timeout timeSpan          `placeholder:"30m" help:"Give up after this time."`
	Clean   bool              `help:"Build the program from nothing, whatever earlier builds have left in the engine's caches."`
	Emit    bool              `help:"Write the emitted files first if they are out of date."`
	DryRun  bool              `help:"Say what would be done, and do nothing."`
	Output  string            `short:"o" enum:"text,json" default:"text" help:"${enum}."`
}

func (r runCmd) Run(a *app, c *cli) error {
	if r.All && len(r.Targets) > 0 {
		return usage("run: both --all and %s: name targets or write --all, not both", strings.Join(r.Targets, ", "))
	}
	if err := r.checkImages(); err != nil {
		return err
	}
	p, dir, err := a.load(c)
	if err != nil {
		return err
	}
	jobs, machine, err := r.plan(a, p, dir)
	if err != nil {
		return err
	}
	if err := r.upToDate(a, p, dir); err != nil {
		return err
	}
	return r.carryOut(a, dir, jobs, machine)
}

// carryOut chooses an engine and builds the jobs. A dry run prints what would
// be built and asks no engine.
func (r runCmd) carryOut(a *app, dir string, jobs []build.Job, machine model.Machine) error {
	env, err := a.engineEnv(machine)
	if err != nil {
		return err
	}
	wanted := first(r.Engine, machine.Engine)
	if err := a.fits(jobs, machine, engine.Foreseen(wanted, env)); err != nil {
		return err
	}
	if r.DryRun {
		return r.explain(a, jobs)
	}
	ctx, cancel := r.deadline(a.ctx)
	defer cancel()
	eng, err := chooseEngine(ctx, wanted, env)
	if err != nil {
		return err
	}
	if err := a.fits(jobs, machine, eng.Name()); err != nil {
		return err
	}
	a.dropProxies(jobs, eng)
	results, err := r.build(ctx, a, dir, jobs, eng)
	if err != nil {
		return err
	}
	return r.report(a, jobs, results)
}

// chooseEngine is engine.Choose. Tests replace it.
var chooseEngine = engine.Choose

// fits refuses jobs that the machine behind an engine cannot build, as far as
// that machine is known: the private engine runs on this one.
func (a *app) fits(jobs []build.Job, m model.Machine, engine string) error {
	if engine == "private" {
		if err := a.checkHosts(jobs, runtime.GOARCH); err != nil {
			return err
		}
	}
	return a.checkMemory(jobs, m, engine)
}

// dropProxies removes the proxies that the engine would show to other users,
// and prints which.
func (a *app) dropProxies(jobs []build.Job, eng engine.Engine) {
	if left := build.DropSecretProxies(jobs, eng); len(left) > 0 {
		fmt.Fprintf(a.Err, "warning: %s holds a user name or a password, which engine %s would show to everybody here: not passed on; name a proxy without them\n",
			strings.Join(left, ", "), eng.Name())
	}
}

// build carries out the jobs and shows their progress.
func (r runCmd) build(ctx context.Context, a *app, dir string, jobs []build.Job, eng engine.Engine) ([]build.Result, error) {
	cache, err := cacheDir()
	if err != nil {
		return nil, err
	}
	printer := term.NewPrinter(a.Err, a.settings(a.Err), names(jobs)...)
	defer printer.Close()
	runner := build.Runner{
		Engine: eng, Root: dir, Contexts: snapshot.Store{Cache: cache}, Parallel: r.Jobs, Kill: a.kill,
		Observe: observer(printer), Finished: finisher(printer), Waiting: waiter(printer), Copying: copying(printer),
	}
	if r.Jobs == 0 {
		runner.Parallel = runtime.NumCPU()
	}
	return runner.Run(ctx, jobs), nil
}

func targetsOf(jobs []build.Job) (out []*model.Target) {
	for _, j := range jobs {
		out = append(out, j.Target)
	}
	return out
}

func (r runCmd) plan(a *app, p *model.Project, dir string) ([]build.Job, model.Machine, error) {
	targets, err := r.targets(p)
	if err != nil {
		return nil, model.Machine{}, err
	}
	machine, err := a.machine()
	if err != nil {
		return nil, machine, err
	}
	if err := r.standIns(a, machine, targets); err != nil {
		return nil, machine, err
	}
	if err := a.checkCA(machine.CA); err != nil {
		return nil, machine, err
	}
	jobs, err := build.Plan(p, targets, build.Options{
		Machine: machine, Inputs: r.Set, Proxies: a.proxies(), Stage: r.Stage, Clean: r.Clean,
	})
	return jobs, machine, err
}

func (r runCmd) targets(p *model.Project) ([]*model.Target, error) {
	if r.All {
		return p.Targets, nil
	}
	if len(r.Targets) == 0 {
		return nil, usage("which targets? name them or write --all")
	}
	var out []*model.Target
	seen := map[string]bool{}
	for _, name := range r.Targets {
		t, err := target(p, name)
		if err != nil {
			return nil, err
		}
		if !seen[name] {
			seen[name] = true
			out = append(out, t)
		}
	}
	return out, nil
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

// timeSpan is a duration on the command line.
type timeSpan time.Duration

// UnmarshalText parses a duration as time.ParseDuration does. Its error also
// says what to write.
func (t *timeSpan) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no time: write %s", text, timeLike(string(text)))
	}
	*t = timeSpan(d)
	return nil
}

// timeLike returns what the user probably meant: a bare number is taken for
// minutes or seconds.
func timeLike(text string) string {
	if _, err := strconv.Atoi(text); err == nil {
		return text + "m for minutes, " + text + "s for seconds"
	}
	return "one such as 30m, 90s or 1h30m"
}

var errTimeout = errors.New("the time given by --timeout is over")

func (r runCmd) deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if r.Timeout <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, time.Duration(r.Timeout), errTimeout)
}

func names(jobs []build.Job) []string {
	var out []string
	for _, j := range jobs {
		out = append(out, j.Target.Name)
	}
	return out
}

// engineEnv returns what the choice of an engine depends on. It fails where
// the user has no cache folder: a shared one may hold other people's files.
func (a *app) engineEnv(m model.Machine) (engine.Env, error) {
	dir, err := cacheDir()
	return engine.Env{
		Getenv:   a.env,
		LookPath: exec.LookPath,
		Private:  &engine.Private{Dir: filepath.Join(dir, "buildkit"), Limit: m.CacheLimit},
	}, err
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
