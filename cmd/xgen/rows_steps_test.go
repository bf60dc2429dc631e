//go:build e2e && (rows || libraries || programs)

package main

import (
	"regexp"
	"testing"
)

// rowSteps counts the steps of the Dockerfiles of some rows.
type rowSteps struct {
	All  int `json:"all"`  // in the logs of the rows
	Done int `json:"done"` // that the engine worked on; the rest it had, or was at it for another row
}

var (
	stepBegun = regexp.MustCompile(`(?m)^\[(\S+ \d+/\d+)\] (.*)$`)
	stepDone  = regexp.MustCompile(`(?m)^(\S+ \d+/\d+): (done in \S+)$`)
	stepHit   = regexp.MustCompile(`(?m)^\[(\S+ \d+/\d+)\] .*: cached$`)
)

// countSteps reads the logs of the rows of one run. Rows that wait for the same step
// have the same words for it and the same time.
func countSteps(logs []string) rowSteps {
	var n rowSteps
	done := map[string]bool{}
	for _, log := range logs {
		words, cached := map[string]string{}, map[string]bool{}
		for _, m := range stepBegun.FindAllStringSubmatch(log, -1) {
			words[m[1]] = m[2]
		}
		for _, m := range stepHit.FindAllStringSubmatch(log, -1) {
			cached[m[1]] = true
		}
		n.All += len(words)
		took := map[string]string{}
		for _, m := range stepDone.FindAllStringSubmatch(log, -1) {
			took[m[1]] = m[2]
		}
		for step, time := range took {
			if !cached[step] {
				done[step+" "+words[step]+" "+time] = true
			}
		}
	}
	n.Done = len(done)
	return n
}

func (n rowSteps) and(more rowSteps) rowSteps { return rowSteps{n.All + more.All, n.Done + more.Done} }

func TestRowSteps(t *testing.T) {
	one := "[rust 1/2] RUN x\nrust 1/2 | [os 9/9] no step\nrust 1/2: done in 1.5s\n[std 1/1] COPY a\nstd 1/1: done in 0.1s\n"
	two := "[rust 1/2] RUN x\nrust 1/2: done in 1.5s\n[std 1/1] COPY b\nstd 1/1: done in 0.1s\n[cc 1/1] RUN z: cached\n"
	for _, c := range []struct {
		logs []string
		want rowSteps
	}{
		{nil, rowSteps{}}, {[]string{one}, rowSteps{2, 2}}, {[]string{one, two}, rowSteps{5, 3}}, {[]string{one, one}, rowSteps{4, 2}},
	} {
		if got := countSteps(c.logs); got != c.want {
			t.Errorf("%v, want %v in\n%s", got, c.want, c.logs)
		}
	}
}
