//go:build e2e && (rows || libraries || programs)

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rowsPage is docs/rows.json, which keeps what earlier runs measured of other projects.
type rowsPage struct {
	Projects []projectRows `json:"projects"`
}

// projectRows are the rows of a project, which are built together.
type projectRows struct {
	Project     string      `json:"project"`
	Xgen        string      `json:"xgen"`
	Machine     string      `json:"machine"`
	Engine      string      `json:"engine"` // elsewhere
	Jobs        int         `json:"jobs"`
	FromNothing float64     `json:"from_nothing_seconds"` // of all of them together, elsewhere
	Cached      float64     `json:"cached_seconds"`       // the same again
	Steps       rowSteps    `json:"steps"`                // elsewhere, from nothing
	Rows        []rowResult `json:"rows"`
}

// readPage returns what docs/rows.json has of the projects of testdata/rows.json.
func readPage(t *testing.T, projects []string) rowsPage {
	t.Helper()
	data, err := os.ReadFile("../../docs/rows.json")
	var p rowsPage
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	if err != nil {
		t.Fatal(err)
	}
	p.Projects = slices.DeleteFunc(p.Projects, func(of projectRows) bool { return !slices.Contains(projects, of.Project) })
	return p
}

// put puts the rows of a project in the place of those that an earlier run measured. The
// projects are in the order of their first rows.
func (p *rowsPage) put(more projectRows, order []string) {
	p.Projects = append(slices.DeleteFunc(p.Projects, func(of projectRows) bool { return of.Project == more.Project }), more)
	slices.SortFunc(p.Projects, func(a, b projectRows) int {
		return slices.Index(order, a.Project) - slices.Index(order, b.Project)
	})
}

// good reports whether all rows of a project are what they have to be.
func (p projectRows) good() bool {
	return len(p.Rows) > 0 && !slices.ContainsFunc(p.Rows, func(r rowResult) bool { return !r.good() })
}

// cachedLimit is the most that a row should take of which everything is cached.
const cachedLimit = 1.0 // seconds

// table is docs/rows.md's.
func table(projects []projectRows) string {
	var b strings.Builder
	b.WriteString("| row | project/target | triple | toolchain | std | what was seen | bytes | same bytes | from nothing | cached |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, p := range projects {
		for _, r := range p.Rows {
			fmt.Fprintf(&b, "| %d | %s/%s | %s | %s | %s | %s | %s | %s | %.0f s | %s |\n",
				r.Row, r.Project, r.Target, r.Triple, r.Toolchain, r.stdText(), r.seen(), r.sizes(), r.sameText(), r.FromNothing, r.cachedText())
		}
	}
	return b.String()
}

func (r rowResult) sameText() string {
	switch {
	case !r.OK:
		return ""
	case r.SameBytes:
		return "yes"
	}
	return "NO: " + strings.ReplaceAll(strings.Join(r.Differs, "; "), "|", "\\|")
}

func (r rowResult) cachedText() string {
	text := fmt.Sprintf("%.2f s", r.Cached)
	if r.slow() {
		text += fmt.Sprintf(", over %.0f s", cachedLimit)
	}
	return text
}

// slow reports whether a row takes longer than it should where everything is cached. The
// page says so; on a machine with other work it is no fault of the row's.
func (r rowResult) slow() bool { return r.Cached > cachedLimit }

func (r rowResult) stdText() string {
	if r.Atomics == "" {
		return r.Std
	}
	return r.Std + ", atomics: " + r.Atomics
}

// seen says what a row showed.
func (r rowResult) seen() string {
	if !r.OK {
		return "FAILED: " + strings.ReplaceAll(r.Error, "|", "\\|")
	}
	parts := []string{fmt.Sprintf("%d promises held", len(r.Verified))}
	for _, s := range r.Smoke {
		text := "ran `" + strings.Join(s.Command, " ") + "`"
		if s.Daemon != nil {
			text += " beside `" + strings.Join(s.Daemon, " ") + "`"
		}
		if s.CPU != "" {
			text += " on " + s.CPU
		}
		parts = append(parts, text)
	}
	if n := r.Tests; n.Passed > 0 {
		parts = append(parts, fmt.Sprintf("%d tests passed, %d ignored", n.Passed, n.Ignored))
	}
	if len(r.Patches) > 0 {
		parts = append(parts, "patched "+strings.Join(r.Patches, ", "))
	}
	return strings.Join(parts, "; ")
}

func (r rowResult) sizes() string {
	var parts []string
	for bin, size := range r.Bytes {
		parts = append(parts, fmt.Sprintf("%s %d", bin, size))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

const rowsPreface = `# The rows

Built, verified and run by ` + "`make rows`" + `, which writes this page and [rows.json](rows.json): the targets of the
projects in testdata/projects, each from real sources in a container, its binaries held against their contract and
started under QEMU on the oldest CPU, those for Windows in Wine on the machine's own.

Then each is built again from nothing, where nothing is as it was: in an engine that has built none of it, with the
project in a folder with another path, its files owned by another user, with other rights and times, under another
home, umask, language and time zone, and 25 hours later by the clock that the build sees (all of its programs but
static ones). "same bytes" says whether the programs have the same sha256; "from nothing" is what that took, each row
beside the others; "cached" is the same run once more, in which no step of any Dockerfile is done. Both are by the clock
on the wall; a row whose cached run takes more than a second says so there, and no test fails for it, since other work
on the machine can cause it. What a row needs that others need too is done once; the first row of a project waits for it,
and where one run builds several projects, the first of them.

The rows of a project are built together. "steps done" counts the steps of their Dockerfiles that the engine worked on
from nothing; the others it had done for another row. "all" adds the projects up, which are built one after the other.
`

// figures are what the projects took, whose rows are built together.
func (p rowsPage) figures() string {
	var b strings.Builder
	b.WriteString("| project | rows | targets at a time | engine | from nothing | cached | steps done of all | xgen | machine |\n|---|---|---|---|---|---|---|---|---|\n")
	var rows int
	var sum projectRows
	for _, of := range p.Projects {
		fmt.Fprintf(&b, "| %s | %d | %d | %s | %.0f s | %.1f s | %d of %d | %s | %s |\n",
			of.Project, len(of.Rows), of.Jobs, of.Engine, of.FromNothing, of.Cached, of.Steps.Done, of.Steps.All, of.Xgen, of.Machine)
		rows += len(of.Rows)
		sum.FromNothing, sum.Cached, sum.Steps = sum.FromNothing+of.FromNothing, sum.Cached+of.Cached, sum.Steps.and(of.Steps)
	}
	fmt.Fprintf(&b, "| all | %d | | | %.0f s | %.1f s | %d of %d | | |\n", rows, sum.FromNothing, sum.Cached, sum.Steps.Done, sum.Steps.All)
	return b.String()
}

// text is docs/rows.md. order are the projects that have rows.
func (p rowsPage) text(order []string) string {
	return rowsPreface + "\n" + p.figures() + p.missing(order) + "\n" + table(p.Projects) + "\n" + p.notes()
}

// missing names the projects whose rows no run has measured.
func (p rowsPage) missing(order []string) string {
	var names []string
	for _, project := range order {
		if !slices.ContainsFunc(p.Projects, func(of projectRows) bool { return of.Project == project }) {
			names = append(names, project)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "\nNot measured yet: " + strings.Join(names, ", ") + ".\n"
}

// notes are what the rows say of themselves, each once.
func (p rowsPage) notes() string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, of := range p.Projects {
		for _, r := range of.Rows {
			if r.Note != "" && !seen[r.Note] {
				seen[r.Note] = true
				fmt.Fprintf(&b, "- Row %d, %s: %s.\n", r.Row, r.Project, r.Note)
			}
		}
	}
	return b.String()
}

// write puts the page and its data into docs.
func (p rowsPage) write(t *testing.T, order []string) { writePage(t, "rows", p, p.text(order)) }

// writePage puts a page and its data into docs.
func writePage(t *testing.T, name string, page any, text string) {
	t.Helper()
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(page); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{name + ".json": data.String(), name + ".md": text} {
		if err := os.WriteFile(filepath.Join("../../docs", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The page says what was seen, and which row failed.
func TestRowPage(t *testing.T) {
	vpn := projectRows{
		Project: "vpn", Xgen: "0.1.0", Machine: "a machine", Jobs: 2, Engine: "private", FromNothing: 61.4, Cached: 2.26, Steps: rowSteps{30, 20},
		Rows: []rowResult{
			{
				Row: 2, Project: "vpn", Target: "mips", Triple: "mips-unknown-linux-musl", Toolchain: "zig 0.14.1", Std: "sysroot", Atomics: "64", OK: true,
				Verified: []string{"class", "static"}, Smoke: []rowSmoke{{Command: []string{"vpnc", "s"}, Daemon: []string{"vpnd", "s"}, CPU: "24Kc"}},
				Tests: rowTests{Passed: 3, Ignored: 1}, Patches: []string{"schemars 0.8.22"}, Bytes: map[string]int64{"b": 2, "a": 1}, SameBytes: true, FromNothing: 60.2, Cached: 1.004, Note: "as had",
			},
		},
	}
	primer := projectRows{
		Project: "primer", Xgen: "0.1.0", Machine: "another", Jobs: 1, Engine: "docker", FromNothing: 10, Cached: 1, Steps: rowSteps{5, 4},
		Rows: []rowResult{
			{Row: 5, Project: "primer", Target: "x", Triple: "t", Toolchain: "debian gcc", Std: "prebuilt", Error: "a | b", Note: "as had"},
			{Row: 5, Project: "primer", Target: "y", Triple: "t", Toolchain: "debian gcc", Std: "prebuilt", OK: true, Differs: []string{"a: 1 bytes differ", "b"}, Cached: 0.99},
		},
	}
	order, page := []string{"vpn", "primer"}, rowsPage{}
	for _, p := range []projectRows{{Project: "vpn", Rows: primer.Rows}, primer, vpn} {
		page.put(p, order)
	}
	if len(page.Projects) != 2 || vpn.good() != true || primer.good() || (projectRows{}).good() {
		t.Errorf("%+v", page)
	}
	if got := page.missing([]string{"vpn", "a", "b"}); got != "\nNot measured yet: a, b.\n" {
		t.Errorf("%q", got)
	}
	text := page.text(order)
	for _, want := range []string{
		"| vpn | 1 | 2 | private | 61 s | 2.3 s | 20 of 30 | 0.1.0 | a machine |\n| primer | 2 | 1 | docker | 10 s | 1.0 s | 4 of 5 | 0.1.0 | another |\n",
		"| all | 3 | | | 71 s | 3.3 s | 24 of 35 | | |\n",
		"| 2 | vpn/mips | mips-unknown-linux-musl | zig 0.14.1 | sysroot, atomics: 64 | 2 promises held; ran `vpnc s` beside `vpnd s` on 24Kc; 3 tests passed, 1 ignored; patched schemars 0.8.22 | a 1, b 2 | yes | 60 s | 1.00 s, over 1 s |",
		"| 5 | primer/x | t | debian gcc | prebuilt | FAILED: a \\| b |  |  | 0 s | 0.00 s |",
		"| 5 | primer/y | t | debian gcc | prebuilt | 0 promises held |  | NO: a: 1 bytes differ; b | 0 s | 0.99 s |",
		"- Row 2, vpn: as had.\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
