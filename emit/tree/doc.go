// Package tree brings the emitted files in the user's repository up to date. It
// is the only writer there.
//
// Diff compares the wanted artifacts with what stands on the disk and returns
// the changes; Unified shows them as a diff; Apply makes them. The three are to
// be called while the Lock is held. What earlier runs emitted is known from
// manifests among the files: a list of paths with their hashes. A file that still
// has the hash of its manifest may be overwritten or removed. Any other was
// edited by hand or belongs to somebody else, and needs Options.Force.
//
// The package promises that
//
//   - nothing outside of the root is touched, and no symbolic link followed;
//   - either all changes are made or none, as far as that can be known before the
//     first one;
//   - a process that is killed, or a machine that loses its power, at any moment
//     leaves each file old or new, and whole, and the next run goes on from there.
//
// The files build on each other in this order: tree.go has the changes, error.go what
// is reported, inspect.go what stands at a path; temp.go names temporary files and
// path.go says which paths xgen emits; from manifest.go through ondisk.go it goes up
// to diff.go, and from step.go through writer.go and sweep.go to apply.go. unified.go,
// lock.go and own.go, for files that are the user's own, stand beside these.
package tree
