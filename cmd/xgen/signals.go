package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/panics"
)

// caught is the signal that ended a command.
type caught struct{ syscall.Signal }

func (c *caught) Error() string { return c.String() }

func (c *caught) String() string {
	if c.Signal == syscall.SIGTERM {
		return "terminated"
	}
	return "interrupted"
}

// ExitCode returns the code of a command that the signal ended.
func (c *caught) ExitCode() exitcode.Code {
	if c.Signal == syscall.SIGTERM {
		return exitcode.Terminated
	}
	return exitcode.Interrupted
}

// watchSignals returns a context that the first SIGINT or SIGTERM cancels,
// with a *caught as the cause, and a channel that the second one closes.
// SIGPIPE is ignored: the write fails instead. stop must be called at the end.
func watchSignals() (ctx context.Context, kill <-chan struct{}, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	signal.Ignore(syscall.SIGPIPE)
	killed := make(chan struct{})
	var once sync.Once
	watcher := panics.Go(func() {
		for s := range signals {
			if ctx.Err() != nil {
				once.Do(func() { close(killed) })
				continue
			}
			cancel(&caught{s.(syscall.Signal)})
		}
	})
	return ctx, killed, func() {
		signal.Stop(signals)
		close(signals)
		cancel(nil)
		watcher.Wait()
	}
}

// signalOf returns the signal that ended ctx, nil if none did.
func signalOf(ctx context.Context) *caught {
	var c *caught
	if errors.As(context.Cause(ctx), &c) {
		return c
	}
	return nil
}
