package tree

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/xgen-build/xgen/emit/flock"
)

// Lock waits until no other process reads and writes the emitted files below
// root, and keeps others out until release is called or this process ends,
// however it ends; a release that is dropped uncalled may free it early. It
// leaves no file in the repository. Where the context ends first, the error
// is the context's cause.
func Lock(ctx context.Context, root *os.Root) (release func(), err error) {
	// The root folder itself. Its descriptor is closed on exec, so no child
	// outlives its parent's lock.
	folder, err := root.Open(".")
	if err != nil {
		return nil, ioError(root.Name(), err)
	}
	release, err = lockOpen(ctx, folder)
	if err != nil && ctx.Err() == nil {
		// NFS, for one, locks only what is open for writing.
		return lockBeside(ctx, root)
	}
	return release, err
}

// lockBeside locks a file in the system's folder for temporary files, named
// after the root: it serialises the processes of one user on one machine.
func lockBeside(ctx context.Context, root *os.Root) (release func(), err error) {
	abs, err := filepath.Abs(root.Name())
	if err != nil {
		return nil, ioError(root.Name(), err)
	}
	name := filepath.Join(os.TempDir(), fmt.Sprintf("xgen-%d-%.16s.lock", os.Getuid(), sum([]byte(abs))))
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, ioError(name, err)
	}
	release, err = lockOpen(ctx, f)
	if err != nil && ctx.Err() == nil {
		err = ioError(name, err)
	}
	return release, err
}

// lockOpen waits for the lock of an open file, which it closes where it fails.
func lockOpen(ctx context.Context, f *os.File) (release func(), err error) {
	if err := flock.Wait(ctx, f, flock.Exclusive, nil); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
