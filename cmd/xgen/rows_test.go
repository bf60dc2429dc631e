//go:build e2e && rows

// The tests with the tag rows build and run every row of testdata/rows.json,
// and write docs/rows.json and docs/rows.md. A row that fails is named, and
// nothing is written then.
//
//	XGEN_ROWS_JOBS  targets of one project that are built at a time; 2 if unset
//	XGEN_ROWS_ONLY  rows as PROJECT or PROJECT/TARGET, split at spaces; nothing is then written
//
// `make rows` sets both.

package main

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
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

// rowMakers make what a project needs beside its folder: an image, a server.
// They may change the project and the environment that xgen runs in.
var rowMakers = map[string]func(*e2e){"toolchains": (*e2e).withToolchains}

// Every row is built and verified. What one project needs is built together.
func TestEveryRow(t *testing.T) {
	groups := readGroups(t)
	only := strings.Fields(os.Getenv("XGEN_ROWS_ONLY"))
	begun := time.Now()
	var rows []rowResult
	for _, project := range projectsOf(groups) {
		wanted := wantedOf(groups, project, only)
		if len(wanted) == 0 {
			continue
		}
		t.Run(project, func(t *testing.T) { rows = append(rows, runProject(t, project, wanted)...) })
	}
	if len(rows) == 0 {
		t.Fatalf("XGEN_ROWS_ONLY=%q names no row", only)
	}
	all := rowsPage{
		Xgen: version, Jobs: jobsAsked(t), Machine: machineLine(t),
		Makespan: round(time.Since(begun).Seconds()), Rows: rows,
	}
	t.Logf("%d rows in %.0f s\n%s", len(rows), all.Makespan, all.table())
	for _, r := range rows {
		if !r.OK {
			t.Errorf("row %d, %s/%s: %s", r.Row, r.Project, r.Target, r.Error)
		}
	}
	if len(only) == 0 && !t.Failed() {
		all.write(t)
	}
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

// projectsOf returns the projects in the order of their first rows.
func projectsOf(groups []rowGroup) []string {
	var out []string
	for _, g := range groups {
		if !slices.Contains(out, g.Project) {
			out = append(out, g.Project)
		}
	}
	return out
}

// wantedOf returns a project's groups, with those targets that are asked for.
func wantedOf(groups []rowGroup, project string, only []string) []rowGroup {
	var out []rowGroup
	for _, g := range groups {
		if g.Project != project {
			continue
		}
		g.Targets = slices.DeleteFunc(slices.Clone(g.Targets), func(target string) bool {
			return len(only) > 0 && !slices.Contains(only, project) && !slices.Contains(only, path.Join(project, target))
		})
		if len(g.Targets) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// jobsAsked is how many targets are built at a time.
func jobsAsked(t *testing.T) int {
	t.Helper()
	text := os.Getenv("XGEN_ROWS_JOBS")
	if text == "" {
		return 2
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("XGEN_ROWS_JOBS=%q: want a number of jobs", text)
	}
	return n
}

// runProject builds the targets of a copy of a project, and says how each fared.
func runProject(t *testing.T, project string, groups []rowGroup) []rowResult {
	e := projectCopy(t, project)
	args := []string{"run", "-o", "json", "--emit", "-j", strconv.Itoa(jobsAsked(t))}
	whole := 0
	for _, g := range groups {
		if g.Make != "" {
			e.made(g.Make)
		}
		args = append(args, g.Targets...)
		whole += len(g.Targets)
	}
	if listed := e.listed(); len(listed) == whole {
		args = append(args[:len(args)-whole], "--all")
	}
	ran := e.ran(args)
	var out []rowResult
	for _, g := range groups {
		for _, target := range g.Targets {
			out = append(out, e.row(g, target, ran))
		}
	}
	return out
}

// made has what a project needs beside its folder made.
func (e *e2e) made(name string) {
	e.t.Helper()
	maker, ok := rowMakers[name]
	if !ok {
		e.t.Fatalf("testdata/rows.json: nothing is known to make %q", name)
	}
	maker(e)
}

// listed are the project's targets by name.
func (e *e2e) listed() map[string]listedTarget {
	e.t.Helper()
	out, _ := e.xgen(0, "list", "-o", "json")
	var list struct{ Targets []listedTarget }
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		e.t.Fatal(err)
	}
	byName := map[string]listedTarget{}
	for _, l := range list.Targets {
		byName[l.Target] = l
	}
	return byName
}

// ran runs targets, whatever becomes of them, and returns the results by name.
func (e *e2e) ran(args []string) map[string]jsonResult {
	e.t.Helper()
	cmd := e.command(args...)
	cmd.Stderr = os.Stderr
	out, failed := cmd.Output()
	var run struct{ Results []jsonResult }
	if err := json.Unmarshal(out, &run); err != nil || len(run.Results) == 0 {
		e.t.Fatalf("xgen %v: %v, %v\n%s", args, failed, err, out)
	}
	byName := map[string]jsonResult{}
	for _, r := range run.Results {
		byName[r.Target] = r
	}
	return byName
}

// sizes are those of a target's published binaries.
func (e *e2e) sizes(target string, bins []string) map[string]int64 {
	e.t.Helper()
	out := map[string]int64{}
	for _, bin := range bins {
		info, err := os.Stat(filepath.Join(e.dir, "dist", target, bin))
		if err != nil {
			e.t.Error(err)
			continue
		}
		out[bin] = info.Size()
	}
	return out
}
