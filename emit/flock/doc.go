// Package flock takes advisory locks on open files and folders, as flock(2)
// does.
//
// The kernel releases a lock when its holder closes the file or dies, however
// it dies, so no lock is ever left behind and nothing has to be cleaned up. A
// lock belongs to the open file: whoever opens the same path again, in this
// process or another, is another holder.
//
// The caller opens the file, since a path alone does not say how: a lock in a
// folder that others can write to is opened through an os.Root, and the
// repository's lock is the open root folder itself. The libraries for file
// locks (gofrs/flock, rogpeppe/go-internal/lockedfile) open a path themselves.
package flock
