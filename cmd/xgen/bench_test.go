//go:build e2e && bench

// The tests with the tag bench measure xgen beside the plain tools that do the
// same, each side in turn, and write docs/performance.md. A figure is never a
// reason to fail: a part that does not work is.
//
//	XGEN_BENCH_RUNS  runs of each side of a short comparison; 5 if unset
//	XGEN_BENCH_ONLY  the parts to measure, by name; the page is then not written
//
// `make bench` sets both.

package main

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// parts are the sections of the page.
var parts = []struct {
	name    string
	measure func(*bench) section
}{
	{"render", (*bench).render},
	{"cached", (*bench).cached},
	{"clean", (*bench).clean},
	{"warm", (*bench).warm},
	{"cold", (*bench).cold},
	{"byhand", (*bench).besideByHand},
}

// bench is one measurement of everything.
type bench struct {
	*testing.T
	runs int
}

func TestFigures(t *testing.T) {
	b := &bench{T: t, runs: runsAsked(t)}
	only := strings.Fields(os.Getenv("XGEN_BENCH_ONLY"))
	var made []section
	for _, p := range parts {
		if len(only) > 0 && !slices.Contains(only, p.name) {
			continue
		}
		s := p.measure(b)
		t.Logf("%s\n%s", s.title, table(s))
		made = append(made, s)
		if len(only) == 0 { // part by part: one that is cut short leaves what it has measured
			writePage(t, "../../docs/performance.md", page(machineLine(t), made))
		}
	}
	if len(made) == 0 {
		t.Fatalf("XGEN_BENCH_ONLY=%q names none of the parts", only)
	}
}

// runsAsked is how often each side of a short comparison runs.
func runsAsked(t *testing.T) int {
	t.Helper()
	text := os.Getenv("XGEN_BENCH_RUNS")
	if text == "" {
		return 5
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("XGEN_BENCH_RUNS=%q: want a number of runs", text)
	}
	return n
}

// fewer is for what takes minutes.
func (b *bench) fewer() int { return (b.runs + 1) / 2 }

// more is for what takes a part of a second and varies.
func (b *bench) more() int { return 4 * b.runs }
