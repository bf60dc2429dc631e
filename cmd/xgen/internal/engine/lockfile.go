package engine

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// The two ways to hold a lock file.
const (
	shared    = syscall.LOCK_SH
	exclusive = syscall.LOCK_EX
)

// lockFile waits for a lock on a file, which it makes if needed. Closing the
// file, or dying, gives the lock back.
func lockFile(ctx context.Context, path string, how int) (*os.File, error) {
	for {
		f, err := tryLockFile(path, how)
		if f != nil || err != nil {
			return f, err
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// tryLockFile is lockFile without waiting; it gives nil where another holds it.
func tryLockFile(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = nil
	}
	return nil, err
}
