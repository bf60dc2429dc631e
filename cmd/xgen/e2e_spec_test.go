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

// What rustc would ignore of a specification ends the build before std is built.
func TestE2ESpecThatRustcIgnores(t *testing.T) {
	e := projectCopy(t, "acme")
	e.write("mipsel-acme-linux-musl.json", strings.ReplaceAll(e.read("mipsel-acme-linux-musl.json"), "+mips32r2,", "+mips32r2,-mips33,"))
	_, stderr := e.xgen(1, "run", "mipsel", "--emit")
	if !strings.Contains(stderr, "rustc does not take mipsel-acme-linux-musl.json as it is: change the file that spec names") || !strings.Contains(stderr, "-mips33") {
		t.Error(stderr)
	}
}
