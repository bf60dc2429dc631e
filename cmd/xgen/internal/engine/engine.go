package engine

import "context"

// Engine is one way to solve a Dockerfile.
type Engine interface {
	// Name is what --engine calls it.
	Name() string
	// Check reports whether a solve can be started now. What is wrong comes
	// as an *Unusable with the command that mends it.
	Check(ctx context.Context) error
	// Solve builds the stage and exports it. Events come one at a time, in
	// order, from a single goroutine that has ended when Solve returns. When ctx
	// ends, so does the engine's work; the error is then the context's cause.
	Solve(ctx context.Context, r Request, emit func(Event)) error
	// HidesProxies reports whether Solve passes Request.Proxies on in a way
	// that other users of this machine cannot see.
	HidesProxies() bool
}
