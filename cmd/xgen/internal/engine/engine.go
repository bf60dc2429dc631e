package engine

import (
	"context"
	"io"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

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

// Request is one solve: a stage of a Dockerfile, its inputs and its output.
type Request struct {
	Context    *snapshot.Tree // the build context
	Dockerfile string         // path relative to Context
	Stage      string         // the stage to solve; empty means the last

	BuildArgs map[string]string // seen by anyone who lists processes: nothing secret
	Secrets   map[string]string // id → file
	// Proxies are HTTP_PROXY and its kin, for the steps that reach the network.
	// BuildKit knows these arguments without a declaration, and keeps them out
	// of cache keys and of the image's history. See SecretProxy.
	Proxies map[string]string
	// Contexts replaces stages and images by name. A value is
	// "oci-layout:///abs/path", with "@sha256:…" behind it where the layout
	// holds several manifests, or "docker-image://ref".
	Contexts map[string]string

	Output string // a folder that receives the stage's files; empty exports nothing
	// NoCache are stages to do again whatever the cache holds, with those that
	// take over their results: to BuildKit all results of one definition are the
	// same, and it may serve an older one to a stage that is not done again.
	NoCache []string

	Log  io.Writer       // receives the plain log of all steps, if not nil
	Kill <-chan struct{} // closed: the client is killed at once, without grace
}
