package engine

// supported reports whether a private BuildKit can run on this system.
func supported() error { return nil }
