package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
)

// warned names the projects that show what xgen warns of, by its check.
var warned = map[string]string{"config": "cargo-config"}

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
				if d.Rule != warned[name] {
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

// Without a patch that targets need, each of them is named where it stands.
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
	row := regexp.MustCompile(`\(([a-z0-9-]+): atomics are`)
	for _, d := range found {
		name, line := row.FindStringSubmatch(d.Message), strings.Split(text, "\n")[d.Pos.Line-1]
		if name == nil || !strings.HasPrefix(strings.Trim(line, "\t\""), name[1]) {
			t.Errorf("%s\npoints to %q", d, line)
		}
	}
	if len(found) < 3 || !strings.Contains(found.Error(), "(armv5te: atomics are") {
		t.Errorf("%v", found)
	}
}
