package term

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/xgen-build/xgen/schema/panics"
)

// Printer shows the progress of several builds at once. On a terminal each
// running stage has a line, redrawn at most ten times a second, and leaves one
// line when it ends. Elsewhere a line is written when a stage starts and when
// it ends. All methods may be called from several goroutines. Errors of the
// writer are ignored: progress is no result.
type Printer struct {
	settings Settings
	now      func() time.Time
	stop     chan struct{}
	ticking  *panics.Task // nil where nothing is redrawn

	mu      sync.Mutex // guards the rest
	screen  screen
	targets []*target
	columns columns
}

// redraw is the time between two pictures.
const redraw = 100 * time.Millisecond

// NewPrinter returns a Printer that shows progress until Close. names are the
// targets, which decide the width of the first column; others may follow.
func NewPrinter(w io.Writer, s Settings, names ...string) *Printer {
	p := newPrinter(w, s, time.Now, names...)
	if s.Live {
		p.ticking = panics.Go(p.tick)
	}
	return p
}

func newPrinter(w io.Writer, s Settings, now func() time.Time, names ...string) *Printer {
	p := &Printer{
		settings: s, now: now, screen: screen{Writer: w}, columns: columns{stage: stageWidth}, stop: make(chan struct{}),
	}
	for _, name := range names {
		p.columns.widen(name)
	}
	return p
}

// print writes lines that stay, above the live ones, which it redraws. The
// caller holds the lock.
func (p *Printer) print(lines ...string) {
	p.screen.show(lines, liveLines(p.settings, p.targets, &p.columns, p.now()))
}

// tick redraws the live lines until Close.
func (p *Printer) tick() {
	ticker := time.NewTicker(redraw)
	defer ticker.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-ticker.C:
			p.mu.Lock()
			p.print()
			p.mu.Unlock()
		}
	}
}

// Step shows what a step has come to. A step without a stage, which is the
// engine's own work, is not shown.
func (p *Printer) Step(s Step) {
	if s.Stage == "" || s.M == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.target(s.Target)
	g := t.stage(s.Stage)
	first := !g.worked
	g.take(s, p.now())
	switch {
	case s.State == Running && first && !p.settings.Live:
		p.line(t.name, g.name, "started", Dim)
	case s.State == Failed:
		p.line(t.name, g.name, "failed after "+Seconds(g.elapsed), Red)
	case g.ended && !g.closed:
		p.close(t, g)
	}
}

// close shows that a stage has ended. On a terminal a cached stage is only
// counted.
func (p *Printer) close(t *target, g *stage) {
	g.closed = true
	if g.worked {
		p.line(t.name, g.name, g.outcome(), Plain)
		return
	}
	t.cached++
	if !p.settings.Live {
		p.line(t.name, g.name, g.outcome(), Dim)
	}
}

// Finish shows a target's result, "ok 41.0s" or the like, and removes the
// target's live lines.
func (p *Printer) Finish(name string, c Colour, result string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.targets = slices.DeleteFunc(p.targets, func(t *target) bool { return t.name == name })
	p.print(p.columns.padTarget(name) + "  " + p.settings.Paint(c, Clean(result)))
}

// Fail shows why a target failed: the error, where all that the step wrote can be read, and
// the end of it as it was written.
func (p *Printer) Fail(name, message string, output []string, log string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.targets = slices.DeleteFunc(p.targets, func(t *target) bool { return t.name == name })
	lines := []string{p.columns.padTarget(name) + "  " + p.settings.Paint(Red, Clean(message))}
	if log != "" {
		lines = append(lines, "  the whole log: "+Clean(log))
	}
	p.print(append(lines, p.written(excerpt(output))...)...)
}

// Output shows lines of a build's output as they were written.
func (p *Printer) Output(lines []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.print(p.written(lines)...)
}

// written are lines of a build's output as they may be shown.
func (p *Printer) written(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = p.settings.Tinted(line)
	}
	return out
}

// Note shows a line of text between the progress: a warning, a hint.
func (p *Printer) Note(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.print(Clean(text))
}

// Close removes the live lines. The printer must not be used afterwards.
func (p *Printer) Close() {
	close(p.stop)
	if p.ticking != nil {
		p.ticking.Wait()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.targets = nil
	p.print()
}

func (p *Printer) target(name string) *target {
	for _, t := range p.targets {
		if t.name == name {
			return t
		}
	}
	t := &target{name: name}
	p.targets = append(p.targets, t)
	p.columns.widen(name)
	return t
}

// line prints a line such as "armv5te std 37.2s".
func (p *Printer) line(target, stage, text string, c Colour) {
	p.print(fmt.Sprintf("%s  %s  %s", p.columns.padTarget(target), p.columns.padStage(stage), p.settings.Paint(c, text)))
}
