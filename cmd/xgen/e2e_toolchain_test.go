//go:build e2e

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// archiveServer serves an archive over TLS: at /right; what other paths
// answer, mirrors were seen to answer too.
func archiveServer(t *testing.T, archive []byte) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/gone", http.NotFound)
	mux.HandleFunc("/html", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<!DOCTYPE html>\n<title>Moved</title>")) })
	mux.HandleFunc("/short", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(archive)))
		w.Write(archive[:len(archive)/2])
	})
	mux.HandleFunc("/right", func(w http.ResponseWriter, _ *http.Request) { w.Write(archive) })
	s := httptest.NewTLSServer(mux)
	t.Cleanup(s.Close)
	return s
}

// makeToolchain solves a stage of testdata/toolchains, in a copy of a project of which a
// target is given.
func (e *e2e) makeToolchain(target, stage, output string) {
	e.t.Helper()
	e.sh("cp -r ../../testdata/toolchains/* ../../templates/stage " + e.dir)
	if out, err := e.solveCommand(target, ".", stage, output).CombinedOutput(); err != nil {
		e.t.Fatalf("%s: %v\n%s", stage, err, out)
	}
	e.sh("cd " + e.dir + " && rm -r Dockerfile gcc pack.sh stage")
}

// configured lets e use a user-level folder of its own: the machine's, and one file more.
func (e *e2e) configured(name, text string) {
	e.t.Helper()
	if e.config == "" {
		from, err := (&app{lookupEnv: os.LookupEnv}).configDir()
		if err != nil {
			e.t.Fatal(err)
		}
		e.config = e.t.TempDir()
		e.env = append(e.env, "XGEN_CONFIG="+e.config)
		names, _ := filepath.Glob(filepath.Join(from, "*.cue"))
		for _, name := range names {
			e.sh("cp '" + name + "' " + e.config)
		}
	}
	if err := os.WriteFile(filepath.Join(e.config, name), []byte(text), 0o600); err != nil {
		e.t.Fatal(err)
	}
}

// trusting adds a server's certificate to those that this machine trusts.
func (e *e2e) trusting(s *httptest.Server) {
	e.t.Helper()
	bundle, err := os.ReadFile((&app{lookupEnv: os.LookupEnv}).hostCA())
	if err != nil {
		e.t.Fatal(err)
	}
	bundle = append(bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})...)
	ca := filepath.Join(e.t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, bundle, 0o600); err != nil {
		e.t.Fatal(err)
	}
	e.configured("zz-ca.cue", fmt.Sprintf("ca: %q\n", ca))
}

// externalProject is a copy of testdata/projects/toolchains.
func externalProject(t *testing.T) *e2e {
	t.Helper()
	e := projectCopy(t, "toolchains")
	e.xgen(0, "emit")
	return e
}

const crossImage = "example.org/rust-musl-cross@sha256:0000000000000000000000000000000000000000000000000000000000000000"

// withImage makes the image and lets it stand in for the one that the project
// names. A target of the project is given.
func (e *e2e) withImage(target string) {
	e.t.Helper()
	layout := filepath.Join(e.t.TempDir(), "layout")
	e.makeToolchain(target, "image", "type=oci,tar=false,compression=uncompressed,dest="+layout)
	e.configured("zz-image.cue", fmt.Sprintf("images: %q: %q\n", crossImage, "oci-layout://"+layout))
}

// withToolchains makes what both targets of testdata/projects/toolchains name.
func (e *e2e) withToolchains() {
	e.t.Helper()
	e.xgen(0, "emit")
	e.withImage("image")
	e.withTarball()
}

// withTarball makes the tarball and writes into the project its address and checksum:
// those of a server on this machine, tried after three that fail.
func (e *e2e) withTarball() {
	e.t.Helper()
	dir := e.t.TempDir()
	e.makeToolchain("tarball", "tarball", "type=local,dest="+dir)
	archive, err := os.ReadFile(filepath.Join(dir, "cross.tgz"))
	if err != nil {
		e.t.Fatal(err)
	}
	s := archiveServer(e.t, archive)
	e.trusting(s)
	e.swap("targets.cue",
		"https://example.org/arm-linux-musleabi-cross.tgz", s.URL+"/gone",
		`"https://example.com/arm-linux-musleabi-cross.tgz"`, fmt.Sprintf("%q, %q, %q", s.URL+"/html", s.URL+"/short", s.URL+"/right"),
		strings.Repeat("0", 63)+"1", fmt.Sprintf("%x", sha256.Sum256(archive)))
	e.xgen(0, "emit")
}

// swap replaces texts of a file that must be there.
func (e *e2e) swap(name string, pairs ...string) {
	e.t.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.t.Fatal(err)
	}
	for pair := range slices.Chunk(pairs, 2) {
		if !bytes.Contains(data, []byte(pair[0])) {
			e.t.Fatalf("no %q in\n%s", pair[0], data)
		}
		data = bytes.ReplaceAll(data, []byte(pair[0]), []byte(pair[1]))
	}
	e.write(name, string(data))
}

// computes runs a target whose program must compute as it does elsewhere.
func (e *e2e) computes(target string) {
	e.t.Helper()
	r := e.runOf(target).Results[0]
	if !r.OK || !strings.Contains(r.Smoke[0].Stdout, `"c_float": 2.142857142857143`) {
		e.t.Errorf("%+v", r)
	}
}

// A GCC in an image is the base of the build; what the image says of the
// environment and of its user does not reach the build.
func TestE2EExternalImage(t *testing.T) {
	slow(t)
	e := externalProject(t)
	e.withImage("image")
	e.computes("image")
}

// A tarball is fetched from the first address that has it, and what the others
// answer is said.
func TestE2EExternalTarball(t *testing.T) {
	slow(t)
	e := externalProject(t)
	e.withTarball()
	e.computes("tarball")
	log, err := os.ReadFile(filepath.Join(e.dir, "dist/.xgen/tarball.log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/gone answers with the status 404", "/html answers with an HTML page", "/short answers with a truncated file", "left out: arm-linux-musleabi-cross/lib/ld-musl-arm.so.1 -> /lib/libc.so"} {
		if !bytes.Contains(log, []byte(want)) {
			t.Errorf("no %q in\n%s", want, log)
		}
	}
	e.xgen(0, "verify", "dist/tarball/hello")
}

// Every toolchain links all kinds of programs that its wrappers offer, before there is a
// std; and its static-pie relocates itself.
func TestE2ELinkModes(t *testing.T) {
	slow(t)
	for _, c := range []struct{ name, toolchain, target, elf, float string }{
		{"zig", "", "armv5te", "1 1 40", "soft"},
		{"debian", withDebian, "armv5te", "1 1 40", "soft"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := crate(t, "fn main() {}\n")
			e.write("targets.cue", cargoProject["targets.cue"]+c.toolchain)
			e.xgen(0, "emit")
			data, err := os.ReadFile(filepath.Join(e.dir, "xgen", c.target, "Dockerfile"))
			if err != nil {
				t.Fatal(err)
			}
			e.sh("mkdir " + e.dir + "/modes && cp ../../templates/stage/check-link-modes.sh " + e.dir + "/modes")
			e.write("modes/Dockerfile", string(data)+"\nFROM atomics AS modes\n"+
				"RUN --network=none --mount=type=bind,source=modes/check-link-modes.sh,target=/check-link-modes.sh \\\n"+
				"    XGEN_CC=arm-linux-musleabi-cc XGEN_BIN=/opt/xgen/emitted/std/bin XGEN_ELF='"+c.elf+"' XGEN_FLOAT="+c.float+" \\\n"+
				"    sh /check-link-modes.sh static static-pie shared && \\\n"+
				"    echo 'static int seven = 7; int *volatile p = &seven; int main(void) { return *p != 7; }' >/p.c && \\\n"+
				"    PATH=/opt/xgen/emitted/std/bin:$PATH arm-linux-musleabi-cc -fPIE -static-pie -o /p /p.c\n"+
				"FROM emulator AS ran\nCOPY --from=modes /p /\nRUN --network=none qemu-arm -cpu arm926 /p && touch /ran\n"+
				"FROM scratch AS linked\nCOPY --from=ran /ran /\n")
			if out, err := e.solveCommand(c.target, "modes", "linked", "type=local,dest="+t.TempDir()).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// A GCC for soft floats builds nothing for a triple with hard ones, and the
// other way round: that is said before std is built.
func TestE2EExternalFloats(t *testing.T) {
	e := externalProject(t)
	e.write("targets.cue", `name: "toolchains"
targets: hard: {
	triple: "armv7-unknown-linux-musleabihf"
	rust: std: "sysroot"
	toolchain: {kind: "image", image: "`+crossImage+`", gcc: "arm-linux", bin: "/opt/cross/hard"}
}
`)
	e.xgen(0, "emit")
	e.withImage("hard")
	_, said := e.xgen(1, "run", "hard")
	for _, want := range []string{"the toolchain does not link a static program", "uses VFP register arguments"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}
