package term

import (
	"fmt"
	"strings"
	"time"
)

// liveLines returns a line for each stage that runs: no more than the screen
// holds, and none wider than it.
func liveLines(s Settings, targets []*target, c *columns, now time.Time) []string {
	if !s.Live {
		return nil
	}
	width, height := orElse(s.Width, 80)-1, orElse(s.Height, 24)
	var lines []string
	for _, t := range targets {
		for _, g := range t.stages {
			if g.running {
				lines = append(lines, liveLine(t, g, c, now, width))
			}
		}
	}
	if room := max(1, height-2); len(lines) > room {
		more := len(lines) - room + 1
		lines = append(lines[:room-1], cut(fmt.Sprintf("… and %d more", more), width))
	}
	return lines
}

// liveLine returns a line such as "armv5te build 3/4 12.3s 2 cached RUN cargo
// build".
func liveLine(t *target, g *stage, c *columns, now time.Time, width int) string {
	elapsed := Seconds(g.elapsed + now.Sub(g.begun))
	count := fmt.Sprintf("%d/%d", g.n, g.m)
	line := fmt.Sprintf("%s  %s  %5s  %7s", c.padTarget(t.name), c.padStage(g.name), count, elapsed)
	if t.cached > 0 {
		line += fmt.Sprintf("  %d cached", t.cached)
	}
	name, _, _ := strings.Cut(g.step, "\n")
	return strings.TrimRight(cut(line+"  "+Clean(name), width), " ")
}
