package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/panics"
)

// Result is the outcome of one job.
type Result struct {
	Target string         `json:"target"`
	Dir    string         `json:"dir,omitempty"` // the published folder, "" where nothing was
	Log    string         `json:"log"`           // path of the full log
	Rows   []verify.Row   `json:"contract"`
	Report *verify.Report `json:"-"`
	// Tests are the project's own, as far as it asks for them.
	Tests []verify.Program `json:"tests"`
	Took  time.Duration    `json:"-"`
	Err   error            `json:"-"`
}

// Broken says that a build's binaries break their contract.
type Broken struct{ Promises int }

// Error returns the number of broken promises; the rows show them.
func (e *Broken) Error() string {
	if e.Promises == 1 {
		return "the contract is broken: 1 promise was not kept"
	}
	return "the contract is broken: " + strconv.Itoa(e.Promises) + " promises were not kept"
}

// Runner runs jobs.
type Runner struct {
	Engine   engine.Engine
	Root     string         // the project's root, absolute
	Parallel int            // jobs side by side, at least 1
	Contexts snapshot.Store // keeps the copies of the project that builds are sent
	// Observe is told of every event. Calls for one target come in order, those
	// for different targets at the same time.
	Observe func(target string, e engine.Event)
	// Finished is told of each result as soon as it is there, by any goroutine.
	Finished func(Result)
	// Waiting is told for whom a target waits, which can take minutes; by any
	// goroutine.
	Waiting func(target string, h Holder)
	// Copying is told once where the project takes longer than a moment to copy;
	// by any goroutine.
	Copying func()
	// Kill, closed, ends every engine's work at once.
	Kill <-chan struct{}
}

// Run carries out all jobs and returns their results in the same order. A
// failed job does not stop the others. The end of ctx stops all.
func (r *Runner) Run(ctx context.Context, jobs []Job) []Result {
	results := make([]Result, len(jobs))
	command := commandOf(jobs)
	var g panics.Group
	g.SetLimit(max(1, r.Parallel))
	tree, err := r.contexts(ctx, jobs)
	if err == nil {
		defer tree.Close()
	}
	for i, job := range jobs {
		job.send(tree, i)
		g.Go(func() error {
			start := time.Now()
			results[i] = Result{Target: job.Target.Name, Err: err}
			if err == nil {
				results[i] = r.caught(ctx, job, command)
			}
			results[i].Took = time.Since(start)
			if r.Finished != nil {
				r.Finished(results[i])
			}
			return nil
		})
	}
	_ = g.Wait() // jobs report through their results
	return results
}

// caught calls one. A panic in it is that job's error and does not stop the
// others.
func (r *Runner) caught(ctx context.Context, job Job, command string) (res Result) {
	if caught := panics.Try(func() { res = r.one(ctx, job, command) }); caught != nil {
		return Result{Target: job.Target.Name, Err: caught}
	}
	return res
}

// one builds, verifies and publishes a single target.
func (r *Runner) one(ctx context.Context, job Job, command string) Result {
	res := Result{Target: job.Target.Name}
	if err := context.Cause(ctx); err != nil {
		res.Err = err
		return res
	}
	out, err := openOutputs(ctx, r.Root, job.Target.Name, command, func(h Holder) {
		if r.Waiting != nil {
			r.Waiting(job.Target.Name, h)
		}
	})
	if err != nil {
		res.Err = err
		return res
	}
	defer out.close()
	if out.publishedSince(job.Request.Context) {
		own, err := r.contexts(ctx, []Job{job})
		if err != nil {
			res.Err = err
			return res
		}
		defer own.Close()
		job.send(own, 0)
	}
	res.Log = out.abs(job.Target.Name + ".log")
	if job.Request.Stage != FinalStage {
		res.Err = r.solve(ctx, job, out, "", nil)
		return res
	}
	res.Err = r.buildAndVerify(ctx, job, out, &res)
	return res
}

func (r *Runner) buildAndVerify(ctx context.Context, job Job, out *outputs, res *Result) error {
	cached := &replays{}
	if err := r.try(ctx, job, out, cached, res); err != nil {
		return err
	}
	// A smoke command or a test may have failed for once: what the cache
	// remembers of a failure is asked again, what it remembers of a success
	// is not.
	if stages := cached.broken(job.Target.Test, res); len(stages) > 0 {
		again := job
		again.Request.NoCache = append(stages, reportsStage, FinalStage)
		if err := r.try(ctx, again, out, cached, res); err != nil {
			return err
		}
	}
	if !verify.Held(res.Rows) {
		return &Broken{Promises: broken(res.Rows)}
	}
	if err := context.Cause(ctx); err != nil || job.TestOnly {
		return err
	}
	if err := out.addTests(job.Target.Test, res.Tests); err != nil {
		return err
	}
	var err error
	res.Dir, err = out.publish(products(job.Target), job.Request.Context.Taken())
	return err
}

// try solves once, takes the products out of the export and compares them with
// the contract.
func (r *Runner) try(ctx context.Context, job Job, out *outputs, cached *replays, res *Result) error {
	into, err := out.prepare()
	if err != nil {
		return err
	}
	if err := r.solve(ctx, job, out, into, cached); err != nil {
		return err
	}
	if err := out.take(products(job.Target)); err != nil {
		return err
	}
	if err := check(job, out.abs(out.nextDir()), res); err != nil {
		return err
	}
	return out.log.smoke(res.Report)
}

// solve runs one solve and writes its log. cached, where it is not nil,
// records which of the stages that run the program came from the cache.
func (r *Runner) solve(ctx context.Context, job Job, out *outputs, into string, cached *replays) error {
	if err := out.log.restart(); err != nil {
		return err
	}
	req := job.Request
	req.Output, req.Log, req.Kill = into, out.log, r.Kill
	return r.Engine.Solve(ctx, req, func(e engine.Event) {
		if cached != nil {
			cached.observe(e)
		}
		if r.Observe != nil {
			r.Observe(job.Target.Name, e)
		}
	})
}

// check compares what was exported with the contract and fills in the rows of
// the result.
func check(job Job, dir string, res *Result) error {
	var err error
	if res.Report, err = verify.ReadReport(filepath.Join(dir, reportFile)); err != nil {
		return err
	}
	if err := job.sent(dir); err != nil {
		return err
	}
	if err := shownLock(job.Target, res.Report); err != nil {
		return err
	}
	res.Rows = nil
	for _, name := range job.Target.Cargo.Bins {
		if err := sameBytes(filepath.Join(dir, name), name, res.Report); err != nil {
			return err
		}
		rows, err := verify.CheckFile(job.Target.Contract, name, filepath.Join(dir, name))
		if err != nil {
			return err
		}
		res.Rows = append(res.Rows, rows...)
	}
	res.Rows = append(res.Rows, verify.CheckSmoke(job.Target.Contract, job.Inputs, res.Report)...)
	return checkTests(job.Target.Test, dir, res)
}

// shownLock returns an error where patches add crates and the report shows no
// change of Cargo.lock.
func shownLock(t *model.Target, rep *verify.Report) error {
	adds := slices.ContainsFunc(t.Patches, func(p model.Patch) bool { return len(p.Adds) > 0 })
	if adds && rep.Lock == "" {
		return errors.New("report.json shows no change of Cargo.lock, and the patches add crates")
	}
	return nil
}

// sameBytes returns an *Untested where an exported binary is not the one that
// the test stage ran. A binary that is missing is for the contract to report.
func sameBytes(file, name string, rep *verify.Report) error {
	i := slices.IndexFunc(rep.Binaries, func(m verify.Measured) bool { return m.Name == name })
	if i < 0 {
		return fmt.Errorf("report.json does not mention the binary %s", name)
	}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != rep.Binaries[i].SHA256 {
		return &Untested{name}
	}
	return nil
}

func broken(rows []verify.Row) int {
	n := 0
	for _, r := range rows {
		if r.Status != verify.OK {
			n++
		}
	}
	return n
}
