// Package emit compiles a resolved project to the files that a build needs. It is
// pure: equal projects give equal bytes on any machine.
//
// Each kind of file is one line in kinds, and each file is read by a reader of
// its format before All returns it. The Dockerfile has a package of its own, and
// so has what depends on the source of a target's C toolchain.
//
// The files build on each other in this order: artifact.go; the readers in
// readback.go, readlines.go and shape.go; kind.go; what several kinds use, in
// pkgconfig.go, stagefiles.go and tomlwriter.go; a file for each kind; and emit.go,
// which lists the kinds.
package emit
