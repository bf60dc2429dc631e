package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// Names are the engines that Choose accepts by name.
var Names = []string{"docker", "buildctl", "private"}

// UnknownEngine says that there is no engine of that name.
type UnknownEngine struct{ Name string }

// Error also lists the names that exist.
func (e *UnknownEngine) Error() string {
	return fmt.Sprintf("unknown engine %q: one of %s", e.Name, strings.Join(Names, ", "))
}

// ExitCode returns exitcode.Usage.
func (*UnknownEngine) ExitCode() exitcode.Code { return exitcode.Usage }

// Env is what the choice of an engine depends on.
type Env struct {
	Getenv   func(string) string
	LookPath func(string) (string, error)
	Private  *Private
}

// Choose returns the engine of that name or, where the name is empty, the
// first that answers of: the BuildKit that BUILDKIT_HOST names, the private
// BuildKit, Docker. An engine that was asked for, by name or by BUILDKIT_HOST,
// is never replaced by another. Where none answers the error is an *Unusable
// with every answer; a name that it does not know is an *UnknownEngine.
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

// Foreseen returns the name of the engine that Choose would return if it
// answered, without asking any; "" where that depends on the answers.
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

// Survey asks every engine and returns the answers, for people to read. An
// Attempt without an Answer is a usable engine. Survey does not start the
// private BuildKit.
func Survey(ctx context.Context, env Env) []Attempt {
	private := Attempt{"private", ask(ctx, env.Private.look)}
	host := Attempt{Engine: "buildctl"}
	switch addr := env.Getenv("BUILDKIT_HOST"); {
	case addr != "":
		host.Answer = ask(ctx, NewBuildctl(env.buildctl(), addr).Check)
	case private.Answer != nil: // else that one is taken for it
		host.Answer = errors.New("BUILDKIT_HOST is not set")
	}
	return []Attempt{{"docker", ask(ctx, NewDocker(env.LookPath).Check)}, host, private}
}

// look checks the daemon if it runs, and else whether it could be started.
func (p *Private) look(ctx context.Context) error {
	if err := p.possible(); err != nil || !listens(p.socket()) {
		return err
	}
	return p.Engine().Check(ctx)
}

// add adds an engine's answer. The hint of the first answer that has one is
// kept.
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

// candidates returns the engines to ask, in order.
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

// buildctl returns the path of the user's own client, else of the private one.
func (env Env) buildctl() string {
	if path, err := env.LookPath("buildctl"); err == nil {
		return path
	}
	return env.Private.Buildctl()
}
