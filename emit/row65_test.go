package emit

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

// breaks are single bytes of a kind of artifact that its reader must miss: in
// which file, after which text, and what stands there instead.
var breaks = []struct{ kind, file, after, instead string }{
	{"Dockerfile", "build.sh", "\nset -", "("},
	{"Dockerfile", "atomic.c", "#include ", "\""},
	{"Dockerfile", "Dockerfile", "FROM", "x"},
	{"dockerignore", "Dockerfile.dockerignore", "\n!", "["},
	{"entrypoint", "entrypoint.sh", "\nexport ", "'"},
	{"wrappers", "-cc", "exec ", "("},
	{"wrappers", "-ar", "#!/bin", "x"},
	{"target specification", ".json", "", "["},
	{"cargo config", "config.toml", "[", "\""},
	{"project's cargo config", "project.toml", "env", "\""},
	{"cmake toolchain", "toolchain.cmake", "{CMAKE_CURRENT_LIST_DIR", "\""},
	{"cmake toolchain", "toolchain.cmake", "set", "{"},
	{"bake file", "docker-bake.hcl", "target ", "["},
	{"git files", ".gitattributes", "\n*", "\""},
	{"git files", ".gitignore", "\n", "["},
	{"GitHub workflow", ".yml", "\njobs", "\""},
	{"patches", ".patch", "\n", "{"},
	{"patches", "patch-crates.sh", "\n", "'"},
}

// TestRow65OneByte: no kind of artifact goes out with a broken byte in it.
func TestRow65OneByte(t *testing.T) {
	p := loadAll(t)
	seen := map[string]bool{}
	for _, b := range breaks {
		seen[b.kind] = true
		var broken string
		changed := kinds()
		for i, k := range changed {
			if k.name != b.kind {
				continue
			}
			changed[i].make = func(p *model.Project) ([]Artifact, error) {
				made, err := k.make(p)
				for i, a := range made {
					at := bytes.Index(a.Bytes, []byte(b.after))
					if broken == "" && strings.HasSuffix(path.Base(a.Path), b.file) && at >= 0 {
						broken = a.Path
						made[i].Bytes = bytes.Clone(a.Bytes)
						made[i].Bytes[at+len(b.after)] = b.instead[0]
					}
				}
				return made, err
			}
		}
		_, err := allOf(changed, p)
		var unread *ReadBackError
		if broken == "" || !errors.As(err, &unread) || unread.Path != broken {
			t.Errorf("%s, %q behind %q in %s: %v", b.kind, b.instead, b.after, broken, err)
		}
	}
	for _, k := range kinds() {
		if !seen[k.name] {
			t.Errorf("nothing was broken in %s", k.name)
		}
	}
}

// TestRow65NoReader: no reader, no file.
func TestRow65NoReader(t *testing.T) {
	making := func(name string) func(*model.Project) ([]Artifact, error) {
		return func(*model.Project) ([]Artifact, error) { return []Artifact{file(name, []byte("x\n"))}, nil }
	}
	for what, k := range map[string]kind{
		"none at all":       {"new", making("xgen/new"), nil},
		"an unknown ending": {"Dockerfile", making("xgen/stage/new.py"), kinds()[0].read},
		"no ending":         {"patches", making("xgen/a/patches/new"), kinds()[5].read},
		"an unknown C file": {"Dockerfile", making("xgen/stage/new.c"), kinds()[0].read},
	} {
		all, err := allOf([]kind{k}, &model.Project{})
		var unread *ReadBackError
		if all != nil || !errors.As(err, &unread) {
			t.Errorf("%s: %v, %v", what, all, err)
		}
	}
	for _, k := range kinds() {
		if k.read == nil {
			t.Errorf("%s has no reader", k.name)
		}
	}
}

// loadAll is a project that makes every kind of artifact.
func loadAll(t testing.TB) *model.Project {
	t.Helper()
	const own = "mipsel-acme-linux-musl.json"
	specification, err := os.ReadFile("../testdata/projects/acme/" + own)
	if err != nil {
		t.Fatal(err)
	}
	p, found := schema.Load(fstest.MapFS{
		"targets.cue": {Data: []byte(`
name: "hello"
targets: armv5te: triple: "armv5te-unknown-linux-musleabi"
targets: own: {triple: "mipsel-acme-linux-musl", spec: "mipsel-acme-linux-musl.json"}
patches: p: {crate: "old", version: "1", why: "w", files: ["a.c"], diff: "a.patch"}
ci: github: {install: [{name: "a", run: "true"}], actions: {
	"actions/checkout": {commit: "11bd71901bbe5b1630ceea73d27597364c9af683", version: "v4.2.2"}
	"actions/upload-artifact": {commit: "ea165f8d65b6e75b540449e92b4886f43607fa02", version: "v4.6.2"}
}}
`)},
		"a.patch":     {Data: []byte("--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-x\n+y\n")},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"cmake\"\nversion = \"0.1.50\"\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"old\"\nversion = \"1.0.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"1111111111111111111111111111111111111111111111111111111111111111\"\n")},
		"src/main.rs": {}, own: {Data: specification},
		".cargo/config.toml": {Data: []byte("[env]\nA = \"b\"\n")},
	})
	if p == nil {
		t.Fatal(found)
	}
	return p
}

// Row 73: what does not need LF is read alike with CRLF.
func TestRow73ReadAlike(t *testing.T) {
	all, err := All(loadAll(t))
	if err != nil {
		t.Fatal(err)
	}
	other := 0
	for _, a := range all {
		if a.NeedsLF() != (path.Ext(a.Path) == ".sh" || path.Base(path.Dir(a.Path)) == "bin" && path.Ext(a.Path) != ".json") {
			t.Errorf("%s: whether it needs LF: %v", a.Path, a.NeedsLF())
		}
		if path.Base(a.Path) != "Dockerfile" {
			continue
		}
		other++
		want, err := readStages(a.Bytes)
		got, errCRLF := readStages(bytes.ReplaceAll(a.Bytes, []byte("\n"), []byte("\r\n")))
		if err != nil || errCRLF != nil || fmt.Sprintf("%q", commands(got)) != fmt.Sprintf("%q", commands(want)) {
			t.Errorf("%s: %v\n%q\nwant\n%q", a.Path, errCRLF, commands(got), commands(want))
		}
	}
	if other == 0 {
		t.Error("no Dockerfile")
	}
}

// commands are the instructions of all stages, as BuildKit prints them.
func commands(stages []instructions.Stage) (out []string) {
	for _, s := range stages {
		out = append(out, s.Name, s.BaseName)
		for _, c := range s.Commands {
			out = append(out, fmt.Sprint(c))
			if run, ok := c.(*instructions.RunCommand); ok {
				out = append(out, run.CmdLine...)
			}
		}
	}
	return out
}

func readStages(data []byte) ([]instructions.Stage, error) {
	res, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	stages, _, err := instructions.Parse(res.AST, nil)
	return stages, err
}
