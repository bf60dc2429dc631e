//go:build e2e && (rows || libraries || programs)

package main

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

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
	Bytes     map[string]int64 `json:"bytes"`      // of each binary
	SameBytes bool             `json:"same_bytes"` // elsewhere
	Differs   []string         `json:"differs,omitempty"`
	// By the clock on the wall, beside as many others as jobs.
	FromNothing float64 `json:"from_nothing_seconds"`
	Cached      float64 `json:"cached_seconds"`
	Note        string  `json:"note"`
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

// row puts together what xgen says of a target.
func (e *e2e) row(g rowGroup, target string, ran map[string]jsonResult) rowResult {
	e.t.Helper()
	shown, listed, result := e.resolved(target), e.listed()[target], ran[target]
	out := rowResult{
		Row: g.Row, Project: g.Project, Target: target, Note: g.Note,
		Triple: listed.Triple, Rust: listed.Rust, Std: listed.Std, Libc: libcOf(listed.Triple),
		Toolchain: firstWords(shown["toolchain"], 2), Atomics: firstWords(shown["atomics"], 1),
		Libraries: named(shown, "libraries."), Tools: named(shown, "tools."), Patches: []string{},
		OK: result.OK, Error: result.Error,
		Verified: heldOf(result.Contract), Smoke: smokeOf(result.Smoke), Tests: testsOf(result.Tests),
	}
	if result.Target == "" {
		out.Error = "xgen gave no result"
	}
	for _, p := range result.Patches {
		out.Patches = append(out.Patches, p.Crate+" "+strings.Join(p.Versions, ", "))
	}
	if result.OK {
		out.Bytes = e.sizes(target)
	}
	return out
}

// resolved returns the values that a target resolves to.
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
