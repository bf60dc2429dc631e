// Package cargo reads what a build has to know of a project's own cargo files:
// the members of a workspace, their binaries, features and profiles, what
// Cargo.lock holds and which of it a package reaches, the configuration below
// .cargo and rustup's toolchain file. It starts no process and reads nothing but the
// file system that it is given. Where it decides as cargo does, a comment names the
// chapter of the Cargo book.
//
// The files build on each other in this order, lowest first. bounds.go refuses a
// text that would take a TOML parser too much time or memory; toml.go decodes and
// keys.go finds a key, said.go says of which file. setting.go joins what several
// configurations say, configfile.go reads them and what they include, cfg.go reads the
// expressions of their tables.
// profile.go, manifest.go, dependency.go, need.go, source.go, lock.go and toolchain.go each
// read one part. workspace.go holds the result of them all, which features.go and reach.go answer
// questions about. package.go makes a package of a manifest, root.go, inherit.go and
// members.go find the manifests, config.go takes what the configuration says of crates, and read.go calls
// them.
//
// What only cargo knows is asked through Asker: tree.go reads its answer, question.go
// asks what is compiled, described.go holds what is read here against what cargo
// reads, and refusal.go says why cargo will not have the project.
package cargo
