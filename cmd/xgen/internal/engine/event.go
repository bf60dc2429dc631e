package engine

import (
	"strconv"
	"strings"
	"time"
)

// Kind is what an event says about its vertex.
type Kind string

// The kinds. A vertex may start and complete several times: BuildKit resumes
// what it has interrupted to look at the cache.
const (
	Started   Kind = "started"
	Completed Kind = "completed"
	Cached    Kind = "cached"   // done without work
	Failed    Kind = "failed"   // Text says why
	Canceled  Kind = "canceled" // given up because another vertex failed, or the solve was stopped
	Line      Kind = "line"     // Text is one line of output
	Transfer  Kind = "transfer" // Text names what moves; Current and Total are bytes
)

// Event is one piece of progress.
type Event struct {
	Kind   Kind
	Vertex string // the engine's id, stable within one solve
	Step   Step

	Time    time.Time     // the engine's clock
	Elapsed time.Duration // Completed and Failed: since the last start
	Text    string        // as the build wrote it: escape it before showing it

	Current, Total int64 // Total is 0 where it is not known
}

// Step is a vertex's place in the Dockerfile, read from BuildKit's name for it.
type Step struct {
	Stage string // "build"; empty for the engine's own work
	N, M  int    // step N of the stage's M; 0 for the engine's own work
	Name  string // "RUN cargo build"
}

// String returns the name as BuildKit spells it.
func (s Step) String() string {
	if s.Stage == "" {
		return s.Name
	}
	return "[" + s.Stage + " " + strconv.Itoa(s.N) + "/" + strconv.Itoa(s.M) + "] " + s.Name
}

// parseStep reads "[build 3/4] RUN …" and "[linux/arm64 build 3/4] RUN …".
// Any other name, "[internal] load build context" among them, is the engine's
// own work.
func parseStep(name string) Step {
	inner, rest, ok := strings.Cut(strings.TrimPrefix(name, "["), "] ")
	words := strings.Fields(inner)
	if !ok || !strings.HasPrefix(name, "[") || len(words) < 2 {
		return Step{Name: name}
	}
	n, m, ok := parseCount(words[len(words)-1])
	if !ok {
		return Step{Name: name}
	}
	return Step{Stage: words[len(words)-2], N: n, M: m, Name: rest}
}

// parseCount reads "3/4".
func parseCount(s string) (n, m int, ok bool) {
	a, b, ok := strings.Cut(s, "/")
	n, errN := strconv.Atoi(a)
	m, errM := strconv.Atoi(b)
	return n, m, ok && errN == nil && errM == nil && 0 < n && n <= m
}
