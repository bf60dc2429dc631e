// Package dockerfile writes the Dockerfile of a target.
//
// A Dockerfile is a list of stages. Each is a method here, which makes a small
// view, and a template of its own in templates/dockerfile; those of the C
// toolchain are package toolchain's. Every stage is made, and those are written
// that the stages which people build need: so no stage asks whether it is wanted,
// and the list says which of the shared scripts a project uses.
//
// What is written is read again by BuildKit's own parser before it leaves (Reader).
package dockerfile
