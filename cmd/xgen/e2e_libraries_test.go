//go:build e2e

package main

import (
	"regexp"
	"strings"
	"testing"
)

// One C library on another, by autotools, one by cmake, and a tool for the
// build script: the binary is static, runs on the oldest CPU, and prints what
// each of them did. A second run changes no library and builds none again.
func TestE2ELibraries(t *testing.T) {
	slow(t)
	e := projectCopy(t, "libraries")
	for _, target := range []string{"armv5te", "x86_64"} {
		t.Run(target, func(t *testing.T) {
			r := e.runAll(target, "--emit")[target]
			if !r.OK || len(r.Smoke) != 1 || !strings.Contains(r.Smoke[0].Stdout, `"table": "filter"`) {
				t.Errorf("%+v", r)
			}
			sum := e.sum("dist/" + target + "/libraries")
			e.edit("src/main.rs", "//! Calls", "//! It calls")
			_, said := e.xgen(0, "run", target)
			for _, stage := range []string{"libraries", "tools"} {
				if !regexp.MustCompile(`(?m)^` + target + ` +` + stage + ` +cached`).MatchString(said) {
					t.Errorf("%s is built again:\n%s", stage, said)
				}
			}
			if again := e.sum("dist/" + target + "/libraries"); again != sum {
				t.Errorf("a comment changed the binary")
			}
			e.edit("src/main.rs", "//! It calls", "//! Calls")
		})
	}
}

// OpenSSL that a crate brings along is built by Perl's modules, and for MIPS without its
// assembler code: it computes what it must.
func TestE2EVendoredOpenSSL(t *testing.T) {
	slow(t)
	e := projectCopy(t, "vendored")
	e.runAll("--all", "--emit")
}

// A pin of other bytes keeps nothing, and the step says what there is.
func TestE2EWrongPin(t *testing.T) {
	e := projectCopy(t, "libraries")
	// A release that the catalog does not know: of the others vet says it.
	e.edit("targets.cue", `package: "json-c", version: "0.18+ds", sha256: "f6439962c9622c1f9f4746d5b3daf5e0800c335281b048fab00159f2a29d7daa"`,
		`package: "libcap2", version: "2.75", sha256: "`+strings.Repeat("0", 64)+`"`)
	_, said := e.xgen(1, "run", "x86_64", "--emit")
	for _, want := range []string{": libcap2 2.75 (debian) has no file with the sha256 0000", "./libcap2_2.75.orig.tar.xz"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s\ndoes not say %s", said, want)
		}
	}
}
