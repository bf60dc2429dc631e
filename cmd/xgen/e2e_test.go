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
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// e2e is a copy of a project, and how to build it.
type e2e struct {
	t   *testing.T
	dir string
	env []string // beside the caller's
	// A folder in the user-level one's place, "" where the user's own is used.
	config string
}

// built is xgen, compiled once.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "xgen-e2e-bin-")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "xgen"), ".").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, out)
	}
	return filepath.Join(dir, "xgen"), err
})

// probe is a copy of the repository's own project, in a folder of its own.
func probe(t *testing.T) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: t.TempDir()}
	e.sh("cp -R ../../targets.cue ../../xgen ../../testdata " + e.dir + " && rm -rf " + e.dir + "/testdata/probe/target")
	e.sh("if [ -d ../../.github ]; then cp -R ../../.github " + e.dir + "; fi")
	return e
}

// projectCopy is a copy of one of testdata/projects, without what was built there.
func projectCopy(t *testing.T, name string) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: t.TempDir()}
	e.sh("cp -R ../../testdata/projects/" + name + "/. " + e.dir + " && find " + e.dir + " -name target -type d -prune -exec rm -rf {} +")
	return e
}

// slow leaves a test out where only the short ones are asked for, as in .ci/run:
// it builds std for a target or with a toolchain that no other test needs.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("left out of the short run: make e2e has it")
	}
}

// crate is a project of one file and a build script.
func crate(t *testing.T, build string) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: t.TempDir()}
	for name, text := range cargoProject {
		e.write(name, text)
	}
	e.write("build.rs", build)
	e.xgen(0, "emit")
	return e
}

func (e *e2e) write(name, text string) {
	e.t.Helper()
	name = filepath.Join(e.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		e.t.Fatal(err)
	}
}

func (e *e2e) sh(script string) {
	e.t.Helper()
	if out, err := exec.Command("sh", "-euc", script).CombinedOutput(); err != nil {
		e.t.Fatalf("%s: %v\n%s", script, err, out)
	}
}

// command is a call of xgen in the project.
func (e *e2e) command(args ...string) *exec.Cmd {
	e.t.Helper()
	bin, err := built()
	if err != nil {
		e.t.Fatal(err)
	}
	if args[0] == "run" {
		for option, name := range map[string]string{"--engine": "XGEN_E2E_ENGINE", "--image": "XGEN_E2E_IMAGE"} {
			if v := os.Getenv(name); v != "" {
				args = append(args, option, v)
			}
		}
	}
	cmd := exec.Command(bin, args...)
	cmd.Dir, cmd.Env = e.dir, append(environment(), e.env...)
	return cmd
}

// environment is the caller's, without the fake buildctl of the scripts.
func environment() []string {
	_, path, _ := strings.Cut(os.Getenv("PATH"), ":")
	return append(slices.DeleteFunc(os.Environ(), func(kv string) bool { return strings.HasPrefix(kv, "PATH=") }), "PATH="+path)
}

// xgen runs a command that must end with a code, and gives what it printed.
func (e *e2e) xgen(want int, args ...string) (stdout, stderr string) {
	e.t.Helper()
	cmd := e.command(args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) || code(failed) != want {
		e.t.Fatalf("xgen %v: %v, want exit code %d\n%s%s", args, err, want, &out, &said)
	}
	return out.String(), said.String()
}

// sum is the sha256 of a file of the project.
func (e *e2e) sum(name string) string {
	e.t.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data))
}

const shipped = "dist/armv5te/probe"

// ran is what -o json tells of one run.
type ran struct {
	Results []struct {
		OK       bool
		Contract []struct{ Promise, Want, Found, Status string }
		Smoke    []struct{ Stdout, CPU string }
	}
}

func (e *e2e) run(args ...string) ran {
	e.t.Helper()
	return e.runOf("armv5te", args...)
}

func (e *e2e) runOf(target string, args ...string) ran {
	e.t.Helper()
	out, _ := e.xgen(0, append([]string{"run", target, "-o", "json"}, args...)...)
	var r ran
	if err := json.Unmarshal([]byte(out), &r); err != nil || len(r.Results) != 1 || len(r.Results[0].Smoke) != 1 {
		e.t.Fatalf("%v\n%s", err, out)
	}
	return r
}

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

// The emitted Dockerfile gives the same bytes without xgen.
func TestE2EByHand(t *testing.T) {
	e := probe(t)
	e.run()
	if sum := e.byHandSum(); sum != e.sum(shipped) {
		t.Errorf("by hand: %s, by xgen: %s", sum, e.sum(shipped))
	}
}

// afresh has byHand run every step of the stage build, with empty cache mounts
// (BuildKit gives them new ids where a stage's cache is not to be used).
const afresh = "afresh"

// byHandSum builds the program with the engine's own client and hashes it.
func (e *e2e) byHandSum(more ...string) string {
	e.t.Helper()
	out := e.t.TempDir()
	e.byHand("artifact", "type=local,dest="+out, nil, more...)
	data, err := os.ReadFile(filepath.Join(out, "probe"))
	if err != nil {
		e.t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data))
}

// byHand solves a stage with the engine's own client.
func (e *e2e) byHand(stage, output string, into io.Writer, more ...string) {
	e.t.Helper()
	cmd := e.handCommand("armv5te", stage, output, more...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = into, &said
	if err := cmd.Run(); err != nil {
		e.t.Fatalf("%v: %v\n%s", cmd.Args, err, &said)
	}
}

// handCommand is the call of the engine's own client that solves a stage of a
// target's Dockerfile; more is afresh or further options of that client.
func (e *e2e) handCommand(target, stage, output string, more ...string) *exec.Cmd {
	e.t.Helper()
	return e.solveCommand(target, "xgen/"+target, stage, output, more...)
}

// solveCommand is handCommand for any folder that holds a Dockerfile, with the
// base of a target.
func (e *e2e) solveCommand(target, folder, stage, output string, more ...string) *exec.Cmd {
	e.t.Helper()
	plan, _ := e.xgen(0, "run", target, "--dry-run")
	var args []string
	base := regexp.MustCompile(`with (\S+) as its base`).FindStringSubmatch(plan)
	client, addr := e.client()
	if client == "docker" {
		args = []string{"buildx", "build", "--file", folder + "/Dockerfile", "--target", stage, "--output", output}
		if base != nil {
			args = append(args, "--build-context", "os="+base[1])
		}
		if slices.Contains(more, afresh) {
			args = append(args, "--no-cache-filter", "build")
		}
		args = append(args, ".")
	} else {
		args = []string{"--addr", addr, "build", "--frontend=dockerfile.v0", "--local", "context=.",
			"--local", "dockerfile=" + folder, "--opt", "target=" + stage, "--output", output}
		if slices.Contains(more, afresh) {
			args = append(args, "--opt", "no-cache=build")
		}
		if base != nil {
			dir, digest := e.layout(base[1])
			args = append(args, "--oci-layout", "base="+dir, "--opt", "context:os=oci-layout://base@"+digest)
		}
	}
	if _, err := os.Stat(bundles[0]); err == nil {
		args = append(args, "--secret", "id=ca,src="+bundles[0])
	}
	args = append(args, slices.DeleteFunc(slices.Clone(more), func(word string) bool { return word == afresh })...)
	cmd := exec.Command(client, args...)
	cmd.Dir, cmd.Env = e.dir, environment()
	return cmd
}

// client gives the program that drives the engine, and the engine's address.
func (e *e2e) client() (program, addr string) {
	e.t.Helper()
	host := os.Getenv("BUILDKIT_HOST")
	if os.Getenv("XGEN_E2E_ENGINE") == "docker" {
		return "docker", ""
	}
	if host != "" {
		for _, dir := range filepath.SplitList(strings.TrimPrefix(environment()[len(environment())-1], "PATH=")) {
			if path := filepath.Join(dir, "buildctl"); isExecutable(path) {
				return path, host
			}
		}
	}
	out, _ := e.xgen(0, "engine", "status", "-o", "json")
	var private struct {
		Installed    bool
		Path, Socket string
	}
	if err := json.Unmarshal([]byte(out), &private); err != nil {
		e.t.Fatalf("%v\n%s", err, out)
	}
	if !private.Installed {
		return "docker", ""
	}
	if host == "" {
		host = "unix://" + private.Socket
	}
	return filepath.Join(private.Path, "buildctl"), host
}

func isExecutable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// layout splits oci-layout:///folder@digest; without a digest it is that of
// the only image in the folder.
func (e *e2e) layout(ref string) (dir, digest string) {
	e.t.Helper()
	dir, digest, ok := strings.Cut(strings.TrimPrefix(ref, "oci-layout://"), "@")
	if ok {
		return dir, digest
	}
	var index struct{ Manifests []struct{ Digest string } }
	data, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if err = errors.Join(err, json.Unmarshal(data, &index)); err != nil || len(index.Manifests) != 1 {
		e.t.Fatalf("%s: %v", dir, err)
	}
	return dir, index.Manifests[0].Digest
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

// Two builds from nothing, in different folders, give the same bytes: those
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
