package verify

import (
	"fmt"
	"slices"
	"strings"
)

// Program is one test program, with what became of each of its tests.
type Program struct {
	Package string  `json:"package"`
	Source  string  `json:"source"` // its main file, from the package's folder
	Kind    string  `json:"kind"`   // cargo's word: lib, bin, test, …
	CPU     string  `json:"cpu"`    // the emulator's name of it; "" is its default
	Exit    int     `json:"exit"`   // as a shell gives it
	Seconds float64 `json:"seconds"`
	Problem string  `json:"problem,omitempty"` // what went wrong beside failed tests
	Stderr  string  `json:"stderr,omitempty"`  // its last lines, where there is a problem
	Tests   []Test  `json:"tests"`
}

// ranTests is a test program as tests.json records it.
type ranTests struct {
	Program
	name           string
	cut            int64 // bytes left out of stdout
	stdout, stderr string
	list           []string // its tests, where it ended before its end
}

// UnmarshalJSON decodes a ranTests strictly.
func (r *ranTests) UnmarshalJSON(data []byte) error {
	return fields(data,
		field{"package", &r.Package}, field{"source", &r.Source}, field{"kind", &r.Kind}, field{"name", &r.name},
		field{"cpu", &r.CPU}, field{"exit", &r.Exit}, field{"seconds", &r.Seconds}, field{"cut", &r.cut},
		field{"stdout", &r.stdout}, field{"stderr", &r.stderr}, field{"list", &r.list})
}

// ParseTests decodes tests.json, which the test programs' stage has recorded,
// and reads the results in it. timeout is the one that the programs had.
func ParseTests(data []byte, timeout int) ([]Program, error) {
	var ran []ranTests
	if err := fields(data, field{"programs", &ran}); err != nil {
		return nil, fmt.Errorf("tests.json: %w", err)
	}
	out := make([]Program, len(ran))
	for i, r := range ran {
		out[i] = r.judged(timeout)
	}
	return out, nil
}

// libtestFailed is libtest's exit status where tests have failed.
const libtestFailed = 101

// judged reads the results of a program.
func (r ranTests) judged(timeout int) Program {
	p := r.Program
	read := parseLibtest(r.stdout)
	p.Tests = nonNil(read.Tests)
	end := r.ending(timeout)
	switch {
	case !read.Header: // a harness of the project's own
		p.Tests = []Test{{Name: r.name, Outcome: r.outcome(timeout)}}
		if p.Exit != 0 {
			p.Problem = end
			p.Tests[0].Output = lastLines(r.stdout)
		}
	case read.Summary == nil:
		p.Problem = end + " before all tests had ended"
		p.Tests = append(p.Tests, r.unfinished(read)...)
	case p.Exit != 0 && p.Exit != libtestFailed:
		p.Problem = end
	case !read.agrees() && (r.cut == 0 || p.Exit != 0):
		s := read.Summary
		p.Problem = fmt.Sprintf("%d results were read and it counts %d: a test prints what looks like one: write args: [\"--test-threads=2\"], or print less",
			len(p.Tests), s.Passed+s.Failed+s.Ignored)
	}
	if p.Problem != "" {
		p.Stderr = lastLines(r.stderr)
	}
	return p
}

// ending says how the program ended.
func (r ranTests) ending(timeout int) string {
	switch {
	case r.killed(timeout):
		return fmt.Sprintf("timed out after %d s", timeout)
	case r.Exit > 128:
		return fmt.Sprintf("ended by signal %d", r.Exit-128)
	}
	return fmt.Sprintf("ended with exit status %d", r.Exit)
}

// killed reports whether the timeout ended the program, by SIGTERM or SIGKILL.
func (r ranTests) killed(timeout int) bool {
	return (r.Exit == timedOut || r.Exit == 128+9) && r.Seconds >= float64(timeout)
}

// outcome is that of a harness of the project's own.
func (r ranTests) outcome(timeout int) Outcome {
	switch {
	case r.Exit == 0:
		return TestPassed
	case r.killed(timeout):
		return TestUnfinished
	}
	return TestFailed
}

// unfinished gives the tests without a result: those that are known to have
// begun where some are, since the others may only have waited for them.
func (r ranTests) unfinished(read libtest) []Test {
	var begun, all []Test
	for _, name := range r.list {
		if read.known[name] {
			continue
		}
		t := Test{Name: name, Outcome: TestUnfinished}
		all = append(all, t)
		if slices.Contains(read.Running, name) {
			begun = append(begun, t)
		}
	}
	if len(begun) > 0 {
		return begun
	}
	return all
}

// lastLines gives the end of what a program printed.
func lastLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(lines[max(0, len(lines)-20):], "\n")
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
