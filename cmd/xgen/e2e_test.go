//go:build e2e

// The tests with the tag e2e build real binaries in a real engine: the one
// that xgen itself chooses on this machine after `xgen engine install`, with
// the user's own configuration.
//
//	XGEN_E2E_ENGINE  another engine, for --engine
//	XGEN_E2E_IMAGE   REF=INSTEAD, for --image
//
// They take about five minutes where the toolchain's layers are in the cache.

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The repository's own program is built, keeps its contract and runs on the
// oldest CPU; again, everything comes from the cache and the report is the same.
func TestE2EProbe(t *testing.T) {
	e := probe(t)
	e.xgen(0, "emit", "--check")
	first := e.run()
	r := first.Results[0]
	if !r.OK || len(r.Contract) < 20 || r.Smoke[0].CPU != "arm926" || !strings.Contains(r.Smoke[0].Stdout, `"version":"unreleased"`) {
		t.Errorf("%+v", r)
	}
	for _, row := range r.Contract {
		if row.Status != "ok" {
			t.Errorf("%+v", row)
		}
	}
	e.xgen(0, "verify", shipped)
	sum := e.sum(shipped)

	_, said := e.xgen(0, "run", "armv5te")
	if !regexp.MustCompile(`build +cached`).MatchString(said) || !regexp.MustCompile(`test +cached`).MatchString(said) {
		t.Errorf("the second run works again:\n%s", said)
	}
	if again := e.run(); fmt.Sprint(again) != fmt.Sprint(first) || e.sum(shipped) != sum {
		t.Errorf("a cached run reports\n%+v\nand the first reported\n%+v", again, first)
	}

	version := fmt.Sprintf(`it's $(id) "%d" \`, rand.Uint32())
	want, _ := json.Marshal(version)
	if r := e.run("--set", "PROBE_VERSION="+version).Results[0]; !strings.Contains(r.Smoke[0].Stdout, `"version":`+string(want)) {
		t.Errorf("the program prints %s, want the version %s", r.Smoke[0].Stdout, want)
	}
}

// Editing A → B → A ships A. A note beside the source makes the engine run the
// step each time, so that it is cargo that may not believe the times of files.
func TestE2EEdits(t *testing.T) {
	e := probe(t)
	const file = "testdata/probe/src/main.rs"
	data, err := os.ReadFile(filepath.Join(e.dir, file))
	if err != nil {
		t.Fatal(err)
	}
	edits := map[string]string{"A": string(data)}
	edits["B"] = edits["A"] + fmt.Sprintf("\n#[used]\nstatic EDIT: [u8; 12] = *b\"edit%08x\";\n", rand.Uint32())
	sums := map[string]string{}
	for _, name := range []string{"A", "B", "A", "B"} {
		e.write(file, edits[name])
		e.write("testdata/probe/NOTE", fmt.Sprint(rand.Uint64()))
		_, said := e.xgen(0, "run", "armv5te")
		if regexp.MustCompile(`build +cached`).MatchString(said) {
			t.Errorf("%s came from the engine's cache:\n%s", name, said)
		}
		sum := e.sum(shipped)
		if want := sums[name]; want != "" && sum != want {
			t.Errorf("%s gives %s, and gave %s before", name, sum, want)
		}
		sums[name] = sum
	}
	if sums["A"] == sums["B"] {
		t.Error("the edit ships nothing new")
	}
}

// The emitted Dockerfile makes the same bytes without xgen.
func TestE2EByHand(t *testing.T) {
	e := probe(t)
	e.run()
	if sum := e.byHandSum(); sum != e.sum(shipped) {
		t.Errorf("by hand: %s, by xgen: %s", sum, e.sum(shipped))
	}
}

// Row 46: the compile step has no network, not even one of its own machine.
func TestE2ERow46NoNetwork(t *testing.T) {
	e := crate(t, fmt.Sprintf(`// %d
use std::net::{TcpListener, TcpStream, ToSocketAddrs, UdpSocket};

fn main() {
    let udp = UdpSocket::bind("0.0.0.0:0").and_then(|s| s.connect("1.1.1.1:53"));
    eprintln!("udp: {}", udp.is_ok());
    eprintln!("name: {}", "static.crates.io:443".to_socket_addrs().is_ok());
    eprintln!("listen: {}", TcpListener::bind("0.0.0.0:0").is_ok());
    TcpStream::connect("1.1.1.1:80").expect("a socket");
}
`, rand.Uint32()))
	_, said := e.xgen(1, "run", "armv5te")
	for _, want := range []string{"a socket", "Network is unreachable", "udp: false", "name: false"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if _, err := os.Stat(filepath.Join(e.dir, "dist/armv5te")); err == nil {
		t.Error("something was published")
	}
}

// Row 41: SIGINT in mid-build ends with 130, leaves no process of the step and
// no partial output; what was published before stays.
func TestE2ERow41Interrupt(t *testing.T) {
	e := crate(t, "fn main() {}\n")
	e.xgen(0, "run", "armv5te")
	before := e.sum("dist/armv5te/hello")
	marker := fmt.Sprintf("%d.%d", 6000+rand.IntN(1000), rand.Uint32())
	e.write("build.rs", `fn main() {
    std::process::Command::new("sleep").arg("`+marker+`").status().unwrap();
}
`)
	cmd := e.command("run", "armv5te")
	said, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for lines := bufio.NewScanner(said); lines.Scan(); {
			t.Log(lines.Text())
		}
	}()
	within2Minutes(t, "the step to start", func() bool { return processes(marker) > 0 })
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if failed := (*exec.ExitError)(nil); !errors.As(err, &failed) || failed.ExitCode() != 130 {
		t.Errorf("%v, want exit code 130", err)
	}
	within2Minutes(t, "the step's processes to end", func() bool { return processes(marker) == 0 })
	if e.sum("dist/armv5te/hello") != before {
		t.Error("what was published has changed")
	}
	if _, err := os.Stat(filepath.Join(e.dir, "dist/.xgen/armv5te.new")); err == nil {
		t.Error("a partial output is left")
	}
}

// processes counts those of the machine, containers included, whose command
// line holds a word.
func processes(word string) int {
	n := 0
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, name := range lines {
		if data, _ := os.ReadFile(name); bytes.Contains(data, []byte("\x00"+word+"\x00")) {
			n++
		}
	}
	return n
}

func within2Minutes(t *testing.T, what string, reached func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !reached(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}

// cfgIfLock is the Cargo.lock of a crate that depends on cfg-if 1.0.0.
const cfgIfLock = `version = 4

[[package]]
name = "cfg-if"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "baf1de4339761588bc0619e3cbc0120ee582ebb74b53b4efbf79117bd2da40fd"

[[package]]
name = "hello"
version = "0.1.0"
dependencies = [
 "cfg-if",
]
`

// Row 47: the CA reaches the step that needs it and is in no layer after it.
func TestE2ERow47SecretCA(t *testing.T) {
	host, err := os.ReadFile((&app{lookupEnv: os.LookupEnv}).hostCA())
	if err != nil {
		t.Fatal("this machine has no CA bundle: apt-get install ca-certificates")
	}
	marker := fmt.Sprintf("xgen-e2e-secret-%016x", rand.Uint64())
	e := crate(t, "fn main() {}\n")
	e.write("ca.pem", string(host)+"\n# "+marker+"\n")
	secret := filepath.Join(t.TempDir(), "ca.pem")
	e.sh("mv " + e.dir + "/ca.pem " + secret)
	// New manifests, so that the crates are fetched again, with the secret.
	e.write("Cargo.toml", cargoProject["Cargo.toml"]+"description = \""+fmt.Sprint(rand.Uint64())+"\"\n\n[dependencies]\ncfg-if = \"=1.0.0\"\n")
	e.write("Cargo.lock", cfgIfLock)
	t.Setenv("SSL_CERT_FILE", secret)
	_, said := e.xgen(0, "run", "armv5te")
	if regexp.MustCompile(`fetch +cached`).MatchString(said) {
		t.Errorf("the crates were not fetched:\n%s", said)
	}
	for _, name := range []string{"dist/armv5te/hello", "dist/.xgen/armv5te.log"} {
		data, err := os.ReadFile(filepath.Join(e.dir, name))
		if err != nil || bytes.Contains(data, []byte(marker)) {
			t.Errorf("%s: %v, or it holds the secret", name, err)
		}
	}
	out, _ := e.xgen(0, "show", "armv5te", "-o", "json")
	if strings.Contains(out, marker) || strings.Contains(out, secret) {
		t.Error("show tells the secret")
	}
	layers := &seeker{word: []byte(marker)}
	e.byHand("build", "type=tar,dest=-", layers)
	if layers.found || layers.read < 100<<20 {
		t.Errorf("of %d bytes of the image, some are the secret: %v", layers.read, layers.found)
	}
}

// seeker looks for a word in what is written to it.
type seeker struct {
	word, tail []byte
	read       int
	found      bool
}

func (s *seeker) Write(p []byte) (int, error) {
	s.read += len(p)
	joined := append(s.tail, p...)
	s.found = s.found || bytes.Contains(joined, s.word)
	s.tail = bytes.Clone(joined[max(0, len(joined)-len(s.word)):])
	return len(p), nil
}

// Two builds from nothing, in different folders, make the same bytes: those
// that xgen ships.
func TestE2ERow57SameBytes(t *testing.T) {
	one, two := probe(t), probe(t)
	one.run()
	want := one.sum(shipped)
	for _, e := range []*e2e{one, two} {
		if sum := e.byHandSum(afresh); sum != want {
			t.Errorf("%s from nothing, and xgen shipped %s", sum, want)
		}
	}
}
