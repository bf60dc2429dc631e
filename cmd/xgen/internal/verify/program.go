package verify

import (
	"fmt"
	"strings"
)

// Program is the result of one test program.
type Program struct {
	Package string  `json:"package"`
	Source  string  `json:"source"` // its main file, from the package's folder
	Kind    string  `json:"kind"`   // cargo's word: lib, bin, test, …
	CPU     string  `json:"cpu"`    // the emulator's name of it; "" is its default
	Exit    int     `json:"exit"`   // as a shell reports it
	Seconds float64 `json:"seconds"`
	Problem string  `json:"problem,omitempty"` // what went wrong beside failed tests
	Stderr  string  `json:"stderr,omitempty"`  // its last lines, where there is a problem
	Tests   []Test  `json:"tests"`
}

// ranTests is the record of a test program in tests.json.
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
		needed("package", &r.Package), needed("source", &r.Source), needed("kind", &r.Kind), needed("name", &r.name),
		needed("cpu", &r.CPU), needed("exit", &r.Exit), needed("seconds", &r.Seconds), needed("cut", &r.cut),
		needed("stdout", &r.stdout), needed("stderr", &r.stderr), needed("list", &r.list))
}

// testsJSON is tests.json.
type testsJSON struct{ programs []ranTests }

// UnmarshalJSON decodes a testsJSON strictly.
func (t *testsJSON) UnmarshalJSON(data []byte) error {
	return fields(data, needed("programs", &t.programs))
}

// ReadTests reads tests.json from the folder of a build.
func ReadTests(path string, timeout int) ([]Program, error) {
	data, err := readRecord(path)
	if err != nil {
		return nil, err
	}
	return ParseTests(data, timeout)
}

// ParseTests decodes tests.json, which the stage that runs the test programs
// has written, and parses their output. timeout is the one that they had, in
// seconds.
func ParseTests(data []byte, timeout int) ([]Program, error) {
	var ran testsJSON
	if err := parse("tests.json", data, &ran); err != nil {
		return nil, err
	}
	out := make([]Program, len(ran.programs))
	for i, r := range ran.programs {
		out[i] = r.judged(timeout)
	}
	return out, nil
}

// libtestFailed is libtest's exit status where tests failed.
const libtestFailed = 101

// judged returns the result of a program.
func (r ranTests) judged(timeout int) Program {
	p := r.Program
	read := parseLibtest(r.stdout)
	p.Tests = nonNil(read.Tests)
	p.Problem = r.problem(read, timeout)
	if p.Problem != "" {
		p.Stderr = lastLines(r.stderr)
	}
	switch {
	case !read.Header: // a harness of the project's own
		p.Tests = []Test{{Name: r.name, Outcome: r.outcome(timeout)}}
		if p.Problem != "" {
			p.Tests[0].Output = lastLines(r.stdout)
		}
	case read.Summary == nil:
		p.Tests = append(p.Tests, r.unfinished(read)...)
	}
	return p
}

// problem returns what went wrong besides failed tests; "" where nothing did.
func (r ranTests) problem(read libtest, timeout int) string {
	switch {
	case !read.Header && r.Exit == 0:
		return ""
	case read.Header && read.Summary == nil:
		return r.ending(timeout) + " before all tests had ended"
	case r.Exit != 0 && (r.Exit != libtestFailed || !read.Header):
		return r.ending(timeout)
	case !read.agrees() && (r.cut == 0 || r.Exit != 0):
		s := read.Summary
		return fmt.Sprintf("%d results were read and it counts %d: a test prints what looks like one: write args: [\"--test-threads=2\"], or print less",
			len(read.Tests), s.Passed+s.Failed+s.Ignored)
	}
	return ""
}

// ending returns how the program ended.
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

// outcome returns the outcome of a program that has a harness of its own, and
// so counts as one test.
func (r ranTests) outcome(timeout int) Outcome {
	switch {
	case r.Exit == 0:
		return TestPassed
	case r.killed(timeout):
		return TestUnfinished
	}
	return TestFailed
}

// unfinished returns the tests without a result. Where some are known to have
// begun it returns those alone, since the others may only have waited for
// them.
func (r ranTests) unfinished(read libtest) []Test {
	var begun, all []Test
	running := map[string]bool{}
	for _, name := range read.Running {
		running[name] = true
	}
	for _, name := range r.list {
		if _, ended := read.known[name]; ended {
			continue
		}
		t := Test{Name: name, Outcome: TestUnfinished}
		all = append(all, t)
		if running[name] {
			begun = append(begun, t)
		}
	}
	if len(begun) > 0 {
		return begun
	}
	return all
}

// lastLines returns the last lines of an output.
func lastLines(s string) string {
	const most = 20
	s = strings.TrimSpace(s)
	from := len(s)
	for range most {
		if from = strings.LastIndexByte(s[:from], '\n'); from < 0 {
			return s
		}
	}
	return s[from+1:]
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
