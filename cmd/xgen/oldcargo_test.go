package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/catalog"
)

// cargoRow is a project that some releases of cargo refuse for what it says, or none.
type cargoRow struct {
	name, manifest string
	lock           string // "" for the ordinary one
}

const (
	oldCrate  = "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2018\"\n"
	withPath  = oldCrate + "[dependencies]\nq = { path = \"q\", "
	withLock4 = "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n"
)

// Each word of the catalog has a row here of its own name.
var cargoRows = []cargoRow{
	{"edition 2021", "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n", ""},
	{"edition 2024", "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2024\"\n", ""},
	{"edition \"future\"", "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"future\"\n", ""},
	{"resolver 2", oldCrate + "resolver = \"2\"\n", ""},
	{"resolver 3", oldCrate + "resolver = \"3\"\n", ""},
	{"what a package inherits from its workspace", "[package]\nname = \"hello\"\nversion.workspace = true\nedition = \"2018\"\n[workspace]\n[workspace.package]\nversion = \"0.1.0\"\n", ""},
	{"a dependency inherited from the workspace", oldCrate + "[dependencies]\nq = { workspace = true }\n[workspace]\n[workspace.dependencies]\nq = { path = \"q\" }\n", ""},
	{"a package without a version", "[package]\nname = \"hello\"\nedition = \"2018\"\n", ""},
	{"dep: in a feature", withPath + "optional = true }\n[features]\na = [\"dep:q\"]\n", ""},
	{"a feature of a dependency that need not be there (?/)", withPath + "optional = true }\n[features]\na = [\"q?/f\"]\n", ""},
	{"a profile of one's own", oldCrate + "[profile.dist]\ninherits = \"release\"\n", ""},
	{"strip in a profile", oldCrate + "[profile.release]\nstrip = true\n", ""},
	{"a word for debug in a profile", oldCrate + "[profile.release]\ndebug = \"line-tables-only\"\n", ""},
	{"Cargo.lock of version 3", oldCrate, strings.Replace(withLock4, "4", "3", 1)},
	{"Cargo.lock of version 4", oldCrate, withLock4},
	{"Cargo.lock of version 5", oldCrate, strings.Replace(withLock4, "4", "5", 1)},
	{"an artifact dependency", withPath + "artifact = \"bin\" }\n", ""},
	{"public for a dependency", withPath + "public = true }\n", ""},
	{"a dependency's base", oldCrate + "[dependencies]\nq = { base = \"x\", path = \"q\" }\n", ""},
	{"rustflags in a profile", oldCrate + "[profile.release]\nrustflags = [\"-Cdebuginfo=0\"]\n", ""},
	{"codegen-backend in a profile", oldCrate + "[profile.release]\ncodegen-backend = \"llvm\"\n", ""},
	{"trim-paths in a profile", oldCrate + "[profile.release]\ntrim-paths = true\n", ""},
	{"panic = \"immediate-abort\"", oldCrate + "[profile.release]\npanic = \"immediate-abort\"\n", ""},
	{"a target for a package", oldCrate + "forced-target = \"x86_64-unknown-linux-musl\"\n", ""},
	{"a list of build scripts", oldCrate + "build = [\"src/main.rs\"]\n", ""},
	{"metabuild", oldCrate + "metabuild = \"q\"\n", ""},
	{"another file name for a binary", oldCrate + "[[bin]]\nname = \"hello\"\npath = \"src/main.rs\"\nfilename = \"x\"\n", ""},
	{"a name with ::", "[package]\nname = \"q::hello\"\nversion = \"0.1.0\"\nedition = \"2018\"\n[[bin]]\nname = \"hello\"\npath = \"src/main.rs\"\n", ""},

	{"an inline table over several lines, or with a comma at its end,", oldCrate + "[package.metadata.x]\na = {\n b = 1\n}\n", ""},
	{"a comma at the end of a table", oldCrate + "[package.metadata.x]\na = {b = 1, }\n", ""},
	{"a table in a list", oldCrate + "[package.metadata.x]\na = [{b = 1}, {c = [\n1,\n]}, # {\n]\n", ""},
	{"a table in a text", oldCrate + "[package.metadata.x]\na = \"{\\\"\"\nb = \"\"\"\n{\n\"\"\"\"\nc = '{'\nd = '''{\n''''\n", ""},
	{"inherited", "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition.workspace = true\n[workspace]\n[workspace.package]\nedition = \"2024\"\n", ""},
	{"inherited by none", oldCrate + "[workspace]\n[workspace.package]\nedition = \"2024\"\nversion = \"0.1.0\"\n", ""},
	{"shared and used by none", oldCrate + "[workspace]\n[workspace.dependencies]\nq = { path = \"q\" }\n", ""},
	{"lints", oldCrate + "[lints.rust]\nunsafe_code = \"forbid\"\n", ""},
	{"lints of the workspace", oldCrate + "[lints]\nworkspace = true\n[workspace]\n[workspace.lints.rust]\nunused = \"deny\"\n", ""},
	{"autolib", oldCrate + "autolib = false\n", ""},
	{"split-debuginfo", oldCrate + "[profile.release]\nsplit-debuginfo = \"packed\"\n", ""},
	{"debug in a number", oldCrate + "[profile.release]\ndebug = 1\n", ""},
	{"one build script", oldCrate + "build = \"src/main.rs\"\n", ""},
	{"a feature named dep", oldCrate + "[features]\ndep = []\n", ""},
	{"metadata", oldCrate + "[package.metadata.profile.release]\nrustflags = [\"x\"]\n", ""},
	{"a package named public", oldCrate + "[dependencies]\npublic = { path = \"q\", package = \"q\" }\n", ""},
}

// cargoFeatureRows are a row for each name under cargo-features.
func cargoFeatureRows() (rows []cargoRow) {
	names := []string{"lints", "nosuch", "publish-lockfile"}
	for name := range catalog.Load().CargoFeatures {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		rows = append(rows, cargoRow{"cargo-features " + name, "cargo-features = [\"" + name + "\"]\n" + oldCrate, ""})
	}
	return rows
}

// files are the row's project with a channel.
func (c cargoRow) files(channel string) map[string]string {
	lock := c.lock
	if lock == "" {
		lock = strings.TrimPrefix(withLock4, "version = 4\n")
	}
	return map[string]string{
		"targets.cue": "name: \"hello\"\ntargets: a: triple: \"x86_64-unknown-linux-musl\"\nrust: channel: \"" + channel + "\"\n",
		"Cargo.toml":  c.manifest, "src/main.rs": "fn main() {}\n", "Cargo.lock": lock,
		"q/Cargo.toml": "[package]\nname = \"q\"\nversion = \"0.1.0\"\n[features]\nf = []\n", "q/src/lib.rs": "",
	}
}

// refusedHere returns what is said of the row's project.
func (c cargoRow) refusedHere(channel string) string {
	root := fstest.MapFS{}
	for name, text := range c.files(channel) {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	_, found := schema.Load(root)
	for _, d := range found {
		if d.Rule == "old-cargo" || d.Rule == "unstable-cargo" {
			return d.String()
		}
	}
	return ""
}

// refusedByCargo returns what a release of cargo says of it; further arguments may have it
// read less.
func (c cargoRow) refusedByCargo(t *testing.T, release string, more ...string) string {
	t.Helper()
	files, args := c.files(release), []string{"run", "--install", release, "cargo", "metadata", "--offline", "--format-version", "1"}
	if c.lock == "" {
		delete(files, "Cargo.lock") // cargo makes its own
		args = append(args, more...)
	}
	dir := t.TempDir()
	writeFiles(t, dir, files)
	cmd := exec.Command("rustup", args...)
	cmd.Dir = dir
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Run(); err == nil {
		return ""
	}
	if !strings.Contains(said.String(), "error: ") {
		t.Fatalf("%s: %s", c.name, said.String())
	}
	return said.String()
}

// againstCargo has a release of cargo refuse just what is refused here.
func againstCargo(t *testing.T, release string, more ...string) {
	for _, c := range slices.Concat(cargoRows, cargoFeatureRows()) {
		here, cargo := c.refusedHere(release), c.refusedByCargo(t, release, more...)
		if (here == "") != (cargo == "") {
			t.Errorf("%s: said here\n%q\nand by cargo %s\n%s", c.name, here, release, cargo)
		}
	}
}

func TestManifestsAgainstCargo(t *testing.T) {
	againstCargo(t, catalog.Load().Defaults.Channel, "--no-deps")
}

// Every word is said by the row of its name and by no other, but for what goes together.
func TestCargoWords(t *testing.T) {
	for _, word := range catalog.Load().CargoWords {
		i := slices.IndexFunc(cargoRows, func(c cargoRow) bool { return c.name == word.Is })
		if i < 0 {
			t.Errorf("no row shows %s", word.Is)
			continue
		}
		channel := catalog.Load().Defaults.Channel
		switch {
		case word.Since != "":
			channel = "1.31.0"
		case word.Before != "":
			channel = "1.63.0"
		}
		if said := cargoRows[i].refusedHere(channel); !strings.Contains(said, word.Is) {
			t.Errorf("%s: said is %q", word.Is, said)
		}
	}
}
