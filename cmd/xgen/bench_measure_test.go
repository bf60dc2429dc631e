//go:build e2e && bench

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// cost is what one or several processes took.
type cost struct {
	wall, cpu float64 // seconds; cpu is user and system together
	peak      float64 // MB of memory
}

// costOf runs a command to its end. What it prints is kept for a failure. The
// peak is told by GNU time, which starts the command from a small process: what
// the kernel counts for a process begins with the memory of its parent.
func costOf(t testing.TB, cmd *exec.Cmd) cost {
	t.Helper()
	var out bytes.Buffer
	if cmd.Stderr == nil {
		cmd.Stderr = &out
	}
	note := filepath.Join(t.TempDir(), "peak")
	timed := exec.Command("time", append([]string{"--quiet", "-f", "%M", "-o", note, cmd.Path}, cmd.Args[1:]...)...)
	timed.Dir, timed.Env, timed.Stdout, timed.Stderr = cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr
	begun := time.Now()
	err := timed.Run()
	wall := time.Since(begun).Seconds()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, cmd.Stderr)
	}
	state := timed.ProcessState
	return cost{wall: wall, cpu: (state.UserTime() + state.SystemTime()).Seconds(), peak: peakIn(t, note)}
}

// peakIn reads what GNU time wrote: kilobytes, of 1024.
func peakIn(t testing.TB, note string) float64 {
	t.Helper()
	data, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	kB, err := strconv.ParseFloat(strings.TrimSpace(string(data)), 64)
	if err != nil {
		t.Fatalf("time says %q: %v", data, err)
	}
	return kB * 1024 / 1e6
}

// alternate measures every side in turn, n times, so that what else the machine
// does meets all alike, and returns the medians.
func alternate(n int, sides ...func() cost) []cost {
	all := make([][]cost, len(sides))
	for range n {
		for i, side := range sides {
			all[i] = append(all[i], side())
		}
	}
	out := make([]cost, len(sides))
	for i, costs := range all {
		out[i] = medianCost(costs)
	}
	return out
}

func medianCost(costs []cost) cost {
	of := func(pick func(cost) float64) float64 {
		var values []float64
		for _, c := range costs {
			values = append(values, pick(c))
		}
		return median(values)
	}
	return cost{
		wall: of(func(c cost) float64 { return c.wall }),
		cpu:  of(func(c cost) float64 { return c.cpu }),
		peak: of(func(c cost) float64 { return c.peak }),
	}
}

// median is the middle value, or the mean of the two in the middle.
func median(values []float64) float64 {
	s := slices.Sorted(slices.Values(values))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

func TestMedian(t *testing.T) {
	for want, values := range map[float64][]float64{7: {7}, 2: {9, 2, 1}, 3: {4, 100, 2, 1}} {
		if got := median(values); got != want {
			t.Errorf("the median of %v is %v, want %v", values, got, want)
		}
	}
}

// Each side runs as often as the other, in turn.
func TestAlternate(t *testing.T) {
	var order []byte
	got := alternate(3,
		func() cost { order = append(order, 'A'); return cost{wall: float64(len(order))} },
		func() cost { order = append(order, 'B'); return cost{wall: 10 * float64(len(order))} })
	if string(order) != "ABABAB" || got[0].wall != 3 || got[1].wall != 40 {
		t.Errorf("%s %v", order, got)
	}
}

// A process that holds 64 MB and works for a while is seen to do so.
func TestCostOf(t *testing.T) {
	small := costOf(t, exec.Command("true"))
	large := costOf(t, exec.Command("dd", "if=/dev/zero", "of=/dev/null", "bs=64M", "count=8"))
	if small.peak > 10 || large.peak < 64 || large.peak > 1000 || large.cpu <= small.cpu || large.wall < large.cpu/8 {
		t.Errorf("%+v beside %+v", large, small)
	}
}
