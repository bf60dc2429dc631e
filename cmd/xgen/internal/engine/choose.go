package engine

import (
	"context"
	"errors"
	"slices"
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
