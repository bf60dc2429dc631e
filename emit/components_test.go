package emit_test

import (
	"slices"
	"strings"
	"testing"
)

const linted = `name: "hello"
targets: {
	a: {triple: "armv5te-unknown-linux-musleabi", test: lints: ["fmt"]}
	b: {triple: "mips-unknown-linux-musl", rust: components: ["clippy"]}
	c: triple: "x86_64-unknown-linux-musl"
	old: {triple: "x86_64-unknown-linux-musl", rust: channel: "1.94.0"}
}
`

// What one row has of rustup's, std's source too, those of the same release have: the stage is
// one.
func TestRowsShareTheirRust(t *testing.T) {
	var got []string
	for _, a := range ending(compile(t, linted), "/Dockerfile") {
		_, rest, _ := strings.Cut(string(a.Bytes), "sh /xgen/rust.sh")
		line, _, _ := strings.Cut(rest, "\n")
		got = append(got, line)
	}
	slices.Sort(got)
	if want := []string{"", " clippy rust-src rustfmt", " clippy rust-src rustfmt", " clippy rust-src rustfmt"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
