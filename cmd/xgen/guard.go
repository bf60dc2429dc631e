package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/panics"
)

// Bounds of evaluating the definitions. A thousand targets take about a second
// and a quarter of a gigabyte.
const maxHeap = 2 << 30

var maxTime = 20 * time.Second // tests shorten it

// tooMuch says that an evaluation was given up.
type tooMuch struct{ what string }

func (e *tooMuch) Error() string {
	return "evaluating it takes more than " + e.what + ": make it simpler"
}

// diagnostic puts it where any other fault of the definitions stands.
func (e *tooMuch) diagnostic(file string) model.Diagnostic {
	return model.Diagnostic{
		Pos:      model.Pos{File: file, Line: 1, Col: 1},
		Severity: model.Error, Rule: "too-much", Message: e.Error(),
	}
}

// bounded runs an evaluation, which cannot itself be interrupted: CUE can be
// asked to repeat a value a billion times. Where the evaluation takes too much
// or ctx ends, it is left behind, for the end of the process to end.
func bounded(ctx context.Context, evaluate func()) error {
	task := panics.Go(evaluate)
	late := time.After(maxTime)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-task.Done():
			task.Wait()
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-late:
			return &tooMuch{maxTime.String()}
		case <-tick.C:
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapAlloc > maxHeap {
			return &tooMuch{fmt.Sprintf("%d GiB of memory", maxHeap>>30)}
		}
	}
}
