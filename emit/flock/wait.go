package flock

import (
	"context"
	"os"
	"time"
)

// interval is how often Wait asks again.
const interval = 20 * time.Millisecond

// Wait takes the lock of an open file, asking again until ctx ends. The error
// is then the context's cause, else that of Try. waiting, if not nil, is called
// after each attempt that another holder's lock stopped.
func Wait(ctx context.Context, f *os.File, how int, waiting func()) error {
	// It asks again rather than block in flock(2), which no context can end.
	for {
		if ok, err := Try(f, how); ok || err != nil {
			return err
		}
		if waiting != nil {
			waiting()
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(interval):
		}
	}
}
