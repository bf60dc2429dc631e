package term

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// clocked is a printer with a clock that a test moves.
type clocked struct {
	*Printer
	out strings.Builder
	at  time.Time
}

func newClocked(s Settings, names ...string) *clocked {
	sc := &clocked{at: time.Unix(0, 0)}
	sc.Printer = newPrinter(&sc.out, s, func() time.Time { return sc.at }, names...)
	return sc
}

// take returns what was written since the last take, with the escape visible.
func (sc *clocked) take() string {
	defer sc.out.Reset()
	return strings.ReplaceAll(sc.out.String(), "\x1b", "^")
}

// tickAfter moves the clock and redraws.
func (sc *clocked) tickAfter(d time.Duration) {
	sc.at = sc.at.Add(d)
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.print()
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// build is the news of one small build.
func build(p *Printer, target string) {
	p.Step(Step{Target: target, Name: "[internal] load build context", State: Running})
	p.Step(Step{Target: target, Stage: "rust", N: 1, M: 2, State: Cached})
	p.Step(Step{Target: target, Stage: "rust", N: 2, M: 2, State: Cached})
	p.Step(Step{Target: target, Stage: "std", N: 1, M: 2, State: Cached})
	p.Step(Step{Target: target, Stage: "std", N: 2, M: 2, State: Running, Name: "RUN std.sh"})
	p.Step(Step{Target: target, Stage: "std", N: 2, M: 2, State: Done, Elapsed: 37200 * time.Millisecond})
}

func TestPlain(t *testing.T) {
	sc := newClocked(Settings{}, "armv5te", "i686")
	build(sc.Printer, "i686")
	sc.Note("warning: RUSTFLAGS is ignored")
	sc.Finish("i686", Green, "ok  dist/i686")
	sc.tickAfter(time.Minute)
	sc.Close()
	want(t, sc.take(), `i686     rust      cached
i686     std       started
i686     std       37.2s
warning: RUSTFLAGS is ignored
i686     ok  dist/i686
`)
}

// The first steps of two stages may be one: the engine reports it once.
func TestStagesShareSteps(t *testing.T) {
	sc := newClocked(Settings{}, "mipsel")
	sc.Step(Step{Target: "mipsel", Stage: "atomics", N: 1, M: 2, State: Cached})
	sc.Step(Step{Target: "mipsel", Stage: "atomics", N: 2, M: 2, State: Cached})
	sc.Step(Step{Target: "mipsel", Stage: "std", N: 2, M: 3, State: Cached})
	sc.Step(Step{Target: "mipsel", Stage: "std", N: 3, M: 3, State: Cached})
	want(t, sc.take(), "mipsel  atomics   cached\nmipsel  std       cached\n")
}

// A stage with a long name moves the column for those that follow.
func TestLongStage(t *testing.T) {
	sc := newClocked(Settings{})
	sc.Step(Step{Target: "a", Stage: "pulled-library-libmnl", N: 1, M: 1, State: Cached})
	sc.Step(Step{Target: "a", Stage: "std", N: 1, M: 1, State: Cached})
	want(t, sc.take(), "a  pulled-library-libmnl  cached\na  std                    cached\n")
}

func TestPlainFailure(t *testing.T) {
	sc := newClocked(Settings{}, "mips")
	sc.Step(Step{Target: "mips", Stage: "build", N: 3, M: 4, State: Running})
	sc.Step(Step{Target: "mips", Stage: "build", N: 3, M: 4, State: Failed, Elapsed: 2 * time.Second})
	tail := strings.Split(strings.Repeat("early,", 10)+strings.Repeat("late,", 13)+"\x1b[31merror\x1b[0m: no\x1b]0;title\x07 \x07,end", ",")
	sc.Fail("mips", "stage build, step 3 of 4: exit code 3", tail, "/tmp/x.log")
	want(t, sc.take(), `mips  build     started
mips  build     failed after 2.0s
mips  stage build, step 3 of 4: exit code 3
  the whole log: /tmp/x.log
`+strings.Repeat("late\n", 13)+`error: no \x07
end
`)
}

func TestLive(t *testing.T) {
	sc := newClocked(Settings{Live: true, Width: func() int { return 60 }}, "armv5te", "i686")
	sc.Step(Step{Target: "i686", Stage: "rust", N: 1, M: 1, State: Cached})
	sc.Step(Step{Target: "i686", Stage: "std", N: 2, M: 3, State: Running, Name: "RUN /xgen/stage/std.sh with many words"})
	sc.Step(Step{Target: "armv5te", Stage: "build", N: 1, M: 2, State: Running, Name: "RUN <<EOF\nx\nEOF"})
	want(t, sc.take(), "")
	sc.tickAfter(12340 * time.Millisecond)
	want(t, sc.take(), `i686     std         2/3    12.3s  1 cached  RUN /xgen/sta…
armv5te  build       1/2    12.3s  RUN <<EOF
`)
	sc.Step(Step{Target: "armv5te", Stage: "build", N: 1, M: 2, State: Done, Elapsed: 12 * time.Second})
	sc.Step(Step{Target: "armv5te", Stage: "build", N: 2, M: 2, State: Done, Elapsed: time.Second})
	want(t, sc.take(), "^[2A\r^[J"+`armv5te  build     13.0s
i686     std         2/3    12.3s  1 cached  RUN /xgen/sta…
`)
	sc.Finish("i686", Green, "ok")
	sc.Close()
	want(t, sc.take(), "^[1A\r^[Ji686     ok\n")
}

func TestLiveFitsTheScreen(t *testing.T) {
	sc := newClocked(Settings{Live: true, Height: func() int { return 5 }})
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		sc.Step(Step{Target: name, Stage: "build", N: 1, M: 2, State: Running})
	}
	sc.tickAfter(0)
	want(t, sc.take(), "a  build       1/2     0.0s\nb  build       1/2     0.0s\n… and 3 more\n")
}

func TestColour(t *testing.T) {
	sc := newClocked(Settings{Colour: true})
	sc.Step(Step{Target: "a", Stage: "rust", N: 1, M: 1, State: Cached})
	sc.Finish("a", Green, "ok")
	want(t, sc.take(), "a  rust      ^[2mcached^[0m\na  ^[32mok^[0m\n")
}

// TestResumed has steps that BuildKit starts and ends twice.
func TestResumed(t *testing.T) {
	sc := newClocked(Settings{})
	for range 2 {
		sc.Step(Step{Target: "a", Stage: "os", N: 1, M: 1, State: Running})
		sc.Step(Step{Target: "a", Stage: "os", N: 1, M: 1, State: Done, Elapsed: time.Second})
	}
	want(t, sc.take(), "a  os        started\na  os        1.0s\n")
}

// TestManyAtOnce is for the race detector.
func TestManyAtOnce(t *testing.T) {
	p := NewPrinter(&lockedWriter{}, Settings{Live: true})
	var all sync.WaitGroup
	for _, name := range strings.Fields("a b c d") {
		all.Go(func() { build(p, name); p.Finish(name, Green, "ok") })
	}
	all.Wait()
	p.Close()
}

// lockedWriter takes what the printer writes; its own lock must not be needed.
type lockedWriter struct{ b strings.Builder }

func (w *lockedWriter) Write(p []byte) (int, error) { return w.b.Write(p) }

func TestExcerptBeginsAtTheFirstError(t *testing.T) {
	var tail []string
	for i := range 60 {
		tail = append(tail, fmt.Sprint("line ", i))
	}
	if got := excerpt(tail); len(got) != shownTail || got[0] != "line 45" {
		t.Errorf("without an error: %q", got)
	}
	tail[20] = "error[E0308]: mismatched types"
	if got := excerpt(tail); got[0] != tail[20] || len(got) != 40 {
		t.Errorf("with an error further up: %q", got)
	}
	long := append([]string{"before", "\x1b[1m\x1b[91merror\x1b[0m: mismatched types"}, tail...)
	long = append(long, tail...)
	if got := excerpt(long); len(got) != shownErrors+1 || got[0] != long[1] || got[shownErrors-shownTail] != "… 41 lines more …" || got[shownErrors] != "line 59" {
		t.Errorf("with many: %q", got)
	}
	said := []string{"error: failed", "  --- stdout", "  CC_x86_64-unknown-linux-musl = Some(cc)", "  cargo:rerun-if-changed=a.c", "  cargo::rerun-if-env-changed=CC", "  HOST = None", "  a = 1", "", " "}
	if got := excerpt(said); strings.Join(got, "|") != "error: failed|  --- stdout|  a = 1" {
		t.Errorf("of a build script: %q", got)
	}
	tail[20], tail[58] = "line 20", "error: last"
	if got := excerpt(tail); got[0] != "line 45" {
		t.Errorf("with an error among the last: %q", got)
	}
}
