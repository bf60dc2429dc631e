package engine

import (
	"context"
	"os"

	"github.com/xgen-build/xgen/emit/flock"
)

// lockFile opens a lock file, which it makes if needed, and waits for the
// lock. The lock is released when the file is closed or the process ends.
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

// tryLockFile is lockFile without waiting. It returns nil where another holder
// has the lock.
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
