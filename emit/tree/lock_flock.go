//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package tree

import (
	"errors"
	"os"
	"syscall"
)

// hasFolderSync says that a folder can be opened and synced.
const hasFolderSync = true

// tryLock locks the root folder itself. Its descriptor is closed on exec, so
// no child outlives its parent's lock.
func tryLock(root *os.Root) (release func(), busy bool, err error) {
	dir, err := root.Open(".")
	if err != nil {
		return nil, false, err
	}
	for {
		err = syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			break
		}
	}
	switch {
	case err == nil:
		return func() { dir.Close() }, false, nil
	case errors.Is(err, syscall.EWOULDBLOCK):
		return nil, true, dir.Close()
	}
	dir.Close()
	// NFS, for one, locks only what is open for writing.
	return lockBeside(root)
}
