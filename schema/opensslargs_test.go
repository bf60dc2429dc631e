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
		{`libraries: mnl: {kind: "autotools", args: ["linux-mips32"], source: {kind: "debian", package: "json-c", version: "0.18+ds", sha256: "f6439962c9622c1f9f4746d5b3daf5e0800c335281b048fab00159f2a29d7daa"}}` + "\n", ""},
	} {
		_, found := Load(project(rowOf("mipsel-unknown-linux-musl") + c.src))
		if got := found.Error(); (c.want == "") != (len(found) == 0) || !strings.Contains(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s: %v\nwant %s", c.src, found, c.want)
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
