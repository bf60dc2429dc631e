package schema

import "testing"

const muslRow = nameLine + "targets: a: triple: \"x86_64-unknown-linux-musl\"\n"

// What is said for all targets must reach one that it can be for.
func TestRefusedForTheirTargets(t *testing.T) {
	const wide = armRow + "targets: b: triple: \"mips-unknown-linux-musl\"\natomics: 64\ntest: lints: [\"clippy\", \"fmt\"]\n"
	const gnu = nameLine + "targets: a: triple: \"aarch64-unknown-linux-gnu\"\n"
	const why = `clippy knows the target as rustc does, without the 64-bit atomics that std is built with (atomics: 64): for a, b write test: lints: without "clippy", and have it on a target that needs no atomics: 64`
	for _, c := range []struct{ text, want string }{
		{wide, "targets.cue:5:14: test.lints: " + why},
		{armRow + "atomics: 64\ntargets: a: test: lints: [\"clippy\"]\n", "targets.cue:4:26: test.lints: clippy knows"},
		{wide + "targets: [_]: test: lints: [\"fmt\"]\n", ""},
		{armRow + "test: lints: [\"clippy\"]\n", ""},
		{muslRow + "contract: glibc: \"2.17\"\n", `targets.cue:3:18: contract.glibc: x86_64-unknown-linux-musl has musl, not glibc: remove it`},
		{muslRow + "targets: b: triple: \"aarch64-unknown-linux-gnu\"\ntargets: b: toolchain: kind: \"zig\"\ncontract: glibc: \"2.17\"\n", ""},
		{gnu + "toolchain: kind: \"zig\"\ncontract: glibc: \"2.017\"\n", `targets.cue:4:18: contract.glibc is "2.017": want a version of glibc such as "2.17"`},
		{gnu + "toolchain: kind: \"zig\"\ncontract: glibc: \"2.999\"\n", `targets.cue:4:18: contract.glibc is "2.999": want a version of glibc such as "2.17"`},
		{gnu + "toolchain: kind: \"zig\"\ncontract: glibc: \"2.42\"\n", `targets.cue:4:18: contract.glibc is "2.42": zig 0.14.1 has none after 2.41: write "2.41" or an older one`},
		{gnu + "toolchain: kind: \"zig\"\ncontract: glibc: \"2.41\"\n", ""},
	} {
		_, found := Load(project(c.text))
		if c.want == "" {
			if len(found) > 0 {
				t.Errorf("%s\ngives %v", c.text, found)
			}
			continue
		}
		checkFound(t, found.Error(), []string{c.want})
	}
}
