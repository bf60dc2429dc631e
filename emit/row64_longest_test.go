package emit_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestRow64TheLongestFits: as much as vet allows, in text that takes most room when
// it is quoted, still is a Dockerfile that BuildKit reads.
func TestRow64TheLongestFits(t *testing.T) {
	word := `#"-L` + strings.Repeat(`"'`, 494) + `"#`
	ten := "[" + strings.Repeat(word+", ", 10) + "]"
	flags := "{a: {rustc: " + ten + "}, b: rustc: [" + word + "]}"
	var inputs strings.Builder
	for i := range 200 {
		fmt.Fprintf(&inputs, "inputs: %s%03d: default: \"\"\n", strings.Repeat("N", 120), i)
	}
	all := compile(t, `
name: "hello"
flags: `+flags+`
targets: a: {triple: "armv5te-unknown-linux-musleabi", flags: {c: {rustc: `+ten+`}, d: rustc: [`+word+`]}}
contract: smoke: {args: `+ten+`, daemon: {bin: "hello", args: `+ten+`}}
test: args: `+ten+`
`+inputs.String())
	if len(ending(all, "/Dockerfile")) != 1 {
		t.Error("no Dockerfile")
	}
}
