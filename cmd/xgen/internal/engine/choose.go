package engine

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Names are the engines that Choose knows.
var Names = []string{"docker", "buildctl", "private"}

// Env is what Choose may know of its surroundings.
type Env struct {
	Getenv   func(string) string
	LookPath func(string) (string, error)
	Private  *Private
}

// Choose gives the first engine that answers: the one of that name if there
// is a name, else the BuildKit that BUILDKIT_HOST names, else the private
// BuildKit, else Docker. An engine that was asked for by name or by
// BUILDKIT_HOST is not silently replaced. Where none answers the error is an
// *Unusable with all answers.
func Choose(ctx context.Context, name string, env Env) (Engine, error) {
	candidates, err := env.candidates(name)
	if err != nil {
		return nil, err
	}
	var none Unusable
	for _, e := range candidates {
		err := e.Check(ctx)
		if err == nil {
			return e, nil
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		none.add(e.Name(), err)
	}
	return nil, &none
}

// Foreseen names the engine that Choose takes if it answers, without asking any;
// "" where that cannot be told.
func Foreseen(name string, env Env) string {
	candidates, err := env.candidates(name)
	if err != nil {
		return ""
	}
	first := candidates[0].Name()
	if first == "private" && len(candidates) > 1 && env.Private.possible() != nil {
		return ""
	}
	return first
}

// Survey asks every engine, for people to look at; an Attempt without an
// answer is an engine that is usable. It starts no private BuildKit.
func Survey(ctx context.Context, env Env) []Attempt {
	host := Attempt{"buildctl", errors.New("BUILDKIT_HOST is not set")}
	if addr := env.Getenv("BUILDKIT_HOST"); addr != "" {
		host.Answer = ask(ctx, NewBuildctl(env.buildctl(), addr).Check)
	}
	return []Attempt{
		{"docker", ask(ctx, NewDocker(env.LookPath).Check)},
		host,
		{"private", ask(ctx, env.Private.look)},
	}
}

// surveyTime is how long one engine may take to answer.
const surveyTime = 10 * time.Second

func ask(ctx context.Context, check func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, surveyTime, errors.New("no answer"))
	defer cancel()
	return check(ctx)
}

// look is Check for a daemon that runs, and what is missing for one that does not.
func (p *Private) look(ctx context.Context) error {
	if err := p.possible(); err != nil || !listens(p.socket()) {
		return err
	}
	return p.Engine().Check(ctx)
}

// add notes one engine's answer; the first mending command is the one to show.
func (e *Unusable) add(engine string, err error) {
	var u *Unusable
	if !errors.As(err, &u) {
		u = &Unusable{Tried: []Attempt{{engine, err}}}
	}
	e.Tried = slices.Concat(e.Tried, u.Tried)
	if e.Mend == "" {
		e.Mend = u.Mend
	}
}

// candidates are the engines to ask, in order.
func (env Env) candidates(name string) ([]Engine, error) {
	host := env.Getenv("BUILDKIT_HOST")
	private, docker := env.Private.Engine(), NewDocker(env.LookPath)
	switch {
	case name == "docker":
		return []Engine{docker}, nil
	case name == "private", name == "buildctl" && host == "":
		return []Engine{private}, nil
	case name == "buildctl", name == "" && host != "":
		return []Engine{NewBuildctl(env.buildctl(), host)}, nil
	case name == "":
		return []Engine{private, docker}, nil
	}
	return nil, &UnknownEngine{Name: name}
}

// buildctl is the user's own client, else the private one.
func (env Env) buildctl() string {
	if path, err := env.LookPath("buildctl"); err == nil {
		return path
	}
	return env.Private.Buildctl()
}
