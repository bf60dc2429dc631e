package main

import (
	"errors"
	"sync"

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

// progress shows a run on standard error.
type progress struct {
	*term.Printer
	quiet bool // only failures

	mu       sync.Mutex
	warnings map[string]*warnings // by target
}

// observe shows an event of the engine.
func (p *progress) observe(target string, e engine.Event) {
	if p.quiet {
		return
	}
	if e.Kind == engine.Line && e.Step.Stage == build.ProgramStage {
		p.warningsOf(target).take(e.Text)
	}
	if state, ok := states[e.Kind]; ok {
		p.Step(term.Step{
			Target: target, Stage: e.Step.Stage, N: e.Step.N, M: e.Step.M, Name: e.Step.Name,
			State: state, Elapsed: e.Elapsed,
		})
	}
}

// warningsOf returns those of a target, whose events come one after another.
func (p *progress) warningsOf(target string) *warnings {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.warnings[target] == nil {
		p.warnings[target] = &warnings{}
	}
	return p.warnings[target]
}

// waiting shows which run a target waits for.
func (p *progress) waiting(target string, h build.Holder) {
	p.Note(target + "  waiting for its other run: " + h.String())
}

// copying shows that the project is being copied.
func (p *progress) copying() {
	if !p.quiet {
		p.Note("copying the project, as builds will see it")
	}
}

// finished shows a target's result. Where it failed its warnings are among what the step wrote.
func (p *progress) finished(res build.Result) {
	switch {
	case res.Err != nil:
		p.Fail(res.Target, oneLine(res.Err), outputOf(res.Err), res.Log)
		if hint := hintOf(res.Err); hint != "" {
			p.Note("  " + hint)
		}
	case !p.quiet:
		p.Output(p.warningsOf(res.Target).lines)
		p.Finish(res.Target, term.Green, "ok  "+term.Seconds(res.Took))
	}
}

// tailOf returns the last lines that the failed step printed, without their colours.
func tailOf(err error) []string {
	var out []string
	for _, line := range outputOf(err) {
		out = append(out, term.Clean(line))
	}
	return out[max(0, len(out)-engine.TailLines):]
}

// outputOf returns the lines that the failed step printed, or the client where no step failed.
func outputOf(err error) []string {
	var step *engine.StepError
	var solve *engine.SolveError
	switch {
	case errors.As(err, &step):
		return step.Output
	case errors.As(err, &solve):
		return solve.Tail
	}
	return nil
}
