package engine

import (
	"context"
	"os"

	"github.com/xgen-build/xgen/emit/flock"
)

// lockFile waits for a lock on a file, which it makes if needed. Closing the
// file, or dying, gives the lock back.
func lockFile(ctx context.Context, path string, how int) (*os.File, error) {
	f, err := openLock(path)
	if err != nil {
		return nil, err
	}
	if err := flock.Wait(ctx, f, how, nil); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// tryLockFile is lockFile without waiting; it returns nil where another holds it.
func tryLockFile(path string, how int) (*os.File, error) {
	f, err := openLock(path)
	if err != nil {
		return nil, err
	}
	if ok, err := flock.Try(f, how); !ok {
		f.Close()
		return nil, err
	}
	return f, nil
}

func openLock(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
}
