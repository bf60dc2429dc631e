package build

import (
	"context"
	"time"

	"github.com/xgen-build/xgen/schema/panics"
)

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
