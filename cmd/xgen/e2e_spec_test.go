//go:build e2e

package main

import (
	"strings"
	"testing"
)

// A target that rustc does not know gets its std, its program and its tests by its
// specification: the vendor is the specification's, C code is compiled for it, and
// build scripts see an ordinary release.
func TestE2ESpec(t *testing.T) {
	e := projectCopy(t, "acme")
	for target, want := range map[string]struct{ triple, cpu, said string }{
		"mipsel":  {"mipsel-acme-linux-musl", "24Kc", `"atomic64":false,`},
		"armv5te": {"armv5te-acme-linux-musleabi", "arm926", `"atomic64":true,`},
		"x86":     {"x86_64-acme-linux-musl", "qemu64", `"atomic64":true,`},
	} {
		if testing.Short() && target != "mipsel" {
			continue
		}
		r := e.runOf(target, "--emit").Results[0]
		if !r.OK || r.Smoke[0].CPU != want.cpu || !strings.Contains(r.Smoke[0].Stdout, want.said) || !strings.Contains(r.Smoke[0].Stdout, want.triple) {
			t.Errorf("%s: %+v", target, r)
		}
	}
}

// What vet does not know of a specification, an option of LLVM's, ends the build
// before std is built.
func TestE2ESpecThatRustcRefuses(t *testing.T) {
	e := projectCopy(t, "acme")
	e.write("mipsel-acme-linux-musl.json", strings.Replace(e.read("mipsel-acme-linux-musl.json"), "{", `{"llvm-args": ["-no-such-option"],`, 1))
	_, stderr := e.xgen(1, "run", "mipsel", "--emit")
	if !strings.Contains(stderr, "rustc does not take mipsel-acme-linux-musl.json as it is: change the file that spec names") || !strings.Contains(stderr, "-no-such-option") {
		t.Error(stderr)
	}
}
