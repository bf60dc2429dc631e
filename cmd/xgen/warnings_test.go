package main

import (
	"strings"
	"testing"
)

// Of what a build wrote the warnings are kept, as they stand.
func TestWarnings(t *testing.T) {
	const output = "   Compiling hello v0.1.0 (/src)\n" +
		"\x1b[0m\x1b[1m\x1b[33mwarning\x1b[0m\x1b[1m: unused variable: `x`\x1b[0m\n" +
		" --> src/main.rs:2:9\n  |\n2 |     let x = 1;\n  |         ^\n\n" +
		"warning: hello@0.1.0: from the build script\n" +
		"xgen: toolchain is new\n" +
		"warning: `hello` (bin \"hello\") generated 1 warning\n" +
		"    Finished `release` profile [optimized] target(s) in 1.23s\n" +
		"error: no\n  --> here\n"
	var w warnings
	for line := range strings.Lines(output) {
		w.take(strings.TrimSuffix(line, "\n"))
	}
	lines := strings.Split(output, "\n")
	want := append(append([]string{}, lines[1:6]...), lines[7], lines[9])
	if got := strings.Join(w.lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}
