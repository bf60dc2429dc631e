//go:build !linux && !darwin

package build

import "errors"

func exchange(folder, string, folder, string) error { return errors.ErrUnsupported }
