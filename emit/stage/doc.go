// Package stage describes the stages of a Dockerfile: what each is called, what
// it stands on, and which of the shared scripts it runs.
//
// A stage is made by a Builder. The mounts and paths that a Builder returns for
// its template to show are also what it notes in the stage, so that a stage
// cannot mount a script that it does not list.
//
// The files build on each other in this order: stage.go and run.go, builder.go,
// prebuilt.go.
package stage
