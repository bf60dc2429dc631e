// Package model holds the resolved project: plain values, each with the place that
// it came from. It decides nothing and imports only the standard library, so that
// whatever reads a project (the emitter, the runner, the checks) can build on it.
//
// A Project has its Targets; a Target has everything filled in. A Value is a value
// with its Origin: which of the inputs it came from, where it stands there and, where
// somebody said so, why. A Diagnostic is one thing to say about one place, and the one
// error with a position that there is.
package model
