package verify

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Test is one test of a program.
type Test struct {
	Name    string  `json:"name"`
	Outcome Outcome `json:"outcome"`
	Reason  string  `json:"reason,omitempty"` // why it is ignored
	Output  string  `json:"output,omitempty"` // what a failed one printed
}

// Outcome says how a test ended.
type Outcome string

// The outcomes. Unfinished is a test without a result: its program ended or
// was ended before.
const (
	TestPassed     Outcome = "ok"
	TestFailed     Outcome = "failed"
	TestIgnored    Outcome = "ignored"
	TestUnfinished Outcome = "unfinished"
)

// libtest is what a test program says of itself in libtest's stable format.
type libtest struct {
	Header  bool     // "running 3 tests" was found: the program is one of libtest's
	Tests   []Test   // in the order of their results
	Running []string // tests that are known to have begun
	Summary *summary // nil where the program ended before it
	known   map[string]bool
}

// summary is the last line of libtest's.
type summary struct{ Passed, Failed, Ignored, Filtered int }

var (
	headerLine  = regexp.MustCompile(`^running [0-9]+ tests?$`)
	summaryLine = regexp.MustCompile(`^test result: (?:ok|FAILED)\. ([0-9]+) passed; ([0-9]+) failed; ([0-9]+) ignored; [0-9]+ measured; ([0-9]+) filtered out`)
	beginLine   = regexp.MustCompile(`^test (.+?)(?: - should panic)? \.\.\. (.*)$`)
	slowLine    = regexp.MustCompile(`^(?:test .+ \.\.\. )?test (.+) has been running for over [0-9]+ seconds$`)
	resultWord  = regexp.MustCompile(`(ok|FAILED|ignored)(?:, (.*))?$`)
)

// parseLibtest reads the standard output of a test program. It knows nothing
// of the program: what a test prints around libtest may look like libtest, so
// the caller holds the results against the summary.
func parseLibtest(stdout string) libtest {
	lines := strings.Split(strings.ReplaceAll(stdout, "\r\n", "\n"), "\n")
	var t libtest
	start := slices.IndexFunc(lines, headerLine.MatchString)
	if start < 0 {
		return t
	}
	t.Header, t.known = true, map[string]bool{}
	lines = lines[start+1:]
	end := len(lines)
	for i, line := range slices.Backward(lines) {
		if m := summaryLine.FindStringSubmatch(line); m != nil {
			t.Summary = &summary{number(m[1]), number(m[2]), number(m[3]), number(m[4])}
			end = i
			break
		}
	}
	rest := t.results(lines[:end])
	t.outputs(rest)
	return t
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // more digits than an int has are no number of tests
	return n
}

// results reads the lines of results, and gives what follows them: the part
// that begins with "failures:".
func (t *libtest) results(lines []string) (rest []string) {
	open := "" // the test whose result has not come yet
	last := "" // the line that may hold it
	settle := func() {
		if m := resultWord.FindStringSubmatch(last); open != "" && m != nil {
			t.add(open, m[1], "")
		} else if open != "" {
			t.Running = append(t.Running, open)
		}
		open, last = "", ""
	}
	for i, line := range lines {
		slow := slowLine.FindStringSubmatch(line)
		if slow != nil {
			t.Running = append(t.Running, slow[1])
		}
		m := beginLine.FindStringSubmatch(line)
		switch {
		case line == "failures:":
			settle()
			return lines[i+1:]
		case m != nil && isResult(m[2]):
			settle()
			r := resultWord.FindStringSubmatch(m[2])
			t.add(m[1], r[1], r[2])
		case m != nil:
			settle()
			open, last = m[1], m[2]
		case line != "" && slow == nil:
			last = line
		}
	}
	settle()
	return nil
}

// isResult reports whether what follows a test's name is its result and no more.
func isResult(s string) bool {
	return s == "ok" || s == "FAILED" || s == "ignored" || strings.HasPrefix(s, "ignored, ")
}

var outcomes = map[string]Outcome{"ok": TestPassed, "FAILED": TestFailed, "ignored": TestIgnored}

// add takes the first result of a name: libtest gives one, and a test that
// prints another comes after.
func (t *libtest) add(name, word, reason string) {
	if !t.known[name] {
		t.known[name] = true
		t.Tests = append(t.Tests, Test{Name: name, Outcome: outcomes[word], Reason: reason})
	}
}

// outputs gives the failed tests what they printed. libtest writes a header
// for each that printed something, and after them the list of all.
func (t *libtest) outputs(lines []string) {
	if end := lastLine(lines, "failures:"); end >= 0 {
		lines = lines[:end]
	}
	var into *Test
	for _, line := range lines {
		if next := t.header(line); next != nil {
			into = next
		} else if into != nil {
			into.Output += line + "\n"
		}
	}
	for i := range t.Tests {
		t.Tests[i].Output = strings.TrimSpace(t.Tests[i].Output)
	}
}

// header gives the failed test whose output begins after a line, once.
func (t *libtest) header(line string) *Test {
	name, ok := strings.CutPrefix(line, "---- ")
	name, isStdout := strings.CutSuffix(name, " stdout ----")
	if !ok || !isStdout {
		return nil
	}
	for i := range t.Tests {
		if c := &t.Tests[i]; c.Name == name && c.Outcome == TestFailed && c.Output == "" {
			return c
		}
	}
	return nil
}

func lastLine(lines []string, want string) int {
	for i, line := range slices.Backward(lines) {
		if line == want {
			return i
		}
	}
	return -1
}

// count gives the number of tests that ended so.
func count(tests []Test, o Outcome) int {
	n := 0
	for _, t := range tests {
		if t.Outcome == o {
			n++
		}
	}
	return n
}

// agrees reports whether the results are as many as the summary says.
func (t *libtest) agrees() bool {
	s := t.Summary
	return s != nil && count(t.Tests, TestPassed) == s.Passed &&
		count(t.Tests, TestFailed) == s.Failed && count(t.Tests, TestIgnored) == s.Ignored
}
