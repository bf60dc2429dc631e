// Package engine solves a stage of a Dockerfile on a container engine and
// reports the progress as values.
//
// An Engine is one way to do so: docker buildx, any BuildKit through buildctl, or
// the private BuildKit, which this package also builds, starts, supervises and
// stops (type Private). Choose returns the one to use. All of them are driven
// through their command-line clients, whose progress has one format (Decode), so
// that the engines differ only in the arguments that they make of a Request.
//
// What goes wrong comes as one of five errors: *Unusable before anything was
// done, and after that *StepError, *SolveError, *NoSpace and *Lost. Passwords in
// addresses are removed from all of them; see Redact.
//
// It is the only package that starts processes. It prints nothing and takes the
// environment of the user from its caller. A build context is always a
// snapshot.Tree: a daemon compares the metadata of files and not their contents.
package engine
