package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/emit"
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
	Timeout time.Duration     `placeholder:"30m" help:"Give up after this time."`
	Emit    bool              `help:"Write the emitted files first if they are out of date."`
	DryRun  bool              `help:"Say what would be done, and do nothing."`
	Output  string            `short:"o" enum:"text,json" default:"text" help:"${enum}."`
}

func (r runCmd) Run(a *app, c *cli) error {
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
	env := a.engineEnv(machine)
	if engine.Foreseen(first(r.Engine, machine.Engine), env) == "private" {
		if err := a.checkHosts(jobs, runtime.GOARCH); err != nil {
			return err
		}
	}
	if r.DryRun {
		return r.explain(a, jobs)
	}
	ctx, cancel := r.deadline(a.ctx)
	defer cancel()
	eng, err := engine.Choose(ctx, first(r.Engine, machine.Engine), env)
	if err != nil {
		return err
	}
	if left := build.DropSecretProxies(jobs, eng); len(left) > 0 {
		fmt.Fprintf(a.Err, "warning: %s holds a user name or a password, which engine %s would show to everybody here: not passed on; name a proxy without them\n",
			strings.Join(left, ", "), eng.Name())
	}
	if err := a.checkMemory(jobs, machine, eng); err != nil {
		return err
	}
	printer := term.NewPrinter(a.Err, a.settings(a.Err), names(jobs)...)
	runner := build.Runner{
		Engine: eng, Root: dir, Parallel: r.Jobs, Kill: a.kill,
		Observe: observer(printer), Finished: finisher(printer),
	}
	if r.Jobs == 0 {
		runner.Parallel = runtime.NumCPU()
	}
	results := runner.Run(ctx, jobs)
	printer.Close()
	err = r.report(a, jobs, results)
	if len(jobs) > 1 {
		fmt.Fprintf(a.Err, "%d of %d targets built\n", wentWell(results), len(jobs))
	}
	return err
}

func targetsOf(jobs []build.Job) (out []*model.Target) {
	for _, j := range jobs {
		out = append(out, j.Target)
	}
	return out
}

// wentWell counts what was built.
func wentWell(results []build.Result) (n int) {
	for _, res := range results {
		if res.Err == nil {
			n++
		}
	}
	return n
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
		Root: dir, Machine: machine, Inputs: r.Set, Proxies: a.proxies(), Stage: r.Stage,
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
	return a.withTree(p, dir, func(_ *os.Root, arts []emit.Artifact, changes []tree.Change) error {
		if len(changes) == 0 {
			return unixLines(p, dir, arts)
		}
		a.tellDrift(changes)
		return orEmit(driftError(changes))
	})
}

// orEmit adds to the hint of a drift what a run itself can do about it.
func orEmit(err error) error {
	var e *exitError
	if errors.As(err, &e) && e.hint == "help: xgen emit" {
		e.hint = "help: xgen emit, or run with --emit"
	}
	return err
}

// jsonJob is a job as --dry-run -o json shows it.
type jsonJob struct {
	Target     string   `json:"target"`
	Triple     string   `json:"triple"`
	Dockerfile string   `json:"dockerfile"`
	Stage      string   `json:"stage"`
	Base       string   `json:"base"`
	Verify     []string `json:"verify"`
	Publish    string   `json:"publish,omitempty"`
}

func jsonJobs(jobs []build.Job) []jsonJob {
	out := make([]jsonJob, len(jobs))
	for i, j := range jobs {
		out[i] = jsonJob{
			Target: j.Target.Name, Triple: j.Target.Triple.Name, Dockerfile: j.Request.Dockerfile, Stage: j.Request.Stage,
			Base: first(j.Request.Contexts["os"], j.Target.Image.V), Verify: []string{},
		}
		if j.Request.Stage == build.FinalStage {
			out[i].Verify = j.Target.Cargo.Bins
		}
		if publishes(j) {
			out[i].Publish = filepath.Join("dist", j.Target.Name)
		}
	}
	return out
}

// publishes reports whether a job that goes well leaves something in dist/.
func publishes(j build.Job) bool { return j.Request.Stage == build.FinalStage && !j.TestOnly }

// unixLines refuses scripts that a checkout gave CRLF line ends: that is no
// drift, but the image's shell cannot read them.
func unixLines(p *model.Project, dir string, arts []emit.Artifact) error {
	for _, art := range arts {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(art.Path)))
		if err != nil {
			return err
		}
		if bytes.HasPrefix(art.Bytes, []byte("#!")) && bytes.Contains(data, []byte("\r\n")) {
			return &exitError{
				code: exitDrift, err: fmt.Errorf("%s has CRLF line ends, which the image's shell cannot read", art.Path),
				hint: "help: rm -r " + p.Output + ", then xgen emit",
			}
		}
	}
	return nil
}

func (r runCmd) explain(a *app, jobs []build.Job) error {
	if r.Output == "json" {
		return writeJSON(a.Out, map[string]any{"jobs": jsonJobs(jobs)})
	}
	for _, j := range jobs {
		req := j.Request
		fmt.Fprintf(a.Out, "%s: solve %s up to stage %s", j.Target.Name, req.Dockerfile, req.Stage)
		if os := req.Contexts["os"]; os != "" {
			fmt.Fprintf(a.Out, ", with %s as its base", os)
		}
		if image := req.Contexts["toolchain"]; image != "" {
			fmt.Fprintf(a.Out, ", with %s as its toolchain", image)
		}
		if req.Stage == build.FinalStage {
			fmt.Fprintf(a.Out, ", verify %s", strings.Join(j.Target.Cargo.Bins, ", "))
		}
		if publishes(j) {
			fmt.Fprintf(a.Out, ", publish to dist/%s", j.Target.Name)
		}
		if _, err := fmt.Fprintln(a.Out); err != nil {
			return err
		}
	}
	return nil
}

var errTimeout = errors.New("the time given by --timeout is over")

func (r runCmd) deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if r.Timeout <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, r.Timeout, errTimeout)
}

func names(jobs []build.Job) []string {
	var out []string
	for _, j := range jobs {
		out = append(out, j.Target.Name)
	}
	return out
}

// engineEnv is what the choice of an engine may know of this machine.
func (a *app) engineEnv(m model.Machine) engine.Env {
	dir, err := cacheDir()
	if err != nil {
		dir = filepath.Join(os.TempDir(), "xgen")
	}
	return engine.Env{
		Getenv:   a.env,
		LookPath: exec.LookPath,
		Private:  &engine.Private{Dir: filepath.Join(dir, "buildkit"), Limit: m.CacheLimit},
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
