package flock

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// The two ways to hold a lock: any number of holders share one, or one holder
// has it alone.
const (
	Shared    = unix.LOCK_SH
	Exclusive = unix.LOCK_EX
)

// Try takes the lock of an open file and reports whether it got it: false
// without an error means that another holder has it. An error is a
// *fs.PathError; some network file systems lock no folders, or nothing.
func Try(f *os.File, how int) (bool, error) {
	for {
		switch err := unix.Flock(int(f.Fd()), how|unix.LOCK_NB); {
		case err == nil:
			return true, nil
		case errors.Is(err, unix.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, unix.EINTR):
			return false, &os.PathError{Op: "lock", Path: f.Name(), Err: err}
		}
	}
}
