package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/model"
)

// Result is what became of one job.
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

// Broken is the error of a build whose binaries break their contract.
type Broken struct{ Promises int }

// Error counts the promises; the rows show them.
func (e *Broken) Error() string {
	if e.Promises == 1 {
		return "the contract is broken: 1 promise was not kept"
	}
	return "the contract is broken: " + strconv.Itoa(e.Promises) + " promises were not kept"
}

// Runner runs jobs.
type Runner struct {
	Engine   engine.Engine
	Root     string // the project's root, absolute
	Parallel int    // jobs side by side, at least 1
	// Observe is told of every event. Calls for one target come in order, those
	// for different targets at the same time.
	Observe func(target string, e engine.Event)
	// Finished is told of each result as soon as it is there, by any goroutine.
	Finished func(Result)
	// Kill, closed, ends every engine's work at once.
	Kill <-chan struct{}
}

// Run carries out all jobs and gives their results in the same order. A failed
// job does not stop the others; the end of ctx stops all.
func (r *Runner) Run(ctx context.Context, jobs []Job) []Result {
	results := make([]Result, len(jobs))
	var g errgroup.Group
	g.SetLimit(max(1, r.Parallel))
	for i, job := range jobs {
		g.Go(func() error {
			start := time.Now()
			results[i] = r.one(ctx, job)
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

// one builds, verifies and publishes a single target.
func (r *Runner) one(ctx context.Context, job Job) Result {
	res := Result{Target: job.Target.Name}
	if err := context.Cause(ctx); err != nil {
		res.Err = err
		return res
	}
	out, err := openOutputs(ctx, r.Root, job.Target.Name)
	if err != nil {
		res.Err = unwritable(err)
		return res
	}
	defer out.close()
	res.Log = out.log
	if job.Request.Stage != FinalStage {
		res.Err = r.solve(ctx, job, out, "", nil)
		return res
	}
	res.Err = r.buildAndVerify(ctx, job, out, &res)
	return res
}

func (r *Runner) buildAndVerify(ctx context.Context, job Job, out *outputs, res *Result) error {
	cached := &replays{}
	if err := r.solve(ctx, job, out, out.private, cached); err != nil {
		return err
	}
	if err := check(job, out.private, res); err != nil {
		return err
	}
	// A smoke command or a test may have failed for once: what the cache
	// remembers of a failure is asked again, what it remembers of a success
	// is not.
	if stages := cached.broken(job.Target.Test, res); len(stages) > 0 {
		again := job
		again.Request.NoCache = stages
		if err := out.empty(); err != nil {
			return err
		}
		if err := r.solve(ctx, again, out, out.private, cached); err != nil {
			return err
		}
		if err := check(again, out.private, res); err != nil {
			return err
		}
	}
	if !verify.Held(res.Rows) {
		return &Broken{Promises: broken(res.Rows)}
	}
	if err := context.Cause(ctx); err != nil || job.TestOnly {
		return err
	}
	dir, err := out.publish()
	res.Dir = dir
	if dir == "" {
		err = unwritable(err)
	}
	return err
}

// solve runs one solve with its log. cached, where given, tells afterwards
// which of the stages that run something came from the cache.
func (r *Runner) solve(ctx context.Context, job Job, out *outputs, into string, cached *replays) error {
	log, err := os.OpenFile(out.log, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return unwritable(err)
	}
	defer log.Close()
	req := job.Request
	req.Output, req.Log, req.Kill = into, io.Writer(log), r.Kill
	return r.Engine.Solve(ctx, req, func(e engine.Event) {
		if cached != nil {
			cached.observe(e)
		}
		if r.Observe != nil {
			r.Observe(job.Target.Name, e)
		}
	})
}

// check holds what was exported against the contract and fills in the rows.
func check(job Job, dir string, res *Result) error {
	var err error
	if res.Report, err = verify.ReadReport(filepath.Join(dir, reportFile)); err != nil {
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
	if err := checkTests(job.Target.Test, dir, res); err != nil {
		return err
	}
	return logSmoke(res)
}

// shownLock holds that the report shows what the patches did to Cargo.lock,
// where they add crates.
func shownLock(t *model.Target, rep *verify.Report) error {
	adds := slices.ContainsFunc(t.Patches, func(p model.Patch) bool { return len(p.Adds) > 0 })
	if adds && rep.Lock == "" {
		return errors.New("report.json shows no change of Cargo.lock, and the patches add crates")
	}
	return nil
}

// logSmoke adds what the smoke commands printed to the log.
func logSmoke(res *Result) error {
	log, err := os.OpenFile(res.Log, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	for _, ran := range res.Report.Smoke {
		if ran.Page != 0 {
			fmt.Fprintf(log, "\nwith pages of %d bytes:", ran.Page)
		}
		fmt.Fprintf(log, "\n%v: exit status %d\nstdout:\n%s\nstderr:\n%s\n", ran.Command, ran.Exit, ran.Stdout, ran.Stderr)
	}
	return log.Close()
}

// sameBytes holds an exported binary against the one that the test stage ran.
func sameBytes(file, name string, rep *verify.Report) error {
	for _, m := range rep.Binaries {
		if m.Name != name {
			continue
		}
		if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() {
			return nil // a row of the contract; a FIFO would never end
		}
		if sum, err := sha256Of(file); err == nil && sum != m.SHA256 {
			return fmt.Errorf("the exported %s is not the file that was tested", name)
		}
		return nil // an unreadable file is a row of the contract
	}
	return fmt.Errorf("report.json does not mention the binary %s", name)
}

// sha256Of digests a file as it is read: a binary may be large.
func sha256Of(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), err
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
