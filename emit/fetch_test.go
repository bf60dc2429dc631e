package emit_test

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// A crate that no registry has.
const (
	onlyHereSum      = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
	onlyHereManifest = helloManifest + "[dependencies]\nxgen-only-here = \"1\"\n"
	onlyHereLock     = "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\n \"xgen-only-here\",\n]\n\n" +
		"[[package]]\nname = \"xgen-only-here\"\nversion = \"1.2.3\"\n" +
		"source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"" + onlyHereSum + "\"\n"
)

const helloLock = "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n"

const helloManifest = "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"

// vendoring is a project that vendors its crates, in the forms of its cargo
// configuration.
var vendoring = map[string]string{
	"tables": "[source.crates-io]\nreplace-with = \"own\"\n\n[source.own]\ndirectory = \"third party\"\n",
	"inline": "[source]\ncrates-io = { replace-with = \"own\" }\nown = { directory = \"third party\" }\n",
	"dotted": "source.crates-io.replace-with = \"own\"\nsource.own.directory = 'third party'\n",
}

// projectOf is what is emitted for a project below app with that cargo configuration.
func projectOf(t *testing.T, config, definitions string) []emit.Artifact {
	t.Helper()
	all, err := emit.All(loadFiles(t, smallest+definitions+"cargo: manifest: \"app/Cargo.toml\"\n", map[string]string{
		"app/Cargo.toml": helloWithOld, "app/src/main.rs": "", "app/Cargo.lock": lockWithOld, ".cargo/config.toml": config,
		"need.patch": needNew,
	}))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// handed returns what a Dockerfile hands to a script, for such a project: the words
// around it.
func handed(t *testing.T, config, definitions, script string) (before, after string) {
	t.Helper()
	for _, a := range projectOf(t, config, definitions) {
		if path.Base(a.Path) == "Dockerfile" {
			before, after, _ = strings.Cut(string(a.Bytes), script)
		}
	}
	after, _, _ = strings.Cut(after, "\n")
	return before[strings.LastIndex(before, "\nRUN "):], after
}

// fetch runs source.sh and fetch.sh on a project below app, without a network,
// and returns what they say and the folder of the crates.
func fetch(t *testing.T, manifest, lock string, more ...string) (said, crates string, err error) {
	t.Helper()
	return fetchBy(t, &proxy{}, manifest, lock, more...)
}

func fetchBy(t *testing.T, network *proxy, manifest, lock string, more ...string) (said, crates string, err error) {
	t.Helper()
	need(t, "cargo", "https://rustup.rs")
	dir := place(t, compile(t, smallest))
	files := append([]string{"app/Cargo.toml", manifest, "app/Cargo.lock", lock, "app/src/main.rs", ""}, more...)
	for i := 0; i < len(files); i += 2 {
		write(t, filepath.Join(dir, "project", files[i]), files[i+1], 0o644)
	}
	var forSource, forFetch string
	in := func(name string) string { return filepath.Join(dir, name) }
	if n := slices.Index(more, ".cargo/config.toml"); n >= 0 {
		_, forSource = handed(t, more[n+1], "", "/stage/source.sh")
		_, forFetch = handed(t, more[n+1], "", " sh /xgen/fetch.sh")
		for _, a := range projectOf(t, more[n+1], "") {
			if path.Base(a.Path) == "project.toml" {
				write(t, in("project.toml"), string(a.Bytes), 0o644)
				t.Setenv("XGEN_CONFIG", in("project.toml"))
			}
		}
	}
	cmd := exec.Command("sh", "-ec", "sh xgen/stage/source.sh"+forSource+" && sh xgen/stage/fetch.sh"+forFetch)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), network.start(t)...), "XGEN_PREFIX="+in("prefix"),
		"XGEN_CONTEXT="+in("project"), "XGEN_SOURCE="+in("source"), "XGEN_ROOT=xgen", "XGEN_LIST="+in("sources"),
		"XGEN_MANIFESTS="+in("manifests"), "XGEN_MANIFEST=app/Cargo.toml", "XGEN_VENDOR="+in("vendor"))
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), in("vendor"), err
}

// Row 56 of the faults: where cargo wants another lock, the step's last line is
// what mends it. Of any other failure cargo speaks alone.
func TestRow56Fetch(t *testing.T) {
	const mend = "xgen: Cargo.lock does not fit Cargo.toml: run cargo update --workspace and commit it"
	said, _, err := fetch(t, helloManifest, "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.0.9\"\n")
	if err == nil || !strings.HasSuffix(said, "\n"+mend) || !strings.Contains(said, "error: ") {
		t.Errorf("a stale lock: %v\n%s", err, said)
	}
	said, _, err = fetch(t, helloManifest+"[dependencies]\nhello = 3\n", "version = 4\n")
	if err == nil || strings.Contains(said, mend) || !strings.Contains(said, "error: ") {
		t.Errorf("a broken manifest: %v\n%s", err, said)
	}
	if said, _, err := fetch(t, helloManifest, helloLock); err != nil {
		t.Errorf("a lock that fits: %v\n%s", err, said)
	}
}

// Crates that the project brings come from its folder; where that is made for
// each build and is not there, they are looked for in their registry.
func TestVendoredCrates(t *testing.T) {
	crate := []string{
		"third party/x/Cargo.toml", "[package]\nname = \"xgen-only-here\"\nversion = \"1.2.3\"\n",
		"third party/x/src/lib.rs", "pub fn here() {}\n", "third party/x/.cargo-checksum.json", `{"files":{},"package":"` + onlyHereSum + `"}`,
	}
	for form, text := range vendoring {
		config := []string{".cargo/config.toml", text}
		said, crates, err := fetch(t, onlyHereManifest, onlyHereLock, append(crate, config...)...)
		data, _ := os.ReadFile(filepath.Join(crates, "xgen-only-here-1.2.3/src/lib.rs"))
		if err != nil || string(data) != "pub fn here() {}\n" {
			t.Errorf("%s: %v, and the crate holds %q\n%s", form, err, data, said)
		}
		said, _, err = fetch(t, onlyHereManifest, onlyHereLock, config...)
		if err == nil || strings.Contains(said, "third party") || !strings.Contains(said, "xgen-only-here") {
			t.Errorf("%s, without the folder: %v\n%s", form, err, said)
		}
	}
}

// A project that forbids the network to its own builds has its crates fetched
// all the same: this step is for that.
func TestFetchOfOfflineProject(t *testing.T) {
	network := &proxy{}
	said, _, err := fetchBy(t, network, onlyHereManifest, onlyHereLock, ".cargo/config.toml", "[net]\noffline = true\n")
	if err == nil || !network.reached() {
		t.Errorf("%v, and no registry was asked\n%s", err, said)
	}
}
