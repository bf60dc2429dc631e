// Package emit turns a resolved project into the files that a build needs.
// It is pure: the same project gives the same bytes on any machine.
package emit

import "io/fs"

// Artifact is one emitted file.
type Artifact struct {
	Path  string      // from the project's root, with slashes
	Mode  fs.FileMode // 0o644 or 0o755
	Bytes []byte
}
