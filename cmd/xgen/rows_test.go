//go:build e2e && (rows || libraries || programs)

// The tests with the tag rows build and run every row of testdata/rows.json,
// and write docs/rows.json and docs/rows.md after each project, in which the rows of
// the others stay. A row that fails is named, and nothing is written of its project;
// nor is it of a project of which only some rows were asked for.
//
//	XGEN_ROWS_JOBS  targets of one project that are built at a time; 2 if unset
//	XGEN_ROWS_ONLY  rows as PROJECT or PROJECT/TARGET, split at spaces
//
// `make rows` sets them.

package main

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// rowMakers make what a project needs beside its folder: an image, a server.
// They may change the project and the environment that xgen runs in.
var rowMakers = map[string]func(*e2e){"toolchains": (*e2e).withToolchains}

// Every row is built and verified, and built again where nothing is as it was the
// first time. What one project needs is built together.
func TestEveryRow(t *testing.T) {
	groups, only := readGroups(t), strings.Fields(os.Getenv("XGEN_ROWS_ONLY"))
	order := projectsOf(groups)
	page, found := readPage(t, order), false
	there := sync.OnceValue(func() *elsewhere { return newElsewhere(t, engineFolder(t)) })
	for _, project := range order {
		wanted := wantedOf(groups, project, only)
		if len(wanted) == 0 {
			continue
		}
		found = true
		t.Run(project, func(t *testing.T) {
			p := there().rows(t, project, wanted)
			t.Logf("\n%s", table([]projectRows{p}))
			for _, r := range p.Rows {
				if !r.good() {
					t.Errorf("row %d, %s/%s: %s", r.Row, r.Project, r.Target, r.fault())
				}
			}
			if p.good() && len(allOf(wanted)) == len(allOf(wantedOf(groups, project, nil))) {
				page.put(p, order)
				page.write(t, order)
			}
		})
	}
	if !found {
		t.Fatalf("XGEN_ROWS_ONLY=%q names no row", only)
	}
	t.Logf("\n%s", page.figures())
}

// engineFolder is a new one for the engine elsewhere, with a short path.
func engineFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "xgen-rows-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
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

// rowLimit is the most that a row may take, so that one that hangs is named.
const rowLimit = time.Hour

// rows builds the targets of a project here, and elsewhere from nothing, and there once
// more with everything cached; and says how each fared.
func (there *elsewhere) rows(t *testing.T, project string, groups []rowGroup) projectRows {
	here, other := projectCopy(t, project), there.project(t, project)
	args, targets := []string{"run", "-o", "json", "--emit", "-j", strconv.Itoa(jobsAsked(t))}, allOf(groups)
	args = append(append(args, "--timeout", (rowLimit*time.Duration(len(targets))).String()), targets...)
	here.madeFor(groups)
	ran := here.ran(args)
	other.madeFor(groups)
	other.xgen(0, "emit")
	there.mustStandOn(other, targets)
	again, fromNothing := there.run(other, args)
	p := projectRows{
		Project: project, Xgen: version, Machine: machineLine(t), Engine: there.engine, Jobs: jobsAsked(t),
		FromNothing: round(fromNothing), Steps: countSteps(other.logs(targets)),
	}
	cached, seconds := there.run(other, args)
	p.Cached = round(seconds)
	for _, g := range groups {
		for _, target := range g.Targets {
			row := here.row(g, target, ran)
			row.elsewhere(here, other, again[target], cached[target])
			p.Rows = append(p.Rows, row)
		}
	}
	return p
}

// allOf are the targets of some groups.
func allOf(groups []rowGroup) []string {
	var out []string
	for _, g := range groups {
		out = append(out, g.Targets...)
	}
	return out
}

// madeFor has what a project needs beside its folder made.
func (e *e2e) madeFor(groups []rowGroup) {
	e.t.Helper()
	for _, g := range groups {
		if g.Make != "" {
			e.made(g.Make)
		}
	}
}

// made calls one of rowMakers.
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
func (e *e2e) sizes(target string) map[string]int64 {
	e.t.Helper()
	out := map[string]int64{}
	for _, name := range e.published(target) {
		info, err := os.Stat(filepath.Join(e.dir, "dist", target, name))
		if err != nil {
			e.t.Error(err)
			continue
		}
		out[name] = info.Size()
	}
	return out
}

func TestRowsAsked(t *testing.T) {
	groups := []rowGroup{{Row: 1, Project: "vpn", Targets: []string{"a", "b"}}, {Row: 2, Project: "vpn", Targets: []string{"c"}}, {Row: 5, Project: "primer", Targets: []string{"d"}}}
	for only, want := range map[string]string{"": "a b c", "vpn": "a b c", "vpn/b": "b", "vpn/c vpn/a": "a c", "primer": "", "primer/a": ""} {
		var got []string
		for _, g := range wantedOf(groups, "vpn", strings.Fields(only)) {
			got = append(got, g.Targets...)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q asks for %v", only, got)
		}
	}
	if got := projectsOf(groups); !slices.Equal(got, []string{"vpn", "primer"}) {
		t.Error(got)
	}
}
