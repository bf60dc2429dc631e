package emit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const helloManifest = "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"

// fetch runs fetch.sh on a project without crates and gives what it says.
func fetch(t *testing.T, manifest, lock string) (said string, err error) {
	t.Helper()
	need(t, "cargo", "https://rustup.rs")
	dir := place(t, compile(t, smallest))
	for name, text := range map[string]string{"Cargo.toml": manifest, "Cargo.lock": lock, "src/main.rs": ""} {
		write(t, filepath.Join(dir, "project", name), text, 0o644)
	}
	cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/fetch.sh"))
	cmd.Env = append(os.Environ(), "XGEN_PREFIX="+filepath.Join(dir, "prefix"), "CARGO_NET_OFFLINE=true",
		"XGEN_MANIFESTS="+filepath.Join(dir, "project"), "XGEN_MANIFEST=Cargo.toml", "XGEN_VENDOR="+filepath.Join(dir, "vendor"))
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// Row 56 of the faults: where cargo wants another lock, the step's last line is
// what mends it. Of any other failure cargo speaks alone.
func TestRow56Fetch(t *testing.T) {
	const mend = "xgen: Cargo.lock does not fit Cargo.toml: run cargo update --workspace and commit it"
	said, err := fetch(t, helloManifest, "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.0.9\"\n")
	if err == nil || !strings.HasSuffix(said, "\n"+mend) || !strings.Contains(said, "error: ") {
		t.Errorf("a stale lock: %v\n%s", err, said)
	}
	said, err = fetch(t, helloManifest+"[dependencies]\nhello = 3\n", "version = 4\n")
	if err == nil || strings.Contains(said, mend) || !strings.Contains(said, "error: ") {
		t.Errorf("a broken manifest: %v\n%s", err, said)
	}
	if said, err := fetch(t, helloManifest, "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n"); err != nil {
		t.Errorf("a lock that fits: %v\n%s", err, said)
	}
}
