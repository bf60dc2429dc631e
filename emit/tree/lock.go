package tree

import (
	"context"
	"os"
	"time"
)

// Lock waits until no other process reads and writes the emitted files below
// root, and keeps others out until release is called or this process ends,
// however it ends; a release that is dropped uncalled may free it early. It
// leaves no file in the repository. Where the context ends first, the error
// is the context's.
func Lock(ctx context.Context, root *os.Root) (release func(), err error) {
	for {
		release, busy, err := tryLock(root)
		if err != nil {
			return nil, ioError(root.Name(), err)
		}
		if !busy {
			return release, nil
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
