package engine

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
)

// solve runs a client in the request's context folder, emits its progress and
// returns its failure as the error that says most. Passwords in what the
// client prints are hidden.
func solve(ctx context.Context, r Request, cmd *exec.Cmd, emit func(Event)) error {
	cmd.Dir, cmd.Env = r.Context.Dir(), append(clientEnv(os.Environ()), cmd.Env...)
	log, secrets := plainLog{w: r.Log}, maskOf(cmd.Env)
	trace := new(Trace)
	err := stream(ctx, r.Kill, cmd, func(stderr io.Reader) {
		trace, _ = Decode(stderr, func(e Event) {
			e = secrets.event(e)
			log.event(e)
			emit(e)
		})
	})
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return verdict(r, secrets.trace(trace), err)
	}
	return nil
}

// verdict returns a client's failure as the error that says most.
func verdict(r Request, trace *Trace, err error) error {
	if step := trace.Failed; step != nil {
		return withSpace(step, "the engine's store", append(step.Tail(), step.Message)...)
	}
	e := &SolveError{Message: err.Error(), Tail: trace.Tail, client: err}
	if n := len(trace.Tail); n > 0 && !killed(err) {
		e.Message = lastWords(trace.Tail[n-1])
	}
	if r.Output != "" && full(r.Output) {
		return &NoSpace{Where: "the output folder", Err: e}
	}
	return withSpace(e, "the engine's store", e.Message)
}

// full reports whether a folder takes no more bytes. It tries, since all that
// BuildKit says of a full disk on the client's side is "EOF" (tried with
// 0.25.2).
func full(dir string) bool {
	f, err := os.CreateTemp(dir, ".xgen-probe-")
	if err != nil {
		return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, 64<<10))
	err = errors.Join(err, f.Close())
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// clientEnv returns the environment without the variables that would change a
// build: its inputs are those of the request alone.
func clientEnv(environ []string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(kv string) bool {
		name, _, _ := strings.Cut(kv, "=")
		return name == "SOURCE_DATE_EPOCH" || name == "BUILDKIT_PROGRESS" || strings.HasPrefix(name, "BUILDX_GIT_")
	})
}

// event returns an event without the secrets.
func (m mask) event(e Event) Event {
	e.Text, e.Step.Name = m.hide(e.Text), m.hide(e.Step.Name)
	return e
}

// trace returns a trace without the secrets.
func (m mask) trace(t *Trace) *Trace {
	m.lines(t.Tail)
	if step := t.Failed; step != nil {
		step.Step.Name, step.Message = m.hide(step.Step.Name), m.hide(step.Message)
		m.lines(step.Output)
	}
	return t
}

func (m mask) lines(lines []string) {
	for i, line := range lines {
		lines[i] = m.hide(line)
	}
}
