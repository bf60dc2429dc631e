// Package cargo reads what a build has to know of a project's own cargo files:
// the members of a workspace, their binaries, features and profiles, what
// Cargo.lock holds and which of it a package reaches, the configuration below
// .cargo and rustup's toolchain file. It never runs cargo and reads nothing but the
// file system that it is given. Where it decides as cargo does, a comment names the
// chapter of the Cargo book.
//
// workspace.go holds Read and its result; members.go and manifest.go find and read
// the manifests, lock.go, config.go and toolchain.go the files beside them, and
// bounds.go refuses a text that would take a TOML parser too much time or memory.
package cargo
