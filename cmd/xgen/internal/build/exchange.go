//go:build linux || darwin

package build

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange swaps the files of two names in one step, so that neither is ever
// missing. The error is errors.ErrUnsupported where the file system or the
// kernel cannot.
func exchange(a folder, nameA string, b folder, nameB string) error {
	one, err := a.Open(".")
	if err != nil {
		return err
	}
	defer one.Close()
	two, err := b.Open(".")
	if err != nil {
		return err
	}
	defer two.Close()
	err = swap(int(one.Fd()), nameA, int(two.Fd()), nameB)
	// EINVAL is the answer of a Linux file system that does not know the flag.
	if errors.Is(err, unix.EINVAL) {
		return errors.ErrUnsupported
	}
	return err
}
