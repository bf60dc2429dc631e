package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/panics"
)

// Bounds of reading a project. A thousand targets take about a second of a processor
// and a quarter of a gigabyte; a machine with other work, or a cargo that waits for
// another one, may take much longer by the clock.
const maxHeap = 2 << 30

var (
	maxProcessor = 20 * time.Second // tests shorten both
	maxTime      = 5 * time.Minute
)

// tooMuch says that an evaluation was given up because it took too much time
// or memory.
type tooMuch struct{ what string }

func (e *tooMuch) Error() string {
	return "evaluating it takes more than " + e.what + ": make it simpler"
}

// diagnostic returns it as a diagnostic at the beginning of the file.
func (e *tooMuch) diagnostic(file string) model.Diagnostic {
	return tooMuchRule.At(model.Pos{File: file, Line: 1, Col: 1}, "%s", e.Error())
}

// bounded runs an evaluation within the bounds above and until ctx ends. An
// evaluation cannot be interrupted, and CUE can be asked to repeat a value a
// billion times: one that is given up goes on until the process ends.
func bounded(ctx context.Context, evaluate func()) error {
	task := panics.Go(evaluate)
	late, begun := time.After(maxTime), processorTime()
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
		if processorTime()-begun > maxProcessor {
			return &tooMuch{maxProcessor.String() + " of a processor"}
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapAlloc > maxHeap {
			return &tooMuch{fmt.Sprintf("%d GiB of memory", maxHeap>>30)}
		}
	}
}

// processorTime returns how long this process has run on a processor, without the
// processes that it has started.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// loaded is the result of an evaluation.
type loaded[T any] struct {
	value T
	found model.Diagnostics
}

// evaluate calls load within the bounds above and until a signal. An evaluation
// that exceeds them becomes a diagnostic at the beginning of the file.
func evaluate[T any](a *app, file string, load func() (T, model.Diagnostics)) (T, model.Diagnostics, error) {
	result := make(chan loaded[T], 1)
	err := bounded(a.ctx, func() {
		value, found := load()
		result <- loaded[T]{value, found}
	})
	var none T
	var much *tooMuch
	switch {
	case errors.As(err, &much):
		return none, model.Diagnostics{much.diagnostic(file)}, nil
	case err != nil:
		return none, nil, err
	}
	l := <-result
	return l.value, l.found, nil
}
