package term

import (
	"fmt"
	"time"
)

// State is the state of a step.
type State string

// The states.
const (
	Running  State = "running"
	Done     State = "done"
	Cached   State = "cached"
	Failed   State = "failed"
	Canceled State = "canceled"
)

// Step is what has become of one step of a target's build.
type Step struct {
	Target, Stage string
	N, M          int // step N of the stage's M
	Name          string
	State         State
	Elapsed       time.Duration // Done and Failed: what the step took
}

// stage sums up the steps of a stage. It is complete when its last step has
// ended: the engine reports a step that several stages share once, as one of
// the first of them.
type stage struct {
	name    string
	n, m    int
	step    string
	running bool
	begun   time.Time // of the step that runs
	elapsed time.Duration
	ended   bool // its last step needs no more work
	worked  bool // some step was not cached
	closed  bool
}

// take adds a step.
func (g *stage) take(s Step, now time.Time) {
	g.m = s.M
	switch s.State {
	case Running:
		g.running, g.worked, g.begun, g.n, g.step = true, true, now, s.N, s.Name
		return
	case Done, Cached:
		g.ended = g.ended || s.N == s.M
	}
	g.running = false
	g.elapsed += s.Elapsed
}

// outcome returns the text for a complete stage.
func (g *stage) outcome() string {
	if !g.worked {
		return string(Cached)
	}
	return Seconds(g.elapsed)
}

// Seconds returns a duration as progress shows it: "37.2s", "4m05s", "1h02m".
func Seconds(d time.Duration) string {
	switch {
	case d < time.Minute-50*time.Millisecond:
		return fmt.Sprintf("%.1fs", d.Seconds())
	case d < time.Hour-500*time.Millisecond:
		d = d.Round(time.Second)
		return fmt.Sprintf("%dm%02ds", d/time.Minute, d%time.Minute/time.Second)
	default:
		d = d.Round(time.Minute)
		return fmt.Sprintf("%dh%02dm", d/time.Hour, d%time.Hour/time.Minute)
	}
}

// target is the state of one build.
type target struct {
	name   string
	stages []*stage
	cached int // stages that were wholly cached
}

// stage returns the stage of that name, which it adds where it is new.
func (t *target) stage(name string) *stage {
	for _, g := range t.stages {
		if g.name == name {
			return g
		}
	}
	g := &stage{name: name}
	t.stages = append(t.stages, g)
	return g
}
