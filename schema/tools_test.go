package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// A tool without hosts is the one that is known: a pinned one with what is written beside
// it, or Debian's package.
func TestKnownTools(t *testing.T) {
	p, found := Load(project(rowOf(armsoft) + `tools: {protoc: {}, libclang: {env: "CLANG", why: "headers"}, nasm: {}, "c++": {}}` + "\nhost: packages: [\"bc\", \"nasm\"]\n"))
	if p == nil {
		t.Fatal(found)
	}
	a := p.Target("a")
	if got := strings.Join(a.HostPackages.V, " "); got != "bc g++ nasm" {
		t.Errorf("packages %s", got)
	}
	if len(a.Tools) != 2 {
		t.Fatalf("tools %+v", a.Tools)
	}
	clang, protoc := a.Tools[0], a.Tools[1]
	if clang.Env != "CLANG" || clang.Why != "headers" || clang.Clang != "BINDGEN_EXTRA_CLANG_ARGS" || clang.Pos.Line != 3 {
		t.Errorf("%+v", clang)
	}
	if protoc.Env != "PROTOC" || protoc.Program == "" || protoc.For("x86_64").SHA256 == protoc.For("aarch64").SHA256 || protoc.Clang != "" {
		t.Errorf("%+v", protoc)
	}
	if p, found = Load(project(rowOf(armsoft) + "tools: nasm: {}\n")); p == nil || p.Target("a").HostPackages.Pos.Line != 3 {
		t.Error(found)
	}
}

func TestUnknownTools(t *testing.T) {
	for name, c := range map[string]struct{ rest, want string }{
		"misspelt":        {`tools: protocc: {}`, `targets.cue:3:8: tools.protocc: there is no tool called "protocc": did you mean "protoc"? Otherwise write hosts: x86_64: {…}`},
		"nothing alike":   {`tools: "frob-nicate": why: "x"`, `targets.cue:3:8: tools."frob-nicate": there is no tool called "frob-nicate": write hosts: x86_64: {…} for a source of your own, or host: packages`},
		"its variable":    {`tools: nasm: env: "NASM"`, `targets.cue:3:8: tools.nasm is Debian's package nasm, of which build scripts find the programs by themselves: remove what stands beside why, or write hosts: x86_64: {…}`},
		"its paths":       {`tools: perl: paths: LIB: "lib"`, `targets.cue:3:8: tools.perl is Debian's package perl`},
		"set twice":       {"tools: protoc: {}\nenv: PROTOC: \"/usr/bin/protoc\"", `targets.cue:3:8: tools.protoc sets PROTOC, and so does env`},
		"two of a name":   {`tools: {protoc: {}, other: {program: "bin/protoc", hosts: x86_64: {kind: "pypi", package: "p", version: "1", sha256: "` + someSum + `"}}}`, `both have a program protoc`},
		"no hosts at all": {`tools: protoc: hosts: {}`, `tools.protoc has no source`},
	} {
		if _, found := Load(project(rowOf(armsoft) + c.rest + "\n")); !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", name, found, c.want)
		}
	}
}

// A crate that needs a tool is told where there is none: not where a variable leads it
// elsewhere, where Debian has it, for another processor, of another version, or beside a
// crate with which it does without.
func TestMissingTool(t *testing.T) {
	const protoc = `targets.cue:2:10: warning: prost-build 1.0.0 needs protoc where a build script calls it, and the machine that builds a has none: write tools: protoc: {}`
	const clang, nasm = "clang-sys 1.0.0 needs libclang", "nasm-rs 1.0.0 needs nasm"
	for _, c := range []struct {
		crates, rest, want string
	}{
		{"prost-build", "", protoc},
		{"prost-build", "tools: protoc: {}", ""},
		{"prost-build", `env: PROTOC: "/usr/bin/protoc"`, ""},
		{"prost-build", `inputs: PROTOC: {}`, ""},
		{"prost-build", `host: packages: ["protobuf-compiler"]`, ""},
		{"prost-build", `host: packages: ["protobuf-c-compiler"]`, protoc},
		{"prost-build", `image: "example.com/own@sha256:` + someSum + `"`, ""},
		{"prost-build protox", "", ""},
		{"tonic-build prost-build", "", protoc},
		{"bindgen clang-sys", "", clang},
		{"bindgen clang-sys", `host: packages: ["libclang-19-dev"]`, ""},
		{"bindgen clang-sys", `host: packages: ["libclang1-19"]`, ""},
		{"bindgen clang-sys", `env: LIBCLANG_PATH: "/opt"`, ""},
		{"rav1e nasm-rs", "", ""}, // it is for ARM
		{"rav1e nasm-rs", `targets: b: triple: "x86_64-unknown-linux-musl"`, nasm},
		{"serde", "", ""},
	} {
		crates := strings.Fields(c.crates)
		root := withCrates(c.rest+"\n", crates[0]+` = "1"`, crates...)
		_, found := Load(root)
		said := slices.DeleteFunc(slices.Clone(found), func(d model.Diagnostic) bool { return d.Rule != "missing-tool" })
		if (c.want != "") != (len(said) == 1) || !strings.Contains(said.Error(), c.want) {
			t.Errorf("%s, %s: %v\nwant %q", c.crates, c.rest, found, c.want)
		}
		if len(said) == 1 && (len(said[0].Mends) != 1 || said[0].Mends[0].Name() != "tools."+strings.Fields(said[0].Message)[3]) {
			t.Errorf("%s: xgen init writes %+v", c.crates, said[0].Mends)
		}
		if asks := strings.Contains(found.Error(), "cargo is not on the PATH"); asks != (c.want != "") { // which would know
			t.Errorf("%s, %s: it asks for cargo: %v: %v", c.crates, c.rest, asks, found)
		}
	}
	old := withCrates("", `prost-build = "0.9"`, "prost-build")
	old["Cargo.lock"].Data = []byte(strings.ReplaceAll(string(old["Cargo.lock"].Data), "1.0.0", "0.9.0"))
	if _, found := Load(old); strings.Contains(found.Error(), "protoc") {
		t.Error(found)
	}
}

// Each tool of the catalog comes from somewhere: pinned for both kinds of hosts, or from one
// package.
func TestToolsOfCatalog(t *testing.T) {
	for _, tool := range Tools() {
		known := catalog.Load().KnownTools[tool.Name]
		if len(known.Hosts) == 0 && len(known.Packages) != 1 || len(known.Hosts) > 0 && (len(known.Hosts) != 2 || known.Program == nil) {
			t.Errorf("%s: %+v", tool.Name, known)
		}
		if _, found := Load(project(rowOf(armsoft) + `tools: "` + tool.Name + `": {}` + "\n")); found.HasErrors() {
			t.Errorf("%s: %v", tool.Name, found)
		}
	}
}
