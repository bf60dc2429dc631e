//go:build e2e

package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// Seed 000 for the oldest machine of its table: two binaries that talk over a
// socket, C libraries from pinned source that are really called, protoc, and
// patched crates. The other rows are in `make rows`.
func TestE2EVPN(t *testing.T) {
	slow(t)
	e := projectCopy(t, "vpn")
	e.write("targets.cue", strings.Replace(e.read("targets.cue"), `name: "vpn"`, `name: "vpn-e2e"`, 1))
	e.xgen(0, "emit")
	out, _ := e.xgen(0, "run", "armv5te", "-o", "json")
	var run struct{ Results []jsonResult }
	if err := json.Unmarshal([]byte(out), &run); err != nil || len(run.Results) != 1 {
		t.Fatalf("%v\n%s", err, out)
	}
	r := run.Results[0]
	if len(r.Smoke) != 1 || r.Smoke[0].Daemon == nil || r.Smoke[0].Daemon.Exit != nil || r.Smoke[0].CPU != "arm926" {
		t.Errorf("the client did not run beside a daemon on the oldest CPU: %+v", r.Smoke)
	}
	if len(r.Patches) != 2 {
		t.Errorf("coarsetime and prometheus alone are patched: %+v", r.Patches)
	}
	for _, bin := range []string{"vpnc", "vpnd"} {
		if info, err := os.Stat(e.dir + "/dist/armv5te/" + bin); err != nil || info.Size() < 100_000 {
			t.Errorf("%s: %v", bin, err)
		}
	}
}

// The daemon's end is the row's: one that cannot begin is named, and nothing is
// published.
func TestE2EVPNDaemonEnds(t *testing.T) {
	slow(t)
	e := &e2e{t: t, dir: t.TempDir()}
	for name, text := range cargoProject {
		e.write(name, text)
	}
	e.write("build.rs", "fn main() {}\n")
	e.write("src/main.rs", `fn main() {
    if std::env::args().nth(1).is_some() {
        eprintln!("no socket");
        std::process::exit(7)
    }
    std::thread::sleep(std::time::Duration::from_secs(3)) // a daemon that ends later was there for all of the command
}`)
	e.write("targets.cue", strings.Replace(e.read("targets.cue"), `"hello"`, `"daemon-ends"`, 1)+"contract: smoke: daemon: {bin: \"hello\", args: [\"serve\"]}\n")
	e.xgen(0, "emit")
	out, _ := e.xgen(1, "run", "armv5te", "-o", "json")
	if !strings.Contains(out, "ended by itself with 7: no socket") {
		t.Errorf("%s", out)
	}
}
