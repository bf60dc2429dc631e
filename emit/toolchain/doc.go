// Package toolchain holds what each source of C toolchains emits: its stages of
// the Dockerfile, its compiler wrappers, and what is said of it. One file is for
// one kind; nobody else tells kinds apart.
package toolchain
