package resolve

// Rule is a check of this package: its stable name, and why what it finds is
// refused.
type Rule struct{ Name, Why string }

// Rules lists them, by name. A check that is not among them fails a test.
func Rules() []Rule {
	return []Rule{
		{"added-twice", "Cargo.lock gets one entry for a crate that several patches add"},
		{"ambiguous-patch", "a diff is written for one version of a crate, and would go unseen into another that Cargo.lock holds too"},
		{"bad-diff", "a diff is applied to sources that are compiled: it is text, inside of the crate, and nothing else"},
		{"cargo", "cargo could not read the manifest, or takes another workspace for it"},
		{"crate-needs-patch", "a crate that is known not to compile for a target would say so only in the middle of the build"},
		{"crt-static", "rustc links some musl targets dynamically unless told otherwise, and the binary would then need a loader that is not there"},
		{"env-and-input", "cargo would take the value of env, whatever a run gives"},
		{"float-abi", "objects that pass floats in different ways link with a warning at most, and compute nonsense together"},
		{"forbidden-flag", "a flag that runs or reads what no emitted file shows makes the build another one than was reviewed"},
		{"isa", "a promise is held against what a binary records, in readelf's words"},
		{"known-crate", "a crate that Cargo.lock already has is checked by the project's own checksum"},
		{"missing-sha256", "what is fetched is held against a checksum that does not come from where it is fetched"},
		{"no-binary", "there would be nothing to publish"},
		{"no-prebuilt-std", "rustup ships no std for the target, and would say so only when the toolchain is installed"},
		{"other-linker", "each toolchain has one linker, whose dangerous warnings are known and taken for errors"},
		{"other-version", "a diff that was written for another version may apply and be wrong"},
		{"outside", "only the project's own folder reaches the build"},
		{"own-crate", "a crate of the project is changed where it stands"},
		{"required-features", "cargo leaves out a binary whose features are not turned on"},
		{"requirement", "a version requirement that cannot be read fits nothing"},
		{"reserved-env", "the emitted files set the variable themselves, or it changes the tools and not the program"},
		{"rust-toolchain", "rust-toolchain.toml names the default channel, and must name one that every machine can install"},
		{"smoke-bin", "of several binaries nobody said which one is run"},
		{"smoke-field", "of two promises about one field the second would be lost"},
		{"static-flag", "the flag contradicts the contract, which the binary would break only after the build"},
		{"static-needed", "a static binary needs no shared library, so one of the two promises is a mistake"},
		{"static-only", "Debian's libgcc_s needs glibc: with musl its GCC makes only static programs"},
		{"static-pie", "the start files of the triple do not relocate such a program: it crashes before main"},
		{"stripped", "the profile keeps the symbol table that the contract says is gone"},
		{"test-args", "the results of the tests are read from what the test programs print"},
		{"toolchain-unfit", "a toolchain is offered only for triples for which a program was built with it and ran"},
		{"undeclared-file", "what a patch touches is reviewed where it is declared"},
		{"unknown-binary", "cargo would refuse the name only in the middle of the build"},
		{"unknown-feature", "cargo would refuse the name only in the middle of the build"},
		{"unknown-input", "the program would be held against a value that no run can give"},
		{"unknown-package", "cargo would refuse the name only in the middle of the build"},
		{"unknown-profile", "cargo would refuse the name only in the middle of the build"},
		{"unpinned-action", "a tag can be moved to other code: an action is pinned to a commit"},
		{"untouched-file", "what a patch declares and does not touch is out of date"},
		{"unused-action", "a pin that nothing uses goes stale unseen"},
		{"unused-flag", "a flag that no target gets is out of date, or its condition is not what was meant"},
		{"unused-patch", "a patch that changes nothing is out of date: its crate is gone, or no target needs it"},
	}
}
