//go:build !linux

package engine

import (
	"context"
	"runtime"
)

// serve needs Linux, as BuildKit does.
func (p *Private) serve(context.Context) error { return supported() }

// supported reports whether a private BuildKit can run on this system.
func supported() error {
	return unusable("private", "install Docker 23 or newer, or set BUILDKIT_HOST", "BuildKit does not run on %s", runtime.GOOS)
}
