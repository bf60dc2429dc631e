// Package toolchain knows the kinds of C toolchains: for which triples each is
// offered and why not for the others, what it can do there, and what the emitter
// must be told. Each kind has a file here and one in emit/toolchain; no other file
// names a kind. Everybody else asks the abilities of the resolved model.Toolchain.
//
// A kind's facts about triples stand in schema/catalog/*.cue under toolchains.
package toolchain
