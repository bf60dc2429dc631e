package main

import (
	"os"
	"path/filepath"
	"testing"

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
