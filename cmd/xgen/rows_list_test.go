package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xgen-build/xgen/schema"
)

// rowGroup are some targets of one project that are a row of the product.
type rowGroup struct {
	Row     int      `json:"row"`
	Project string   `json:"project"` // a folder of testdata/projects
	Targets []string `json:"targets"`
	Note    string   `json:"note"` // what differs from the seed
	// Make names what is made for the project before it is built, of rowMakers.
	Make string `json:"make,omitempty"`
}

func readGroups(t *testing.T) []rowGroup {
	t.Helper()
	data, err := os.ReadFile("../../testdata/rows.json")
	var groups []rowGroup
	if err == nil {
		err = json.Unmarshal(data, &groups)
	}
	if err != nil {
		t.Fatal(err)
	}
	return groups
}

// noRows are targets of projects with rows that are none themselves, as PROJECT/TARGET,
// and why.
var noRows = map[string]string{}

// rowProjects have rows, whatever testdata/rows.json says.
var rowProjects = []string{"vpn", "toolchains", "gateway", "windows", "editline", "primer", "storage", "acme"}

// A target of a project with rows is a row, or stands above with its reason; a row is a
// target.
func TestEveryTargetIsARow(t *testing.T) {
	rows, projects := map[string]int{}, slices.Clone(rowProjects)
	for _, g := range readGroups(t) {
		projects = append(projects, g.Project)
		for _, target := range g.Targets {
			rows[g.Project+"/"+target]++
		}
	}
	slices.Sort(projects)
	for _, project := range slices.Compact(projects) {
		p, found := schema.Load(os.DirFS(filepath.Join("../../testdata/projects", project)))
		if p == nil {
			t.Fatalf("%s: %v", project, found)
		}
		for _, target := range p.Targets {
			name := project + "/" + target.Name
			if is := rows[name]; is > 1 || (is == 0) == (noRows[name] == "") {
				t.Errorf("%s is %d times in testdata/rows.json, and noRows says %q", name, is, noRows[name])
			}
			delete(rows, name)
		}
	}
	for name := range rows {
		t.Errorf("testdata/rows.json has %s, which is no target", name)
	}
}
