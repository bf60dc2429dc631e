package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"

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

// code is the shell's exit code for a signal.
func (c *caught) code() int { return 128 + int(c.Signal) }

// watchSignals gives a context that the first SIGINT or SIGTERM ends, and a
// channel that the second one closes. A SIGPIPE is left to the writes.
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

// signalOf gives the signal that ended ctx, nil if none did.
func signalOf(ctx context.Context) *caught {
	var c *caught
	if errors.As(context.Cause(ctx), &c) {
		return c
	}
	return nil
}
