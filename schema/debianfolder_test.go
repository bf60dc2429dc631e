package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A variable or an argument that leads to Debian's libraries of another machine is
// refused; the same for the target's own machine, or for what it has when it runs, is not.
func TestDebianFolders(t *testing.T) {
	const armv6, armv7, i586, x64 = "arm-unknown-linux-musleabihf", "armv7-unknown-linux-gnueabihf", "i586-unknown-linux-musl", "x86_64-unknown-linux-musl"
	const armhf, amd64 = "/usr/lib/arm-linux-gnueabihf", "/usr/lib/x86_64-linux-gnu"
	env := func(name, value string) string { return "env: " + name + ": \"" + value + "\"\n" }
	link := func(words ...string) string { return "flags: f: link: [\"" + strings.Join(words, `", "`) + "\"]\n" }
	const isARMv7 = ", which is for an ARMv7 at least, as Debian's armhf is, and " + armv6 + " is another machine: remove it, and write libraries: …"
	for _, c := range []struct{ triple, rest, want string }{
		{armv6, env("OPENSSL_LIB_DIR", armhf), "targets.cue:3:6: env: OPENSSL_LIB_DIR leads to " + armhf + isARMv7},
		{armv6, env("ARM_UNKNOWN_LINUX_MUSLEABIHF_OPENSSL_DIR", "/usr/arm-linux-gnueabihf/"), "targets.cue:3:6: env: ARM_UNKNOWN_LINUX_MUSLEABIHF_OPENSSL_DIR leads to /usr/arm-linux-gnueabihf" + isARMv7},
		{armv6, env("ZSTD_LIB_DIR", "/x:"+armhf+"/zstd"), "targets.cue:3:6: env: ZSTD_LIB_DIR leads to " + armhf + isARMv7},
		{armv6, link("-L" + armhf), `targets.cue:3:17: flags.f: "-L` + armhf + `" leads to ` + armhf + isARMv7},
		{armv6, link("-L", armhf), `targets.cue:3:17: flags.f: "-L ` + armhf + `" leads to ` + armhf + isARMv7},
		{armv6, link("-Wl,--library-path=" + armhf), `targets.cue:3:17: flags.f: "-Wl,--library-path=` + armhf + `" leads to ` + armhf + isARMv7},
		{armv6, link(armhf + "/libssl.a"), `targets.cue:3:17: flags.f: "` + armhf + `/libssl.a" leads to ` + armhf + isARMv7},
		{armv6, "flags: f: rustc: [\"-L\", \"native=" + armhf + "\"]\n", `targets.cue:3:18: flags.f: "-L native=` + armhf + `" leads to ` + armhf + isARMv7},
		{armv6, "flags: f: c: [\"-I/usr/include/arm-linux-gnueabihf\"]\n", `targets.cue:3:14: flags.f: "-I/usr/include/arm-linux-gnueabihf" leads to /usr/include/arm-linux-gnueabihf` + isARMv7},
		{"armv7-unknown-linux-musleabi", link("-L" + armhf), `targets.cue:3:17: flags.f: "-L` + armhf + `" leads to ` + armhf + ", which passes floats the hard way, and"},
		{x64, link("-L" + armhf), `targets.cue:3:17: flags.f: "-L` + armhf + `" leads to ` + armhf + ", which is for arm, little-endian, and"},
		{i586, link("-L/usr/lib/i386-linux-gnu"), `targets.cue:3:17: flags.f: "-L/usr/lib/i386-linux-gnu" leads to /usr/lib/i386-linux-gnu, which is for an i686 at least`},
		{"mipsel-unknown-linux-musl", link("-L/usr/lib/mipsel-linux-gnu"), `targets.cue:3:17: flags.f: "-L/usr/lib/mipsel-linux-gnu" leads to /usr/lib/mipsel-linux-gnu, which passes floats in registers, as Debian's mipsel does, and`},
		{armv6, env("OPENSSL_LIB_DIR", amd64), "targets.cue:3:6: env: OPENSSL_LIB_DIR leads to " + amd64 + ", which is for x86_64, little-endian"},
		{armv6, env("PKG_CONFIG_LIBDIR", armhf+"/pkgconfig"), "targets.cue:3:6: env: PKG_CONFIG_LIBDIR cannot be set: pkg-config is set up to find"},
		{armv6, env("LIBRARY_PATH", armhf), "targets.cue:3:6: env: LIBRARY_PATH cannot be set: it changes every compiler"},
		{armv7, env("OPENSSL_LIB_DIR", armhf), ""},
		{armv7, link("-L" + armhf), ""},
		{x64, link("-L" + amd64), ""},
		{"i686-unknown-linux-musl", link("-L/usr/lib/i386-linux-gnu"), ""},
		{armv6, link("-Wl,-rpath," + armhf), ""}, // what Raspbian calls so is for its own machine
		{armv6, link("-L/opt/raspbian" + armhf), `targets.cue:3:17: warning: flags.f: "-L/opt/raspbian/usr/lib/arm-linux-gnueabihf" leads to /opt/raspbian/usr/lib/arm-linux-gnueabihf of the machine at home`}, // and a copy of it
		{armv6, env("PLUGINS", armhf+"/hello"), ""},                             // as is what the program finds there
		{armv6, env("LIBCLANG_PATH", amd64), ""},                                // which a build script loads
		{armv6, env("X86_64_UNKNOWN_LINUX_GNU_OPENSSL_LIB_DIR", amd64), ""},     // of what runs while it builds
		{armv6, env("OPENSSL_LIB_DIR", "/usr/lib/arm-linux-gnueabihf-old"), ""}, // no folder of Debian's
	} {
		_, found := Load(project(rowOf(c.triple) + c.rest))
		if got := found.Error(); c.want == "" && len(found) > 0 || !strings.HasPrefix(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s, %s: %v\nwant %s", c.triple, c.rest, found, c.want)
		}
	}
	for config, want := range map[string]string{
		"[env]\nPQ_LIB_DIR = \"" + armhf + "\"\n":                                                                  ".cargo/config.toml:2:1: env: PQ_LIB_DIR leads to " + armhf + isARMv7,
		"[target." + armv6 + ".x]\nrustc-link-search = [\"native=" + armhf + "\"]\n":                               ".cargo/config.toml:2:1: target." + armv6 + ".x.rustc-link-search: \"-Lnative=" + armhf + "\" leads to",
		"[env]\nPQ_LIB_DIR = \"/opt/pq\"\n[target." + armv6 + ".x]\nrustc-link-search = [\"native=/usr/lib/x\"]\n": "",
	} {
		root := project(rowOf(armv6))
		root[".cargo/config.toml"] = &fstest.MapFile{Data: []byte(config)}
		if _, found := Load(root); !strings.Contains(found.Error(), want) || want == "" && strings.Contains(found.Error(), "leads to") {
			t.Errorf("%s: %v\nwant %s", config, found, want)
		}
	}
}

// A variable that leads a crate past the library that the project builds for it is told.
func TestLibraryVariables(t *testing.T) {
	const openssl = "libraries: openssl: {kind: \"autotools\", provides: [\"openssl\"], source: {kind: \"debian\", package: \"x\", version: \"1\", sha256: \"" + someSum + "\"}}\n"
	const want = " leads openssl-sys past libraries.openssl, which it does not link then: remove one of the two"
	for _, c := range []struct {
		rest, crate string
		said        bool
	}{
		{openssl + "env: OPENSSL_DIR: \"/usr\"\n", "openssl-sys", true},
		{"env: OPENSSL_DIR: \"/usr\"\n", "openssl-sys", false},
		{openssl + "env: {ARMV5TE_UNKNOWN_LINUX_MUSLEABI_OPENSSL_DIR: \"/usr\"}\n", "openssl-sys", true},
		{openssl + "env: {OPENSSL_LIB_DIR: \"/x\", OPENSSL_INCLUDE_DIR: \"/y\"}\n", "openssl-sys", true},
		{openssl + "env: OPENSSL_LIB_DIR: \"/x\"\n", "openssl-sys", false}, // it asks pkg-config then
		{openssl + "env: OPENSSL_STATIC: \"1\"\n", "openssl-sys", false},
		{openssl + "env: MIPS_UNKNOWN_LINUX_MUSL_OPENSSL_DIR: \"/usr\"\n", "openssl-sys", false},
		{openssl + "env: OPENSSL_DIR: \"/usr\"\n", "deep", false},
	} {
		_, found := Load(withCrates(c.rest, `openssl = "1"`, "openssl", c.crate))
		if strings.Contains(found.Error(), want) != c.said || !c.said && strings.Contains(found.Error(), "leads") {
			t.Errorf("%s with %s: %v", c.rest, c.crate, found)
		}
	}
}
