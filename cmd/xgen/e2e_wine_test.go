//go:build e2e

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// C, C++, threads, panics and the project's own tests are right under Wine, and no
// DLL is needed but Windows' own.
func TestE2EWindows(t *testing.T) {
	e := projectCopy(t, "windows")
	e.xgen(0, "emit")
	for target, isSlow := range map[string]bool{"x86_64": false, "i686": true, "llvm": true} {
		t.Run(target, func(t *testing.T) {
			if isSlow {
				slow(t)
			}
			e := &e2e{t: t, dir: e.dir}
			r := e.runOf(target).Results[0]
			if !r.OK || len(r.Contract) < 15 {
				t.Errorf("%+v", r)
			}
			for _, row := range r.Contract {
				if row.Status != "ok" {
					t.Errorf("%+v", row)
				}
			}
			e.xgen(0, "verify", "dist/"+target+"/visitor.exe")
		})
	}
}

// A DLL of the compiler's that got in is named before anybody else misses it.
func TestE2EForeignDLL(t *testing.T) {
	e := projectCopy(t, "windows")
	e.write("targets.cue", "name: \"visitor\"\ntargets: x86_64: triple: \"x86_64-pc-windows-gnu\"\n"+
		"flags: both: link: [\"-Wl,--allow-multiple-definition\"]\n") // GCC's own part of the same library is static
	build, err := os.ReadFile(filepath.Join(e.dir, "build.rs"))
	if err != nil {
		t.Fatal(err)
	}
	const link = `println!("cargo:rustc-link-lib=dylib:+verbatim=libwinpthread.dll.a");`
	e.write("build.rs", strings.TrimSuffix(strings.TrimSpace(string(build)), "}")+link+"}\n")
	e.xgen(0, "emit")
	said, _ := e.xgen(1, "run", "x86_64")
	if !strings.Contains(said, "not allowed: libwinpthread-1.dll") {
		t.Errorf("the DLL is not named:\n%s", said)
	}
}
