package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema"
)

// twoLines returns what a project of two lines emits, by path.
func twoLines(t *testing.T, triple string) map[string]emit.Artifact {
	t.Helper()
	p, found := schema.Load(fstest.MapFS{
		"targets.cue": {Data: []byte("name: \"hello\"\ntargets: armv5te: triple: \"" + triple + "\"\n")},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
	})
	if found.Error() != "" {
		t.Fatal(found)
	}
	all, err := emit.All(p)
	if err != nil {
		t.Fatal(err)
	}
	manifest, _ := tree.Manifest("xgen", all)
	files := map[string]emit.Artifact{}
	for _, a := range append(all, manifest) {
		files[a.Path] = a
	}
	return files
}

func lines(a emit.Artifact) int { return bytes.Count(a.Bytes, []byte("\n")) }

// TestFirstPullRequest holds how much there is to review in the first pull request
// of a project with one target.
func TestFirstPullRequest(t *testing.T) {
	for triple, most := range map[string]struct{ files, lines int }{
		"armv5te-unknown-linux-musleabi": {25, 1500},
		"x86_64-unknown-linux-musl":      {25, 1010},
	} {
		files, sum := twoLines(t, triple), 0
		for _, a := range files {
			sum += lines(a)
		}
		t.Logf("%s: %d files, %d lines", triple, len(files), sum)
		if len(files) > most.files || sum > most.lines {
			t.Errorf("%s: %d files and %d lines, want at most %d and %d", triple, len(files), sum, most.files, most.lines)
		}
	}
}

// notes say what each file is for, in the order in which they are listed, which
// is that of a review. A folder's number is that of all that lies in it.
var notes = []struct{ name, note string }{
	{"armv5te/", "a folder for each target"},
	{"armv5te/Dockerfile", "begin here: every step, in order, and the script that does it"},
	{"armv5te/Dockerfile.dockerignore", "what a build sees of the project"},
	{"armv5te/bin/", "cc, c++, ar and ranlib, fixed to the target"},
	{"armv5te/config.toml", "cargo's linker, flags and profile, with reasons"},
	{"armv5te/entrypoint.sh", "the cargo command"},
	{"stage/", "shared by all targets, the same in every project"},
	{"stage/packages.sh", "installs Debian packages"},
	{"stage/net.sh", "runs what needs the network, with your CA"},
	{"stage/rust.sh", "installs Rust"},
	{"stage/zig.sh", "installs the C compiler"},
	{"stage/atomics.sh", "builds atomic.c for the target"},
	{"stage/atomic.c", "atomic operations that an ARMv5 does not have"},
	{"stage/std.sh", "builds Rust's standard library, which rustup does not have for it"},
	{"stage/source.sh", "copies the project"},
	{"stage/fetch.sh", "vendors the crates of Cargo.lock"},
	{"stage/build.sh", "builds the program, offline"},
	{"stage/link.sh", "links, and takes dangerous warnings for errors"},
	{"stage/collect.sh", "takes the binaries, and nothing else"},
	{"stage/test.sh", "runs them under QEMU, and reports"},
	{"docker-bake.hcl", "the targets, for docker buildx bake"},
	{"manifest", "the digest of each file, by which an edit is known"},
	{".gitattributes", "collapses these files in reviews; joins the lines of the two above in merges"},
	{".gitignore", "keeps all of them in git"},
}

// emittedTree draws what the two-line project emits.
func emittedTree(t *testing.T) string {
	t.Helper()
	files := twoLines(t, "armv5te-unknown-linux-musleabi")
	var b strings.Builder
	left, sum := len(files), 0
	for _, n := range notes {
		count := 0
		for name, a := range files {
			whole := path.Join("xgen", n.name)
			if name == whole || strings.HasSuffix(n.name, "/") && strings.HasPrefix(name, whole+"/") {
				count += lines(a)
			}
		}
		listed := !strings.HasSuffix(n.name, "/") || n.name == "armv5te/bin/"
		switch {
		case count == 0:
			t.Errorf("there is no xgen/%s", n.name)
		case n.name == "armv5te/bin/":
			left -= 4
		case listed:
			left--
		}
		if listed {
			sum += count
		}
		dir, base := path.Split(strings.TrimSuffix(n.name, "/"))
		if strings.HasSuffix(n.name, "/") {
			base += "/"
		}
		fmt.Fprintf(&b, "%-31s%4d  %s\n", strings.Repeat("  ", 1+strings.Count(dir, "/"))+base, count, n.note)
	}
	if left != 0 {
		t.Errorf("%d files have no note", left)
	}
	return fmt.Sprintf("%-31s%4d  in %d files\n", "xgen/", sum, len(files)) + b.String()
}

// TestEmittedTree holds the tree in the README against what is emitted;
// XGEN_UPDATE=1 draws it anew.
func TestEmittedTree(t *testing.T) {
	const page, begin, end = "../../README.md", "```text\nxgen/ ", "```\n"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatal("the README has no tree")
	}
	drawn := before + "```text\n" + emittedTree(t) + end + after
	if drawn == string(text) {
		return
	}
	if os.Getenv("XGEN_UPDATE") != "1" {
		t.Errorf("the README shows another tree; make golden draws\n%s", emittedTree(t))
	} else if err := os.WriteFile(page, []byte(drawn), 0o644); err != nil {
		t.Fatal(err)
	}
}
