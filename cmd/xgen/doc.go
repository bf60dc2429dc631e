// Command xgen compiles one CUE file into everything that the cross builds of
// a Rust program need, and runs them.
//
// Each command has a file of its own: vet.go, emit.go, run.go and so on. A
// command loads the project with package schema, calls the packages that do the
// work, and prints what they return: nothing else in the program prints, reads
// the environment of the user's shell or ends the process. Data goes to stdout,
// everything else to stderr.
//
// Main runs a command from its arguments, its streams and its environment, as
// tests do. An error is printed once, at the end, with its hint, and becomes an
// exit code by package exitcode: each error knows its own. With -o json a command
// that fails prints an object with the error in place of its result.
package main
