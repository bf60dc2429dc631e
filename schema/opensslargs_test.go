package schema

import (
	"strings"
	"testing"
)

// What OpenSSL's Configure takes for a second platform, and for another byte order, is
// refused; its own words are not. Only OpenSSL is built so.
func TestOpenSSLArguments(t *testing.T) {
	library := func(kind, args string) string {
		return "libraries: openssl: {kind: \"" + kind + "\", args: [" + args + "], provides: [\"openssl\"], source: {kind: \"debian\", package: \"openssl\", version: \"3.5.7\", sha256: \"a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8\"}}\n"
	}
	const settled = "xgen says it from the target's triple: remove it"
	for _, c := range []struct{ src, want string }{
		{library("openssl", `"linux-mips32"`), `libraries.openssl.args: "linux-mips32": ` + settled},
		{library("openssl", `"mingw64"`), `libraries.openssl.args: "mingw64": ` + settled},
		{library("openssl", `"gcc"`), `libraries.openssl.args: "gcc": ` + settled},
		{library("openssl", `"-DB_ENDIAN"`), `libraries.openssl.args: "-DB_ENDIAN": ` + settled},
		{library("openssl", `"no-ssl3", "enable-ec_nistp_64_gcc_128", "zlib", "threads", "-DOPENSSL_NO_HEARTBEATS", "--with-zlib-include=/x", "no-async"`), ""},
		{library("autotools", ""), `libraries.openssl is built from openssl, whose configure script is of no other library's form: write libraries: openssl: {}, or kind: "openssl"`},
		{library("cmake", ""), `libraries.openssl is built from openssl, whose`},
		{`libraries: mnl: {kind: "openssl", source: {kind: "debian", package: "json-c", version: "0.18+ds", sha256: "f6439962c9622c1f9f4746d5b3daf5e0800c335281b048fab00159f2a29d7daa"}}` + "\n",
			`libraries.mnl is built from json-c, which is not OpenSSL: write kind: "autotools" or "cmake"`},
		{`libraries: mnl: {kind: "cmake", args: ["linux-mips32"], source: {kind: "debian", package: "json-c", version: "0.18+ds", sha256: "f6439962c9622c1f9f4746d5b3daf5e0800c335281b048fab00159f2a29d7daa"}}` + "\n", ""},
	} {
		_, found := Load(project(rowOf("mipsel-unknown-linux-musl") + c.src))
		if got := found.Error(); (c.want == "") != (len(found) == 0) || !strings.Contains(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s: %v\nwant %s", c.src, found, c.want)
		}
	}
}

// What takes back the catalog's own argument, or says what the build says, is refused by
// every word that Configure has for it; what is near it and means another thing is not.
func TestOpenSSLUndone(t *testing.T) {
	const mips, x86, arm64 = "mipsel-unknown-linux-musl", "x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"
	const static, fromTriple, ofToolchain = "a library is static and position-independent", "xgen says it from the target's triple: remove it", "xgen says it from the target's toolchain: write toolchain: …"
	for _, c := range []struct{ triple, arg, want string }{
		{mips, "enable-asm", `takes back "no-asm", which the catalog says for mipsel-unknown-linux-musl because clang makes relocations`},
		{x86, "enable-asm", `takes back "no-asm", which the catalog says for x86_64-unknown-linux-musl because its assembler code`},
		{arm64, "enable-asm", ""},
		{mips, "no-asm", ""},
		{mips, "enable-ktls", ""},
		{mips, "enable-engine", ""},
		{mips, "enable-shared", static},
		{mips, "no-pic", static},
		{mips, "-no-pic", static},
		{mips, "disable-pic", static},
		{mips, "-fno-PIC", static},
		{mips, "-fno-pie", static},
		{mips, "-fPIC", ""},
		{mips, "-fno-plt", ""},
		{mips, "no-pinshared", ""},
		{mips, "-static", "takes threads and position-independent code out"},
		{mips, "-static-libgcc", ""},
		{mips, "CROSS_COMPILE=x-", fromTriple},
		{mips, "-UL_ENDIAN", fromTriple},
		{mips, "-DB_ENDIAN=1", fromTriple},
		{mips, "CPPDEFINES=FOO:B_ENDIAN", fromTriple},
		{mips, "CPPDEFINES=NO_B_ENDIANNESS", ""},
		{mips, "-DOPENSSL_SMALL_FOOTPRINT", ""},
		{mips, "AS=foo", ofToolchain},
		{mips, "RC=foo", ofToolchain},
		{mips, "PERL=/usr/bin/perl", ""},
		{mips, "ASFLAGS=-g", ""},
		{mips, "__CNF_CFLAGS=-O0", "write flags: NAME: c"},
		{mips, "BUILDFILE=x", "xgen calls make, which reads Makefile: remove it"},
		{mips, "-t", "writes no Makefile"},
		{mips, "--openssldir=/etc/tls", ""},
	} {
		src := rowOf(c.triple) + "libraries: openssl: {kind: \"openssl\", args: [\"" + c.arg + "\"], provides: [\"openssl\"], source: {kind: \"debian\", package: \"openssl\", version: \"3.5.7\", sha256: \"a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8\"}}\n"
		_, found := Load(project(src))
		if (c.want == "") != (len(found) == 0) || len(found) > 1 || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %s: %v\nwant %s", c.triple, c.arg, found, c.want)
		}
	}
}

// A source is built by the script that it has, and its arguments leave it static.
func TestSourceForms(t *testing.T) {
	library := func(kind, from, version, more string) string {
		return "libraries: a: {kind: \"" + kind + "\", source: {kind: \"debian\", package: \"" + from + "\", version: \"" + version + "\", sha256: \"" + someSum + "\"}" + more + "}\n"
	}
	fetched := func(kind, file, more string) string {
		return "libraries: a: {kind: \"" + kind + "\", source: {kind: \"url\", url: \"https://example.org/" + file + "\", sha256: \"" + someSum + "\"}" + more + "}\n"
	}
	const static = `: a library is static and position-independent`
	for _, c := range []struct{ src, want string }{
		{library("cmake", "ncurses", "6.4", ""), `targets.cue:3:22: libraries.a is built from ncurses, which has a configure script and nothing for cmake: write kind: "autotools"`},
		{fetched("cmake", "libffi-3.4.6.tar.gz", ""), `libraries.a is built from libffi, which has a configure script`},
		{fetched("autotools", "libffi-3.4.6.tar.gz", ""), ""},
		{library("autotools", "json-c", "0.17", ""), `libraries.a is built from json-c, which has a CMakeLists.txt and no configure script: write kind: "cmake"`},
		{fetched("autotools", "json-c-0.17-20230812.tar.gz", ""), `libraries.a is built from json-c, which`},
		{library("autotools", "json-c", "0.13.1+dfsg-7", ""), ""},
		{fetched("autotools", "json-c-main.tar.gz", ""), ""},
		{library("cmake", "json-c", "0.17", ""), ""},
		{library("autotools", "libgit2", "1.9.0", ""), `libraries.a is built from libgit2, which has a CMakeLists.txt`},
		{library("autotools", "gcc-14", "14.3.0", ""), `libraries.a is built from gcc-14, which is a compiler and no library, and whose libraries the toolchain brings: remove it, or write folder:`},
		{library("autotools", "gcc-14", "14.3.0", `, folder: "libbacktrace"`), ""},
		{fetched("cmake", "musl-1.2.4.tar.gz", ""), `libraries.a is built from musl, which is a libc, and the toolchain brings the target's: remove it`},
		{library("autotools", "binutils", "2.43", `, folder: "libiberty"`), ""},
		{library("autotools", "binutils", "2.43", ""), ""},
		{library("autotools", "ncurses", "6.4", `, args: ["--with-shared"]`), `libraries.a.args: "--with-shared"` + static},
		{library("autotools", "ncurses", "6.4", `, args: ["--without-normal"]`), `libraries.a.args: "--without-normal"` + static},
		{library("autotools", "ncurses", "6.4", `, args: ["-without-pic"]`), `libraries.a.args: "-without-pic"` + static},
		{library("autotools", "expat", "2.6", `, args: ["--with-pic=no"]`), `libraries.a.args: "--with-pic=no"` + static},
		{library("autotools", "expat", "2.6", `, args: ["--with-shared", "--with-pic", "--without-docbook"]`), ""},
		{library("autotools", "ncurses", "6.4", `, args: ["--without-shared", "--with-normal", "--with-termlib"]`), ""},
		{library("cmake", "expat", "2.6", `, args: ["-D", "BUILD_STATIC_LIBS:BOOL=Off"]`), `libraries.a.args: "BUILD_STATIC_LIBS:BOOL=Off"` + static},
		{library("cmake", "expat", "2.6", `, args: ["-DBUILD_STATIC_LIBS=ON"]`), ""},
	} {
		_, found := Load(project(rowOf("mipsel-unknown-linux-musl") + c.src))
		if (c.want == "") != (len(found) == 0) || len(found) > 1 || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.src, found, c.want)
		}
	}
}

// A recipe of the project's own is judged as a library is, and the catalog's is not.
func TestOwnRecipesUndone(t *testing.T) {
	own := func(name, kind, from, more string) string {
		return "libraries: " + name + ": {}\nrecipes: " + name + ": {kind: \"" + kind + "\", provides: [\"" + name + "\"], source: {kind: \"debian\", package: \"" + from + "\", version: \"9\", sha256: \"" + someSum + "\"}" + more + "}\n"
	}
	for src, want := range map[string]string{
		own("openssl", "openssl", "openssl", `, args: ["enable-asm"]`):                              `targets.cue:4:202: libraries.openssl.args: "enable-asm" takes back "no-asm", which the catalog says for mipsel`,
		own("openssl", "openssl", "openssl", `, args: ["enable-ktls"]`):                             "",
		own("curses", "cmake", "ncurses", ""):                                                       `targets.cue:4:71: libraries.curses is built from ncurses, which has a configure script and nothing for cmake: write kind: "autotools"`,
		own("curses", "autotools", "ncurses", ""):                                                   "",
		own("curses", "configure", "ncurses", ""):                                                   "",
		own("ssl", "make", "mbedtls", ""):                                                           "",
		own("ssl", "autotools", "mbedtls", ""):                                                      `libraries.ssl is built from mbedtls, which has a CMakeLists.txt`,
		own("curses", "make", "ncurses", ""):                                                        `libraries.curses is built from ncurses, which has a configure script`,
		"libraries: openssl: args: [\"enable-asm\"]\n":                                              `targets.cue:3:27: libraries.openssl.args: "enable-asm" takes back "no-asm"`,
		"libraries: openssl: variants: m: {when: arch: \"mips\", args: [\"no-pic\"], why: \"w\"}\n": `libraries.openssl.args: "no-pic": a library is static`,
		"libraries: {openssl: {}, ncurses: {}, libedit: {}, libnftnl: {}}\n":                        "",
	} {
		_, found := Load(project(rowOf("mipsel-unknown-linux-musl") + src))
		if (want == "") != (len(found) == 0) || len(found) > 1 || !strings.Contains(found.Error(), want) {
			t.Errorf("%s: %v\nwant %s", src, found, want)
		}
	}
}

// An image whose Wine starts no program of Rust's is refused where one would be started.
func TestImageForWindows(t *testing.T) {
	for src, refused := range map[string]bool{
		`image: "debian:bookworm-slim", contract: smoke: {stdout: "hi"}`:           true,
		`image: "docker.io/library/debian:12", contract: smoke: {stdout: "hi"}`:    true,
		`image: "debian:bullseye-20240101", test: {}`:                              true,
		`image: "debian:bookworm-slim"`:                                            false,
		`image: "debian:trixie-slim", contract: smoke: {stdout: "hi"}`:             false,
		`image: "example.com/our/debian:13.1", contract: smoke: {stdout: "hi"}`:    false,
		`image: "example.com/our/bookworm-tools:2", contract: smoke: {stdout: ""}`: false,
	} {
		_, found := Load(project("name: \"hello\"\ntargets: a: {triple: \"" + windows + "\", " + src + "}\n"))
		if strings.Contains(found.Error(), "targets.cue:2:54: image \"") != refused || (len(found) > 0) != refused {
			t.Errorf("%s: %v", src, found)
		}
	}
}
