package schema

import "testing"

// Debian's libraries are for programs that Debian's GCC links, with Debian's
// glibc; the refusal says what to write instead.
func TestRow74LibraryOfDebians(t *testing.T) {
	const library = "libraries: ssl: {kind: \"debian\", packages: [\"libssl-dev\"]}\n"
	target := func(triple, more string) string {
		return "targets: a: {triple: \"" + triple + "\"" + more + "}\n"
	}
	for rows, want := range map[string]string{
		target("x86_64-unknown-linux-musl", ""):                               "libraries.ssl: Debian's packages are for glibc, and x86_64-unknown-linux-musl has musl: build it from source",
		target(arm64gnu, `, toolchain: kind: "zig"`):                          "libraries.ssl: Debian's packages ask for symbols of glibc 2.41, and a may ask for none beyond 2.17",
		target(arm64gnu, `, toolchain: kind: "zig", contract: glibc: "2.41"`): "libraries.ssl: only Debian's GCC finds Debian's packages: build it from source",
		target(arm64gnu, `, toolchain: kind: "debian"`):                       "",
	} {
		p, found := Load(project("name: \"hello\"\n" + library + rows))
		checkMessage(t, rows, p != nil, found, want)
	}
}
