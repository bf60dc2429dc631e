package emit_test

import (
	"strings"
	"testing"
)

// withCrate is a project that depends on one crate, which depends on another.
func withCrate(t *testing.T, table, crate, deep string) string {
	t.Helper()
	const source = "source = \"registry+https://example.com/index\"\n"
	lock := "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"" + crate + "\"]\n\n" +
		"[[package]]\nname = \"" + crate + "\"\nversion = \"1.0.0\"\n" + source + "dependencies = [\"" + deep + "\"]\n\n" +
		"[[package]]\nname = \"" + deep + "\"\nversion = \"1.0.0\"\n" + source
	all := byPath(t, loadFiles(t, smallest, map[string]string{
		"Cargo.toml": helloManifest + "[" + table + "]\n" + crate + " = \"1\"\n", "Cargo.lock": lock,
	}))
	for name, a := range all {
		if strings.HasSuffix(name, "/Dockerfile") {
			_, build, _ := strings.Cut(string(a.Bytes), "\nFROM std AS build\n")
			build, _, _ = strings.Cut(build, "\nFROM ")
			return build
		}
	}
	t.Fatal("there is no Dockerfile")
	return ""
}

// What a build script needs on the machine that builds is installed where the project
// may have the crate, before anything of the project is copied.
func TestHostPackages(t *testing.T) {
	const perl = "sh /xgen/packages.sh perl\n"
	for _, table := range []string{"dependencies", "build-dependencies", "target.'cfg(unix)'.dependencies"} {
		build := withCrate(t, table, "openssl-sys", "openssl-src")
		installed := strings.Index(build, perl)
		if copied := strings.Index(build, "COPY "); installed < 0 || copied < installed {
			t.Errorf("%s: perl is not installed first:\n%s", table, build)
		}
	}
	for _, c := range [][3]string{{"dependencies", "client", "cc"}, {"dev-dependencies", "openssl-sys", "openssl-src"}} {
		if build := withCrate(t, c[0], c[1], c[2]); strings.Contains(build, "packages.sh") {
			t.Errorf("%v: packages are installed:\n%s", c, build)
		}
	}
}

// The build asks cargo where the lock has crates whose needs the target does not meet,
// and nowhere else.
func TestAsksCargoInTheBuild(t *testing.T) {
	for crate, asks := range map[string]bool{"openssl-sys": true, "other-sys": false} {
		all := byPath(t, loadFiles(t, smallest, map[string]string{
			"Cargo.toml": helloManifest + "[features]\nf = []\n[target.'cfg(windows)'.dependencies]\n" + crate + " = \"1\"\n",
			"Cargo.lock": "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"" + crate + "\"]\n\n" +
				"[[package]]\nname = \"" + crate + "\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.com/index\"\n",
			"targets.cue": smallest + "cargo: {features: [\"f\"], \"no-default-features\": true}\n",
		}))
		_, script := all["xgen/stage/compiled.sh"]
		called := false
		for name, a := range all {
			called = called || strings.HasSuffix(name, "/Dockerfile") &&
				strings.Contains(string(a.Bytes), "sh /xgen/compiled.sh --target armv5te-unknown-linux-musleabi --no-default-features --features f -- openssl-sys 1.0.0 ")
		}
		if script != asks || called != asks {
			t.Errorf("%s: script %v, called %v", crate, script, called)
		}
	}
}
