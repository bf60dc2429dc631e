package term

import (
	"fmt"
	"io"
	"strings"
)

// The sequences that redraw: up n lines, then clear from there to the end of
// the screen.
const clearBelow = "\r\x1b[J"

// print writes lines that stay, above the live ones. The caller holds the
// lock.
func (p *Printer) print(lines ...string) {
	p.put(strings.Join(trimmed(lines), "\n")+"\n", p.live())
}

// draw redraws the live lines. The caller holds the lock.
func (p *Printer) draw() {
	if live := p.live(); len(live) > 0 || p.drawn > 0 {
		p.put("", live)
	}
}

// put writes a whole picture at once, so that nothing flickers.
func (p *Printer) put(stays string, live []string) {
	var b strings.Builder
	if p.drawn > 0 {
		fmt.Fprintf(&b, "\x1b[%dA%s", p.drawn, clearBelow)
	}
	b.WriteString(stays)
	for _, l := range live {
		b.WriteString(l + "\n")
	}
	p.drawn = len(live)
	_, _ = io.WriteString(p.w, b.String())
}

// live returns the lines of all running stages: no more than the screen holds,
// and none wider than it.
func (p *Printer) live() []string {
	if !p.settings.Live {
		return nil
	}
	width, height := orElse(p.settings.Width, 80), orElse(p.settings.Height, 24)
	var lines []string
	for _, t := range p.targets {
		for _, g := range t.stages {
			if g.running {
				lines = append(lines, p.liveLine(t, g, width-1))
			}
		}
	}
	if room := max(1, height-2); len(lines) > room {
		more := len(lines) - room + 1
		lines = append(lines[:room-1], cut(fmt.Sprintf("… and %d more", more), width-1))
	}
	return lines
}

// liveLine returns a line such as "armv5te build 3/4 12.3s 2 cached RUN cargo
// build".
func (p *Printer) liveLine(t *target, g *stage, width int) string {
	elapsed := Seconds(g.elapsed + p.now().Sub(g.begun))
	count := fmt.Sprintf("%d/%d", g.n, g.m)
	line := fmt.Sprintf("%s  %s  %5s  %7s", p.pad(t.name), p.padStage(g.name), count, elapsed)
	if t.cached > 0 {
		line += fmt.Sprintf("  %d cached", t.cached)
	}
	name, _, _ := strings.Cut(g.step, "\n")
	return strings.TrimRight(cut(line+"  "+Clean(name), width), " ")
}

func trimmed(lines []string) []string {
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return lines
}
