package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
)

// brokenXgen is xgen with a fault in it: broken WHERE ARGUMENT….
func brokenXgen() {
	lookupEnv := os.LookupEnv
	switch os.Args[1] {
	case "verb":
		lookupEnv = func(string) (string, bool) { panic("broken by a test") }
	case "evaluation":
		loadProject = func(fs.FS, cargo.Asker) (*model.Project, model.Diagnostics) {
			panic(fmt.Errorf("broken evaluation"))
		}
	case "job":
		chooseEngine = func(context.Context, string, engine.Env) (engine.Engine, error) {
			return brokenEngine{}, nil
		}
	}
	os.Exit(int(Main(os.Args[2:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, lookupEnv)))
}

// brokenEngine panics for the target a, and fails like any other for the rest.
type brokenEngine struct{ engine.Engine }

func (brokenEngine) Name() string { return "broken" }

func (brokenEngine) HidesProxies() bool { return false }

func (brokenEngine) Solve(_ context.Context, r engine.Request, _ func(engine.Event)) error {
	if r.Dockerfile == "xgen/a/Dockerfile" {
		panic("broken \x1b[31mby a test")
	}
	return os.ErrDeadlineExceeded
}
