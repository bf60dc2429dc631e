//go:build e2e && rows

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
)

// listedTarget is a target as xgen list shows it.
type listedTarget struct {
	Target, Triple, Toolchain, Rust, Std string
}

// rowResult is one target as docs/rows.json shows it.
type rowResult struct {
	Row       int              `json:"row"`
	Project   string           `json:"project"`
	Target    string           `json:"target"`
	Triple    string           `json:"triple"`
	Toolchain string           `json:"toolchain"`
	Rust      string           `json:"rust"`
	Std       string           `json:"std"`
	Libc      string           `json:"libc"`
	Atomics   string           `json:"atomics,omitempty"`
	Libraries []string         `json:"libraries"`
	Tools     []string         `json:"tools"`
	Patches   []string         `json:"patches"`
	OK        bool             `json:"ok"`
	Error     string           `json:"error,omitempty"`
	Verified  []string         `json:"verified"` // the promises that held
	Smoke     []rowSmoke       `json:"smoke"`
	Tests     rowTests         `json:"tests"`
	Bytes     map[string]int64 `json:"bytes"` // of each binary
	Seconds   float64          `json:"seconds"`
	Note      string           `json:"note"`
}

// rowSmoke is a command that was run, and what it said.
type rowSmoke struct {
	Command []string `json:"command"`
	Daemon  []string `json:"daemon,omitempty"`
	CPU     string   `json:"cpu"`
	Said    string   `json:"said"`
}

// rowTests counts the project's own tests.
type rowTests struct {
	Passed  int `json:"passed"`
	Failed  int `json:"failed"`
	Ignored int `json:"ignored"`
}

// rowsPage is docs/rows.json.
type rowsPage struct {
	Xgen     string      `json:"xgen"`
	Machine  string      `json:"machine"`
	Jobs     int         `json:"jobs"`
	Makespan float64     `json:"makespan_seconds"`
	Rows     []rowResult `json:"rows"`
}

// row puts together what xgen says of a target.
func (e *e2e) row(g rowGroup, target string, ran map[string]jsonResult) rowResult {
	e.t.Helper()
	shown, listed, result := e.resolved(target), e.listed()[target], ran[target]
	out := rowResult{
		Row: g.Row, Project: g.Project, Target: target, Note: g.Note,
		Triple: listed.Triple, Rust: listed.Rust, Std: listed.Std, Libc: libcOf(listed.Triple),
		Toolchain: firstWords(shown["toolchain"], 2), Atomics: firstWords(shown["atomics"], 1),
		Libraries: named(shown, "libraries."), Tools: named(shown, "tools."), Patches: []string{},
		OK: result.OK, Error: result.Error, Seconds: round(result.Seconds),
		Verified: heldOf(result.Contract), Smoke: smokeOf(result.Smoke), Tests: testsOf(result.Tests),
	}
	if result.Target == "" {
		out.Error = "xgen gave no result"
	}
	for _, p := range result.Patches {
		out.Patches = append(out.Patches, p.Crate+" "+strings.Join(p.Versions, ", "))
	}
	if result.OK {
		out.Bytes = e.sizes(target, strings.Fields(shown["cargo.bins"]))
	}
	return out
}

// shown are the values that a target resolves to.
func (e *e2e) resolved(target string) map[string]string {
	e.t.Helper()
	out, _ := e.xgen(0, "show", target, "-o", "json")
	var show struct{ Values []value }
	if err := json.Unmarshal([]byte(out), &show); err != nil {
		e.t.Fatal(err)
	}
	byName := map[string]string{}
	for _, v := range show.Values {
		byName[v.Name] = v.Value
	}
	return byName
}

// named returns the values whose names begin so and go no deeper, those aside
// that the target does without.
func named(shown map[string]string, prefix string) []string {
	out := []string{}
	for name, text := range shown {
		rest, ok := strings.CutPrefix(name, prefix)
		if ok && !strings.Contains(rest, ".") && !strings.HasPrefix(text, unneeded) {
			out = append(out, rest+": "+text)
		}
	}
	slices.Sort(out)
	return out
}

// firstWords leaves out the rest of a text: of a toolchain its version, of
// atomics what they cost.
func firstWords(text string, n int) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(n, len(words))], " ")
}

func libcOf(triple string) string {
	env := triple[strings.LastIndex(triple, "-")+1:]
	for _, libc := range []string{"musl", "gnu"} {
		if strings.HasPrefix(env, libc) {
			return libc
		}
	}
	return env
}

func heldOf(contract []verify.Row) []string {
	out := []string{}
	for _, r := range contract {
		if r.Status == verify.OK && !slices.Contains(out, r.Promise) {
			out = append(out, r.Promise)
		}
	}
	return out
}

func smokeOf(ran []verify.Ran) []rowSmoke {
	out := []rowSmoke{}
	for _, r := range ran {
		s := rowSmoke{Command: r.Command, CPU: r.CPU, Said: strings.TrimSpace(r.Stdout)}
		if r.Daemon != nil {
			s.Daemon = r.Daemon.Command
		}
		out = append(out, s)
	}
	return out
}

func testsOf(programs []verify.Program) rowTests {
	var out rowTests
	for _, p := range programs {
		for _, test := range p.Tests {
			switch test.Outcome {
			case verify.TestPassed:
				out.Passed++
			case verify.TestIgnored:
				out.Ignored++
			default:
				out.Failed++
			}
		}
	}
	return out
}

func round(seconds float64) float64 { return math.Round(10*seconds) / 10 }

// table is docs/rows.md's.
func (p rowsPage) table() string {
	var b strings.Builder
	b.WriteString("| row | project/target | triple | toolchain | std | what was seen | bytes | time |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range p.Rows {
		fmt.Fprintf(&b, "| %d | %s/%s | %s | %s | %s | %s | %s | %.0f s |\n", r.Row, r.Project, r.Target, r.Triple, r.Toolchain, r.stdText(), r.seen(), r.sizes(), r.Seconds)
	}
	return b.String()
}

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
started under QEMU on the oldest CPU. What a row's layers share with another's is built once, and the engine keeps it
between runs; "time" is what a row took with what was cached then.
`

// text is docs/rows.md.
func (p rowsPage) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nxgen %s, %d targets at a time: %.0f s for %d rows. The machine: %s.\n\n%s\n", rowsPreface, p.Xgen, p.Jobs, p.Makespan, len(p.Rows), p.Machine, p.table())
	b.WriteString(p.notes())
	return b.String()
}

// notes are what the rows say of themselves, each once.
func (p rowsPage) notes() string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, r := range p.Rows {
		if r.Note != "" && !seen[r.Note] {
			seen[r.Note] = true
			fmt.Fprintf(&b, "- Row %d, %s: %s.\n", r.Row, r.Project, r.Note)
		}
	}
	return b.String()
}

// write puts the page and its data into docs.
func (p rowsPage) write(t *testing.T) {
	t.Helper()
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"rows.json": data.String(), "rows.md": p.text()} {
		if err := os.WriteFile(filepath.Join("../../docs", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
