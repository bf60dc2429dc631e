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
//
// The files build on each other in this order, lowest first: event.go, errors.go,
// request.go and engine.go say what an engine takes and returns; tail.go,
// redact.go and mask.go handle what programs print; process.go and tools.go run
// them. vertex.go and decode.go read the progress, and lost.go and solve.go turn a
// client's run into one result. layout.go, layout_read.go and contexts.go are the
// images of a request. private.go describes the private BuildKit, which start.go
// starts, install.go builds and serve.go supervises. buildctl.go and docker.go are
// the engines, and choose.go and base.go stand above them all.
package engine
