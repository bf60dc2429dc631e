package build

import (
	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// Runner carries out jobs. The functions in it may be nil.
type Runner struct {
	Engine   engine.Engine
	Root     string         // the folder of targets.cue and dist/, absolute
	Above    string         // the project's root, absolute; "" where it is Root
	Parallel int            // jobs side by side, at least 1
	Contexts snapshot.Store // keeps the copies of the project that builds are sent
	// Observe is called with every event of the engine. Calls for one target come
	// in order, those for different targets at the same time.
	Observe func(target string, e engine.Event)
	// Finished is called with each result as soon as it is there, from any
	// goroutine.
	Finished func(Result)
	// Waiting is called with the run that a target waits for, which can take
	// minutes; from any goroutine.
	Waiting func(target string, h Holder)
	// Copying is called once where the project takes longer than a moment to copy;
	// from any goroutine.
	Copying func()
	// Kill ends every engine's work at once when it is closed.
	Kill <-chan struct{}
}
