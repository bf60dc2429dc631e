package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// report prints the results of a run to stdout. Errors have been printed when
// each target ended.
func (a *app) report(output string, jobs []build.Job, results []build.Result) error {
	if len(jobs) > 1 {
		defer fmt.Fprintf(a.Err, "%d of %d targets built\n", wentWell(results), len(jobs))
	}
	if output == "json" {
		if err := writeJSON(a.Out, map[string]any{"results": jsonResults(jobs, results)}); err != nil {
			return err
		}
		return verdict(results)
	}
	for i, res := range results {
		if err := a.result(jobs[i], res); err != nil {
			return err
		}
	}
	return verdict(results)
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

// verdict returns the error of all jobs together; nil where all went well. A fault
// of xgen itself comes first, then one of the environment, which says nothing
// about the project, then one of the project.
func verdict(results []build.Result) error {
	code := exitcode.OK
	for _, res := range results {
		if exitcode.Of(res.Err) == exitcode.Internal {
			return res.Err
		}
		if res.Err != nil && code != exitcode.Environment {
			code = exitcode.Of(res.Err)
		}
	}
	if code == exitcode.OK {
		return nil
	}
	return said(code)
}

// result prints the contract of one target and what its binary printed.
func (a *app) result(job build.Job, res build.Result) error {
	if len(res.Rows) == 0 {
		return nil
	}
	fmt.Fprintf(a.Out, "%s (%s)\n", res.Target, job.Target.Triple.Name)
	if err := a.contractTable(job.Target, res.Rows); err != nil {
		return err
	}
	if job.Target.Contract.Smoke == nil && job.Target.Test == nil {
		fmt.Fprintf(a.Err, "%s: nothing was run: write contract: smoke: {args: [\"--version\"]} or the like\n", res.Target)
	}
	for _, ran := range res.Report.Smoke {
		if ran.Page != 0 {
			continue // its row says how it went
		}
		on := ran.CPU
		if on == "" {
			on = job.Target.Triple.Emulator().Program
		}
		fmt.Fprintf(a.Out, "%s on %s said: %s\n", strings.Join(ran.Command, " "), on, term.Clean(strings.TrimSpace(ran.Stdout)))
	}
	a.brokenTests(res.Tests)
	a.patched(job.Target, res.Report)
	if res.Dir == "" {
		return nil
	}
	_, err := fmt.Fprintf(a.Out, "published %s in %.1f s\n", strings.Join(published(job, res), " "), res.Took.Seconds())
	return err
}

// patched prints which crates were patched, which were not and why, and how
// the patches changed Cargo.lock.
func (a *app) patched(t *model.Target, rep *verify.Report) {
	for _, change := range t.Patches {
		fmt.Fprintf(a.Out, "patched %s %s (patches.%s): %s\n", change.Crate, strings.Join(change.Versions, ", "), change.Name, change.Why)
	}
	for _, u := range t.Unpatched {
		fmt.Fprintf(a.Out, "did not patch %s (patches.%s): %s\n", u.Crate, u.Name, u.Because)
	}
	if rep.Lock != "" {
		fmt.Fprintln(a.Out, "built with a Cargo.lock that differs from the project's:")
	}
	for line := range strings.Lines(rep.Lock) {
		if strings.ContainsAny(line[:1], "+-") {
			fmt.Fprintf(a.Out, "  %s\n", term.Clean(strings.TrimRight(line, "\n")))
		}
	}
}

func published(job build.Job, res build.Result) []string {
	var out []string
	for _, name := range job.Target.Files() {
		out = append(out, filepath.Join("dist", res.Target, name))
	}
	return out
}
