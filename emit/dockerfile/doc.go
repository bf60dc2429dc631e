// Package dockerfile writes the Dockerfile of a target.
//
// A Dockerfile is a list of stages. Each is a method here, which makes a small
// view, and a template of its own in templates/dockerfile; those of the C
// toolchain are package toolchain's. Every stage is made, and those are written
// that the stages which people build need: so no stage asks whether it is wanted,
// and the list says which of the shared scripts a project uses.
//
// The files build on each other in this order: common.go has what the targets of a
// project share, maker.go what the stages of a target share, pulledname.go the names
// of those that fetch; then come the files with the stages; and dockerfile.go lists
// the stages. absent.go and read.go stand by themselves.
//
// What is written is read again by BuildKit's own parser before it leaves (Reader).
package dockerfile
