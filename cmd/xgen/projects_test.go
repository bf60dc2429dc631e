package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

// warned names the projects of which something is said, by its checks. Nothing is asked of
// cargo here.
var warned = map[string]string{"config": "cargo-config", "tested": "cargo-config", "vendored": "cargo-answers", "failing": "cargo-answers missing-tool"}

// TestProjects compiles every project of testdata/projects; the e2e tests
// build them.
func TestProjects(t *testing.T) {
	dirs, err := filepath.Glob("../../testdata/projects/*")
	if err != nil || len(dirs) < 4 {
		t.Fatalf("%d projects: %v", len(dirs), err)
	}
	for _, dir := range dirs {
		name := filepath.Base(dir)
		t.Run(name, func(t *testing.T) {
			p, found := schema.Load(os.DirFS(dir))
			for _, d := range found {
				if !slices.Contains(strings.Fields(warned[name]), d.Rule) {
					t.Errorf("%s: %s", d.Rule, d)
				}
			}
			if p == nil || (len(found) > 0) != (warned[name] != "") {
				t.Fatalf("the diagnostics are %v, want those of %q", found, warned[name])
			}
			if _, err := emit.All(p); err != nil {
				t.Error(err)
			}
		})
	}
}

// Without a patch that targets need, they are named in one message, each with where it
// stands.
func TestVPNWithoutAPatch(t *testing.T) {
	root := os.DirFS("../../testdata/projects/vpn")
	project := fstest.MapFS{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		project[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text := string(project["targets.cue"].Data)
	text = regexp.MustCompile(`(?s)\t"prometheus-atomics": \{.*?\n\t\}\n`).ReplaceAllString(text, "")
	project["targets.cue"].Data = []byte(text)
	_, found := schema.Load(project)
	if len(found) != 1 || !strings.Contains(found[0].Message, "(armv5te, mips, mipsel, mipsel-build-std: atomics are") {
		t.Fatalf("%v", found)
	}
	places := append([]model.Pos{found[0].Pos}, found[0].Related...)
	for i, name := range []string{"armv5te", "mips", "mipsel", "mipsel-build-std"} {
		if line := strings.Split(text, "\n")[places[i].Line-1]; !strings.HasPrefix(strings.Trim(line, "\t\""), name) {
			t.Errorf("%s points to %q", name, line)
		}
	}
}
