package emit_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// The values that injection is tried with (fault rows 16 to 18 and 23).
const (
	hostile  = `it's $(id) "x" \`
	variable = `$HOME ${X:-y}`
)

// The definitions that the tests compile. CUE's #"…"# takes a text as it stands.
const (
	smallest = `
name: "hello"
targets: armv5te: triple: "armv5te-unknown-linux-musleabi"
`
	debian = `
name: "hello"
toolchain: {kind: "debian", why: "it follows Debian's security fixes"}
flags: evil: {c: [#"` + hostile + `"#, "-DA=b c"], why: #"` + hostile + `"#}
targets: armv5te: triple: "armv5te-unknown-linux-musleabi"
targets: riscv64: triple: "riscv64gc-unknown-linux-musl"
targets: x64: {triple: "x86_64-unknown-linux-musl", toolchain: kind: "zig"}
`
	external = `
name: "hello"
flags: evil: {c: [#"` + hostile + `"#], cxx: ["-DCXX"], why: #"` + hostile + `"#}
targets: image: {triple: "armv5te-unknown-linux-musleabi", toolchain: {kind: "image", image: "example.org/x@sha256:` + digest + `", gcc: "arm-linux-musleabi", bin: "/opt/x"}}
targets: ready: {triple: "x86_64-unknown-linux-musl", toolchain: {kind: "image", image: "example.org/x@sha256:` + digest + `", gcc: "x86_64-linux-musl"}}
targets: tarball: {triple: "aarch64-unknown-linux-musl", contract: static: false, flags: "crt-static": rustc: ["-Ctarget-feature=-crt-static"]
	toolchain: {kind: "tarball", gcc: "aarch64-linux-musl", source: {kind: "url", url: "https://example.org/x", mirrors: ["https://example.com/$(id)"], sha256: "` + digest + `"}}}
`
	fromSource = `
name: "hello"
flags: evil: {c: [#"` + hostile + `"#], why: #"` + hostile + `"#}
toolchain: {kind: "source", aliases: ["arm-unknown-linux-musleabi"]
	patches: [_]: first: {diff: "change.diff", why: #"` + hostile + `"#}
	patches: {binutils: {}, gcc: {}, musl: second: {diff: "other.diff", why: "because"}}}
targets: armv5te: triple: "armv5te-unknown-linux-musleabi"
targets: armv6: triple: "arm-unknown-linux-musleabi"
`
	everything = `
name: "hello"
_evil: #"` + hostile + `"#
_var:  #"` + variable + `"#
cargo: {features: ["tls"], "no-default-features": true, "opt-level": "3", "codegen-units": 16, lto: "off"}
flags: evil: {c: [_evil, _var, "-DA=b c"], cxx: [_evil, ""+_var], link: [_evil, _var], rustc: ["-Lnative=\(_evil)", "-L", _var], why: _evil}
flags: heredoc: {c: ["<<EOF", "EOF"], rustc: ["-L", "<<EOF", "-L", "<<-'EOF'"], why: "EOF"}
env: {
	EVIL: {value: _evil, why: _evil}
	VAR: _var
	YES: "on"
}
inputs: {
	EVIL_IN: {default: _evil, why: _evil}
	VAR_IN: {default: _var, why: "# syntax=evil"}
	HEREDOC_IN: {default: "<<EOF", why: "EOF"}
	EMPTY_IN: default: ""
	OF_REF: default: ""
	OF_COMMIT: default: ""
	OF_HISTORY: default: ""
	GIVEN: why: #"ends in a backslash \"#
}
contract: smoke: {args: [_evil, _var, "<<EOF", "on"], timeout: 5, json: {}, inputs: version: "GIVEN", why: _evil}
test: {args: ["--skip", _evil, _var, "<<EOF"], timeout: 7, profile: "dev", why: _evil}
targets: armv5te: triple: "armv5te-unknown-linux-musleabi"
targets: x64: {triple: "x86_64-unknown-linux-musl", rust: std: "prebuilt", cargo: profile: "dev"}
ci: github: {
	branches: ["main", "on", "1e3", "0755", "null", "release/**", "!wip/**"]
	tags: ["v[0-9]+.*", "*"]
	inputs: {OF_REF: "ref", OF_COMMIT: "commit", OF_HISTORY: "describe"}
	args: ["--set", "GIVEN=\(_evil)", "--set=GIVEN=\(_var)"]
	install: [{name: "~", run: "true"}, {name: "0755", run: "echo \"it's\" # not a comment: of YAML"}]
	tests: [{name: "set up", uses: "acme/setup", with: {path: "~", "on": "${{ github.ref_name }}", text: "a: b\n- c # d"}, env: {A: "null"}}, {name: "own", uses: "./.github/actions/own"}, {name: "on", run: "null", env: TOKEN: "${{ secrets.TOKEN }}"}, {name: "1e3", run: "echo - x: y"}, {name: "lines", run: "if true; then\n\techo - x: y # \"so\"\n\nfi"}]
	actions: {
		"actions/checkout": {commit: "11bd71901bbe5b1630ceea73d27597364c9af683", version: "v4.2.2"}
		"actions/upload-artifact": {commit: "ea165f8d65b6e75b540449e92b4886f43607fa02", version: "v4.6.2"}
		"acme/setup": {commit: "1111111111111111111111111111111111111111", version: "v1"}
	}
}
`
)

// changeOfX is a diff that a project may name.
const changeOfX = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"

// everyTriple has a row for each triple of the catalog.
func everyTriple() string {
	var b strings.Builder
	b.WriteString("name: \"hello\"\n")
	for _, t := range schema.Catalog() {
		row := strings.Replace(t.Name, "-unknown-linux", "", 1)
		b.WriteString("targets: \"" + row + "\": triple: \"" + t.Name + "\"\n")
	}
	return b.String()
}

// projects are what the consumers read.
func projects() map[string]string {
	return map[string]string{"smallest": smallest, "debian": debian, "external": external, "source": fromSource, "everything": everything, "every triple": everyTriple()}
}

func load(t testing.TB, definitions string) *model.Project {
	t.Helper()
	return loadFiles(t, definitions, nil)
}

// loadFiles loads a project that has further files.
func loadFiles(t testing.TB, definitions string, more map[string]string) *model.Project {
	t.Helper()
	files := fstest.MapFS{
		"targets.cue": {Data: []byte(definitions)},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\ntls = []\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
		"change.diff": {Data: []byte(changeOfX)},
		"other.diff":  {Data: []byte(strings.ReplaceAll(changeOfX, "x", "y"))},
	}
	for name, text := range more {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, found := schema.Load(files)
	if p == nil {
		t.Fatal(found)
	}
	return p
}

func compile(t testing.TB, definitions string) map[string]emit.Artifact {
	t.Helper()
	return byPath(t, load(t, definitions))
}

// byPath compiles a project.
func byPath(t testing.TB, p *model.Project) map[string]emit.Artifact {
	t.Helper()
	all, err := emit.All(p)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]emit.Artifact{}
	for _, a := range all {
		out[a.Path] = a
	}
	return out
}

// eachProject runs a test on the artifacts of every project.
func eachProject(t *testing.T, f func(t *testing.T, all map[string]emit.Artifact)) {
	for name, definitions := range projects() {
		t.Run(name, func(t *testing.T) { f(t, compile(t, definitions)) })
	}
}

// place writes artifacts into a folder of their own, and beside them every shared
// script, whether the project uses it or not.
func place(t *testing.T, all map[string]emit.Artifact) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range templates.StageFiles() {
		data, err := templates.StageFile(name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "xgen/stage", name), string(data), 0o755)
	}
	for a := range maps.Values(all) {
		write(t, filepath.Join(dir, a.Path), string(a.Bytes), a.Mode)
	}
	return dir
}

func write(t *testing.T, name, text string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

func ending(all map[string]emit.Artifact, suffix string) map[string]emit.Artifact {
	out := maps.Clone(all)
	maps.DeleteFunc(out, func(name string, _ emit.Artifact) bool { return !strings.HasSuffix(name, suffix) })
	return out
}
