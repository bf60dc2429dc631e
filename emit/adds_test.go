package emit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const addNew = `
patches: p: {crate: "old", version: "1", why: "w", diff: "need.patch", files: ["Cargo.toml"], adds: new: {version: "2.0.0", sha256: "` + onlyHereSum + `"}}
`

// addTo runs adds.sh as the Dockerfile of a project with that cargo
// configuration does, and returns what it says.
func addTo(t *testing.T, network *proxy, config string, files ...string) (string, error) {
	t.Helper()
	need(t, "cargo", "https://rustup.rs")
	dir := place(t, compile(t, smallest))
	in := func(name string) string { return filepath.Join(dir, name) }
	files = append(files, "app/Cargo.toml", helloWithOld, "app/Cargo.lock", lockWithOld, "app/src/main.rs", "", ".cargo/config.toml", config)
	for i := 0; i < len(files); i += 2 {
		write(t, in("manifests/"+files[i]), files[i+1], 0o644)
	}
	before, after := handed(t, config, addNew, " sh /xgen/net.sh sh /xgen/adds.sh")
	environment := before[strings.Index(before, "XGEN_MANIFESTS="):]
	here := strings.NewReplacer("=/manifests", "="+in("manifests"), "=/opt/xgen/vendor", "="+in("vendor"))
	cmd := exec.Command("sh", "-ec", here.Replace(environment)+" sh xgen/stage/adds.sh"+after)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), network.start(t)...), "XGEN_PREFIX="+in("prefix"))
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// A crate that a patch adds is in no folder of vendored crates, whether that is
// there or not: its registry has it. A mirror has what its registry has.
func TestAddsBesideVendoredCrates(t *testing.T) {
	for name, files := range map[string][]string{
		"there":     {"third party/x/Cargo.toml", "[package]\nname = \"old\"\nversion = \"1.0.0\"\n", "third party/x/.cargo-checksum.json", `{"files":{},"package":null}`},
		"not there": nil,
	} {
		network := &proxy{}
		said, err := addTo(t, network, vendoring["inline"], files...)
		if err == nil || !network.reached() {
			t.Errorf("%s: %v, and the registry was not asked\n%s", name, err, said)
		}
	}
	network := &proxy{}
	const mirror = "[source.crates-io]\nreplace-with = \"mirror\"\n[source.mirror]\nregistry = \"sparse+http://mirror.invalid/\"\n"
	if said, err := addTo(t, network, mirror); err == nil || network.reached() || !strings.Contains(said, "mirror.invalid") {
		t.Errorf("%v, and the mirror was not asked\n%s", err, said)
	}
}
