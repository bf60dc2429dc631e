package build

import (
	"context"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
)

// buildAndVerify builds a target, compares the export with the contract and
// publishes it where the contract is kept, unless the job is TestOnly.
func (r *Runner) buildAndVerify(ctx context.Context, job Job, out *outputs, res *Result) error {
	cached := &replays{}
	if err := r.try(ctx, job, out, cached, res); err != nil {
		return err
	}
	// A smoke command or a test may have failed by chance: a failure that came
	// from the cache is tried again, a success is not.
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
	err := r.Engine.Solve(ctx, req, func(e engine.Event) {
		if cached != nil {
			cached.observe(e)
		}
		if r.Observe != nil {
			r.Observe(job.Target.Name, e)
		}
	})
	if told := r.missing(job, err); told != err {
		return told
	}
	return explained(job, err)
}
