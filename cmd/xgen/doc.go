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
//
// The files build on each other in this order: errors.go, failure.go, json.go and
// sink.go; app.go, which all commands share; diagnostics.go, guard.go, project.go
// and machine.go, which read what the user wrote; table.go and progress.go, which
// print. The commands stand upon these: run.go upon drift.go, images.go, fits.go,
// dryrun.go and result.go, init.go upon overlay.go and vendored.go, emit.go upon the latter, show.go upon values.go, vet.go upon sarif.go, and
// schemacmd.go upon reference.go. cli.go lists the commands and runs one of them,
// and finish.go prints how it ended.
package main
