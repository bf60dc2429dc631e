//go:build e2e

package main

import (
	"strings"
	"testing"
)

// bindgen reads C headers as each target's compiler does: the sizes, alignments and places
// that it tells Rust are those of C.
func TestE2EHeaders(t *testing.T) {
	e := projectCopy(t, "headers")
	targets := []string{"armv5te"}
	if !testing.Short() {
		targets = []string{"--all"}
	}
	e.xgen(0, append([]string{"run", "--emit"}, targets...)...)

	// Without the target's folders Clang does not find its headers.
	e.write("targets.cue", strings.Replace(e.read("targets.cue"), "tools: ", "env: BINDGEN_EXTRA_CLANG_ARGS: \"-nostdinc\"\ntools: ", 1))
	if _, said := e.xgen(1, "run", "--emit", "armv5te"); !strings.Contains(said, "'setjmp.h' file not found") {
		t.Error(said)
	}
}
