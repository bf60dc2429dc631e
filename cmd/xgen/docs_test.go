package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema"
)

var cueBlock = regexp.MustCompile("(?s)```cue\n(.*?)```")

// TestDocsExamples loads every CUE example of the pages, as a part of an
// ordinary project or as a user-level file.
func TestDocsExamples(t *testing.T) {
	for _, page := range []string{"../../README.md", "../../docs/tutorial.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		blocks := cueBlock.FindAllStringSubmatch(string(text), -1)
		if len(blocks) == 0 {
			t.Errorf("%s has no examples", page)
		}
		for _, b := range blocks {
			if err := loadExample(b[1]); err != "" {
				t.Errorf("%s: this example:\n%s\nis refused:\n%s", page, b[1], err)
			}
		}
	}
}

func loadExample(src string) string {
	if strings.HasPrefix(src, "images:") {
		_, found := schema.LoadMachine(fstest.MapFS{"config.cue": {Data: []byte(src)}})
		return found.Error()
	}
	if !strings.Contains(src, "name:  ") && !strings.HasPrefix(src, "name:") {
		src = "name: \"hello\"\n" + src
	}
	if !strings.Contains(src, "triple:") {
		src += "targets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n"
	}
	diff, _ := os.ReadFile("../../testdata/probe/patches/coarsetime.patch") // a missing one is refused below
	own, _ := os.ReadFile("../../testdata/projects/acme/x86_64-acme-linux-musl.json")
	_, found := schema.Load(fstest.MapFS{
		"targets.cue":                 {Data: []byte(src)},
		"x86_64-acme-linux-musl.json": {Data: own},
		"Cargo.toml":                  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"Cargo.lock": {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n\n" +
			"[[package]]\nname = \"coarsetime\"\nversion = \"0.1.38\"\nsource = \"registry\"\n")},
		"patches/coarsetime.patch": {Data: diff},
		"src/main.rs":              {Data: []byte("fn main() {}\n")},
	})
	return found.Error()
}

var testName = regexp.MustCompile("`((?:Test|Fuzz)\\w+|\\w+\\.txtar)`")

// TestSecurityPage holds that every test by which SECURITY.md shows a sentence is
// there.
func TestSecurityPage(t *testing.T) {
	text, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	names := testName.FindAllStringSubmatch(string(text), -1)
	if len(names) < 10 {
		t.Fatalf("only %d tests are named", len(names))
	}
	source := testSource(t)
	for _, name := range names {
		if !strings.Contains(source, "func "+name[1]+"(") && !strings.Contains(source, "script/"+name[1]+"\n") {
			t.Errorf("there is no test %s", name[1])
		}
	}
}

// testSource is all test files of the repository, and the names of the scripts.
func testSource(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasSuffix(name, ".txtar"):
			all.WriteString(filepath.ToSlash(name) + "\n")
		case strings.HasSuffix(name, "_test.go"):
			text, err := os.ReadFile(name)
			all.Write(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// TestReference holds docs/reference.md against what the program says of itself.
func TestReference(t *testing.T) {
	var out bytes.Buffer
	if code := Main([]string{"schema", "--markdown"}, Streams{Out: &out, Err: io.Discard}, os.LookupEnv); code != 0 {
		t.Fatalf("exit %d", code)
	}
	const page = "../../docs/reference.md"
	if os.Getenv("XGEN_UPDATE") != "" {
		if err := os.WriteFile(page, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(page)
	if err != nil || !bytes.Equal(have, out.Bytes()) {
		t.Errorf("%s is not what the program says: run make golden (%v)", page, err)
	}
}
