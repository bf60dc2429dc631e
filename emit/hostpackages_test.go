package emit_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// withCrate is the build stage of a project that depends on one crate, which depends on
// another.
func withCrate(t *testing.T, table, crate, deep string) string {
	t.Helper()
	for name, a := range emittedWithCrate(t, smallest, table, crate, deep) {
		if strings.HasSuffix(name, "/Dockerfile") {
			return stageOf(t, string(a.Bytes), "build")
		}
	}
	t.Fatal("there is no Dockerfile")
	return ""
}

func emittedWithCrate(t *testing.T, targets, table, crate, deep string) map[string]emit.Artifact {
	t.Helper()
	const source = "source = \"registry+https://example.com/index\"\n"
	lock := "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"" + crate + "\"]\n\n" +
		"[[package]]\nname = \"" + crate + "\"\nversion = \"1.0.0\"\n" + source + "dependencies = [\"" + deep + "\"]\n\n" +
		"[[package]]\nname = \"" + deep + "\"\nversion = \"1.0.0\"\n" + source
	return byPath(t, loadFiles(t, targets, map[string]string{
		"Cargo.toml": helloManifest + "[" + table + "]\n" + crate + " = \"1\"\n", "Cargo.lock": lock,
	}))
}

// stageOf is a stage of a Dockerfile behind its first line.
func stageOf(t *testing.T, dockerfile, name string) string {
	t.Helper()
	_, text, ok := strings.Cut(dockerfile, " AS "+name+"\n")
	if !ok {
		t.Fatalf("there is no stage %s in\n%s", name, dockerfile)
	}
	text, _, _ = strings.Cut(text, "\nFROM ")
	return text
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

// Where OpenSSL's assembler code computes what is wrong, the crate that brings OpenSSL along
// configures it without: it calls what adds that for perl.
func TestOpenSSLOfCrate(t *testing.T) {
	const mips, arm64 = "name: \"hello\"\ntargets: a: triple: \"mipsel-unknown-linux-musl\"\n", "name: \"hello\"\ntargets: a: triple: \"aarch64-unknown-linux-musl\"\n"
	const variable = "OPENSSL_SRC_PERL = { value = 'a/bin/openssl-perl', relative = true, force = true }\n"
	for _, c := range []struct {
		targets, table, crate string
		added                 bool
	}{
		{mips, "dependencies", "openssl-src", true},
		{mips, "build-dependencies", "openssl-src", true},
		{mips, "dependencies", "cc", false},
		{arm64, "dependencies", "openssl-src", false},
		{mips + "env: OPENSSL_SRC_PERL: \"/own/perl\"\n", "dependencies", "openssl-src", false},
	} {
		all := emittedWithCrate(t, c.targets, c.table, "other-sys", c.crate)
		if said := strings.Contains(string(all["xgen/a/config.toml"].Bytes), variable); said != c.added {
			t.Errorf("%v: the variable is there: %v", c, said)
		}
		if _, there := all["xgen/a/bin/openssl-perl"]; there != c.added {
			t.Errorf("%v: the program is there: %v", c, there)
		}
	}
	dir := place(t, emittedWithCrate(t, mips, "dependencies", "other-sys", "openssl-src"))
	write(t, filepath.Join(dir, "bin/perl"), "#!/bin/sh\nprintf '<%s>' \"$@\"\n", 0o755)
	cmd := exec.Command(filepath.Join(dir, "xgen/a/bin/openssl-perl"), "./Configure", "linux-mips32", "a b")
	cmd.Env = []string{"PATH=" + filepath.Join(dir, "bin") + ":/usr/bin:/bin"}
	if said := output(t, cmd); said != "<./Configure><linux-mips32><a b><no-asm>" {
		t.Errorf("perl is told %s", said)
	}
}

// The build asks cargo where the lock has crates whose needs the target does not meet,
// and nowhere else.
func TestAsksCargoInTheBuild(t *testing.T) {
	for crate, asks := range map[string]bool{"openssl-sys": true, "other-sys": false} {
		all := byPath(t, loadFiles(t, smallest, map[string]string{
			"Cargo.toml": helloManifest + "[features]\nf = []\n[target.'cfg(own)'.dependencies]\n" + crate + " = \"1\"\n",
			"Cargo.lock": "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"" + crate + "\"]\n\n" +
				"[[package]]\nname = \"" + crate + "\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.com/index\"\n",
			"targets.cue": smallest + "cargo: {features: [\"f\"], \"no-default-features\": true}\nflags: own: rustc: [\"--cfg=own\"]\n",
		}))
		_, script := all["xgen/stage/compiled.sh"]
		called := false
		for name, a := range all {
			called = called || strings.HasSuffix(name, "/Dockerfile") &&
				strings.Contains(string(a.Bytes), "sh /xgen/compiled.sh normal --target armv5te-unknown-linux-musleabi --no-default-features --features f "+
					`--config "target.'armv5te-unknown-linux-musleabi'.rustflags=['--cfg=own']" -- openssl-sys 1.0.0 `)
		}
		if script != asks || called != asks {
			t.Errorf("%s: script %v, called %v", crate, script, called)
		}
	}
}

// What the user names is there for libraries and build scripts, each in a layer of its
// own, and is looked for before anything waits for it.
func TestAskedHostPackages(t *testing.T) {
	all := byPath(t, loadFiles(t, smallest+"host: {packages: [\"python3\", \"gperf\", \"python3\"], why: \"tables\"}\n", nil))
	text := string(all["xgen/armv5te/Dockerfile"].Bytes)
	fetch := stageOf(t, text, "fetch")
	if looks, compiles := strings.Index(fetch, "sh /xgen/known-packages.sh gperf python3\n"), strings.Index(fetch, "fetch.sh"); looks < 0 || compiles < looks {
		t.Errorf("nobody looks for them first:\n%s", fetch)
	}
	build := stageOf(t, text, "build")
	if installs, copies := strings.Index(build, "sh /xgen/known-packages.sh gperf python3 && sh /xgen/packages.sh gperf python3\n"), strings.Index(build, "COPY "); installs < 0 || copies < installs {
		t.Errorf("they are not installed first:\n%s", build)
	}
	if strings.Contains(text, " AS libraries\n") || strings.Contains(stageOf(t, text, "std"), "python3") {
		t.Errorf("std waits for them:\n%s", text)
	}
}

// known-packages.sh names what Debian does not have, and installs nothing.
func TestKnownPackages(t *testing.T) {
	dir := place(t, compile(t, smallest+"host: packages: [\"python3\"]\n"))
	bin := filepath.Join(dir, "bin")
	write(t, filepath.Join(bin, "rm"), "#!/bin/sh\n", 0o755)
	write(t, filepath.Join(bin, "dpkg"), "#!/bin/sh\necho amd64\n", 0o755)
	write(t, filepath.Join(bin, "apt-get"), "#!/bin/sh\ncase \"$*\" in\n*pyton*) exit 100 ;;\nupdate*) case \"$*\" in *APT::Architectures=amd64) ;; *) exit 100 ;; esac ;;\n *--simulate*) ;;\n*) echo it installs ;;\nesac\n", 0o755)
	for names, want := range map[string]string{
		"python3 gperf":              "",
		"python3 pyton3 gperf pyton": "xgen: host.packages: the base image's release of Debian cannot install pyton3 pyton: look for the name with apt-cache search\n",
	} {
		cmd := exec.Command("/bin/sh", append([]string{filepath.Join(dir, "xgen/stage/known-packages.sh")}, strings.Fields(names)...)...)
		cmd.Env = []string{"PATH=" + bin}
		out, err := cmd.CombinedOutput()
		if string(out) != want || (err != nil) != (want != "") {
			t.Errorf("%s: %v\n%s", names, err, out)
		}
	}
}

// packages.sh asks for the lists of other architectures only where a package is of one: their
// updates may lag behind, and apt then installs nothing at all.
func TestPackagesOfOneArchitecture(t *testing.T) {
	dir := place(t, compile(t, smallest))
	bin := filepath.Join(dir, "bin")
	write(t, filepath.Join(bin, "rm"), "#!/bin/sh\n", 0o755)
	write(t, filepath.Join(bin, "dpkg"), "#!/bin/sh\necho amd64\n", 0o755)
	write(t, filepath.Join(bin, "apt-get"), "#!/bin/sh\n[ \"$1\" != update ] || echo \"$*\"\n", 0o755)
	for names, want := range map[string]string{
		"gperf perl":             "update -qq -o APT::Architectures=amd64\n",
		"gperf libssl-dev:armhf": "update -qq\n",
	} {
		cmd := exec.Command("/bin/sh", append([]string{filepath.Join(dir, "xgen/stage/packages.sh")}, strings.Fields(names)...)...)
		cmd.Env = []string{"PATH=" + bin}
		if out, err := cmd.CombinedOutput(); err != nil || string(out) != want {
			t.Errorf("%s: %v\n%s", names, err, out)
		}
	}
}
