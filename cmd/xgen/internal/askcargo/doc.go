// Package askcargo asks the user's own cargo what a project is compiled of.
//
// A project that is looked at may be a stranger's, so that asking runs nothing of it.
// cargo and rustc are the ones that are installed: rustup, which fetches what a
// project's rust-toolchain.toml names, is passed by. cargo is started in the root
// folder, whose configuration is the machine's own, so that it does not look for the
// project's, which names wrappers, compilers and credential helpers. It has no network,
// a bounded time and a bounded output, and what it leaves of its process group is
// killed.
//
// An answer is kept by a hash of all that it depends on.
//
// The files build on each other in this order: kept.go keeps answers, find.go
// finds cargo, and ask.go, which alone starts a process, asks it.
package askcargo
