//go:build e2e && bench

package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// section is a part of the page: a table, what it means, and how to repeat it.
type section struct {
	title, text string
	beside      string // the column of the other side
	runs        int    // of each side
	commands    []string
	figures     []figure
}

// figure is one comparison.
type figure struct {
	what         string
	ours, theirs float64 // theirs is 0 where there is no other side
	unit         string  // s or MB
	goal         string  // "" where there is none
	apart        bool    // the goal is about the difference and not about the ratio
}

func (f figure) amount(v float64) string {
	if v == 0 {
		return ""
	}
	if f.unit == "MB" {
		return fmt.Sprintf("%.0f MB", v)
	}
	switch {
	case v < 0.01:
		return fmt.Sprintf("%.2f ms", 1000*v)
	case v < 1:
		return fmt.Sprintf("%.0f ms", 1000*v)
	}
	return fmt.Sprintf("%.2f s", v)
}

// relation is the ratio, and where the goal speaks of it the difference.
func (f figure) relation() string {
	switch {
	case f.theirs == 0:
		return ""
	case f.apart:
		return fmt.Sprintf("%.2f (%+.0f ms)", f.ours/f.theirs, 1000*(f.ours-f.theirs))
	}
	return fmt.Sprintf("%.2f", f.ours/f.theirs)
}

func table(s section) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| | xgen | %s | ratio | goal |\n|---|---|---|---|---|\n", s.beside)
	for _, f := range s.figures {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", f.what, f.amount(f.ours), f.amount(f.theirs), f.relation(), f.goal)
	}
	return b.String()
}

const preface = `# Performance

Measured and written by ` + "`make bench`" + `. Every figure is a ratio of two things done on the same machine in the
same run; the seconds are of that machine and mean little on another one. "user+sys" is the processors' time of the process itself, "time" is what a clock on the wall shows.
`

// page is the whole text.
func page(machine string, made []section) string {
	var b strings.Builder
	b.WriteString(preface + "\nThe machine: " + machine + ".\n")
	for _, s := range made {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s\n%s:\n\n```sh\n%s\n```\n", s.title, s.text, table(s), timesRun(s.runs), strings.Join(s.commands, "\n"))
	}
	return b.String()
}

// timesRun says how often each side ran.
func timesRun(n int) string {
	if n == 1 {
		return "Each side ran once"
	}
	return fmt.Sprintf("The medians of %d runs of each side, in turn", n)
}

func writePage(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPage(t *testing.T) {
	got := page("a machine", []section{{
		title: "Speed", text: "Some words.", beside: "tool", runs: 3, commands: []string{"xgen run", "tool run"},
		figures: []figure{
			{what: "time", ours: 0.5, theirs: 2, unit: "s", goal: "at most 1.0"},
			{what: "peak memory", ours: 40.2, theirs: 20.1, unit: "MB"},
			{what: "more", ours: 0.13, theirs: 0.1, unit: "s", apart: true},
			{what: "alone", ours: 3, unit: "s"},
			{what: "small", ours: 0.001234, theirs: 0.001, unit: "s"},
		},
	}})
	want := "\nThe machine: a machine.\n\n## Speed\n\nSome words.\n\n" + `| | xgen | tool | ratio | goal |
|---|---|---|---|---|
| time | 500 ms | 2.00 s | 0.25 | at most 1.0 |
| peak memory | 40 MB | 20 MB | 2.00 |  |
| more | 130 ms | 100 ms | 1.30 (+30 ms) |  |
| alone | 3.00 s |  |  |  |
| small | 1.23 ms | 1.00 ms | 1.23 |  |
` + "\nThe medians of 3 runs of each side, in turn:\n\n```sh\nxgen run\ntool run\n```\n"
	if got != preface+want {
		t.Errorf("%s\nwant\n%s", got, preface+want)
	}
}
