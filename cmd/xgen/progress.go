package main

import (
	"errors"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
)

// states are the engine's kinds of events as progress shows them.
var states = map[engine.Kind]term.State{
	engine.Started:   term.Running,
	engine.Completed: term.Done,
	engine.Cached:    term.Cached,
	engine.Failed:    term.Failed,
	engine.Canceled:  term.Canceled,
}

// observer returns a function that passes an engine's events on to a printer.
func observer(p *term.Printer) func(target string, e engine.Event) {
	return func(target string, e engine.Event) {
		state, ok := states[e.Kind]
		if !ok {
			return
		}
		p.Step(term.Step{
			Target: target, Stage: e.Step.Stage, N: e.Step.N, M: e.Step.M, Name: e.Step.Name,
			State: state, Elapsed: e.Elapsed,
		})
	}
}

// waiter returns a function that shows which run a target waits for.
func waiter(p *term.Printer) func(target string, h build.Holder) {
	return func(target string, h build.Holder) {
		p.Note(target + "  waiting for its other run: " + h.String())
	}
}

// copying returns a function that shows that the project is being copied.
func copying(p *term.Printer) func() {
	return func() { p.Note("copying the project, as builds will see it") }
}

// finisher returns a function that shows a target's result.
func finisher(p *term.Printer) func(build.Result) {
	return func(res build.Result) {
		if res.Err == nil {
			p.Finish(res.Target, term.Green, "ok  "+term.Seconds(res.Took))
			return
		}
		p.Fail(res.Target, oneLine(res.Err), tailOf(res.Err), res.Log)
		if hint := hintOf(res.Err); hint != "" {
			p.Note("  " + hint)
		}
	}
}

// tailOf returns the last lines that the failed step printed.
func tailOf(err error) []string {
	var step *engine.StepError
	var solve *engine.SolveError
	switch {
	case errors.As(err, &step):
		return step.Tail
	case errors.As(err, &solve):
		return solve.Tail
	}
	return nil
}
