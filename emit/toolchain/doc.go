// Package toolchain holds what each source of C toolchains emits: its stages of
// the Dockerfile, its compiler wrappers, and what is said of it. Nobody else tells
// kinds apart.
//
// The files build on each other in this order: wrapper.go has what all wrappers
// show, and gcc.go what those of a GCC do; toolchain.go says what a toolchain is;
// then comes a file for each kind, but for image and tarball, which own_gcc.go has
// beside what they share with source; and kinds.go chooses among the kinds.
package toolchain
