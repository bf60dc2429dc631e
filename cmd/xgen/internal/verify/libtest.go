package verify

import (
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// Test is one test of a program.
type Test struct {
	Name    string  `json:"name"`
	Outcome Outcome `json:"outcome"`
	Reason  string  `json:"reason,omitempty"` // why it is ignored
	Output  string  `json:"output,omitempty"` // what a failed one printed
}

// Outcome is how a test ended.
type Outcome string

// The outcomes. Unfinished is a test without a result: its program ended or
// was ended before.
const (
	TestPassed     Outcome = "ok"
	TestFailed     Outcome = "failed"
	TestIgnored    Outcome = "ignored"
	TestUnfinished Outcome = "unfinished"
)

// libtest is the parsed output of a test program, in the stable format of
// Rust's libtest.
type libtest struct {
	Header  bool            // "running 3 tests" was found: the program is one of libtest's
	Tests   []Test          // in the order of their results
	Running []string        // tests that are known to have begun
	Summary *summary        // nil where the program ended before it
	known   map[string]int  // the places of its tests, by name
	begun   map[string]bool // those whose output has begun
}

// summary is libtest's last line.
type summary struct{ Passed, Failed, Ignored, Filtered int }

var (
	headerLine  = lazyregexp.New(`^running [0-9]+ tests?$`)
	summaryLine = lazyregexp.New(`^test result: (?:ok|FAILED)\. ([0-9]+) passed; ([0-9]+) failed; ([0-9]+) ignored; [0-9]+ measured; ([0-9]+) filtered out`)
	beginLine   = lazyregexp.New(`^test (.+?)(?: - should panic)? \.\.\. (.*)$`)
	slowLine    = lazyregexp.New(`^(?:test .+ \.\.\. )?test (.+) has been running for over [0-9]+ seconds$`)
	resultWord  = lazyregexp.New(`(ok|FAILED|ignored)(?:, (.*))?$`)
)

// parseLibtest parses the standard output of a test program. What the tests
// themselves print may look like libtest's lines, so the caller compares the
// results with the summary.
func parseLibtest(stdout string) libtest {
	var t libtest
	_, rest, ok := cutLine(strings.ReplaceAll(stdout, "\r\n", "\n"), headerLine.MatchString)
	if !ok {
		return t
	}
	t.Header, t.known, t.begun = true, map[string]int{}, map[string]bool{}
	rest = t.summary(rest)
	t.outputs(t.results(rest))
	return t
}

// cutLine returns what comes before and after the first line of a kind.
func cutLine(text string, is func(line string) bool) (before, after string, ok bool) {
	at := 0
	for line := range strings.Lines(text) {
		end := at + len(line)
		if is(strings.TrimSuffix(line, "\n")) {
			return text[:at], text[end:], true
		}
		at = end
	}
	return text, "", false
}

// summary reads the last summary line, and returns what comes before it:
// everything where there is none.
func (t *libtest) summary(text string) (before string) {
	before = text
	for end := len(text); end > 0; {
		start := strings.LastIndexByte(text[:end-1], '\n') + 1
		if m := summaryLine.FindStringSubmatch(strings.TrimSuffix(text[start:end], "\n")); m != nil {
			t.Summary = &summary{number(m[1]), number(m[2]), number(m[3]), number(m[4])}
			return text[:start]
		}
		end = start
	}
	return before
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // more digits than an int has are no number of tests
	return n
}

// results reads the lines with results, and returns what follows them: the
// part that begins with "failures:".
func (t *libtest) results(text string) (rest string) {
	text, rest, _ = cutLine(text, isFailures)
	p := pending{to: t}
	for line := range strings.Lines(text) {
		p.read(strings.TrimSuffix(line, "\n"))
	}
	p.settle()
	return rest
}

func isFailures(line string) bool { return line == "failures:" }

// pending is a test whose name has been read and whose result has not. With
// one thread libtest writes the two apart, and the result ends the last line
// before the next name.
type pending struct {
	to         *libtest
	name, last string
}

func (p *pending) read(line string) {
	var slow, m []string
	if strings.HasPrefix(line, "test ") {
		slow, m = slowLine.FindStringSubmatch(line), beginLine.FindStringSubmatch(line)
	}
	if slow != nil {
		p.to.Running = append(p.to.Running, slow[1])
	}
	switch {
	case m != nil && isResult(m[2]):
		p.settle()
		r := resultWord.FindStringSubmatch(m[2])
		p.to.add(m[1], r[1], r[2])
	case m != nil:
		p.settle()
		p.name, p.last = m[1], m[2]
	case line != "" && slow == nil:
		p.last = line
	}
}

func (p *pending) settle() {
	m := resultWord.FindStringSubmatch(p.last)
	switch {
	case p.name != "" && m != nil:
		p.to.add(p.name, m[1], "")
	case p.name != "":
		p.to.Running = append(p.to.Running, p.name)
	}
	p.name, p.last = "", ""
}

// isResult reports whether what follows a test's name is its result and
// nothing else.
func isResult(s string) bool {
	return s == "ok" || s == "FAILED" || s == "ignored" || strings.HasPrefix(s, "ignored, ")
}

var outcomes = map[string]Outcome{"ok": TestPassed, "FAILED": TestFailed, "ignored": TestIgnored}

// add adds the result of a test. Only the first one counts: libtest writes
// one, and what looks like another was printed by a test.
func (t *libtest) add(name, word, reason string) {
	if _, again := t.known[name]; !again {
		t.known[name] = len(t.Tests)
		t.Tests = append(t.Tests, Test{Name: name, Outcome: outcomes[word], Reason: reason})
	}
}

// outputs assigns to the failed tests what they printed. libtest writes it
// after a header for each test that printed something, and then the list of
// all failed tests.
func (t *libtest) outputs(text string) {
	if end := strings.LastIndex("\n"+text+"\n", "\nfailures:\n"); end >= 0 {
		text = text[:end]
	}
	var into *Test
	from, at := 0, 0
	for line := range strings.Lines(text) {
		if next := t.header(strings.TrimSuffix(line, "\n")); next != nil {
			into.print(text[from:at])
			into, from = next, at+len(line)
		}
		at += len(line)
	}
	into.print(text[from:])
}

// print adds a line to what a failed test printed. A nil test has none.
func (t *Test) print(text string) {
	if t != nil {
		t.Output = strings.TrimSpace(text)
	}
}

// header returns the failed test whose output begins after the line, once for
// each test.
func (t *libtest) header(line string) *Test {
	name, ok := strings.CutPrefix(line, "---- ")
	name, isStdout := strings.CutSuffix(name, " stdout ----")
	if !ok || !isStdout {
		return nil
	}
	i, known := t.known[name]
	if !known || t.Tests[i].Outcome != TestFailed || t.begun[name] {
		return nil
	}
	t.begun[name] = true
	return &t.Tests[i]
}

// count returns the number of tests with an outcome.
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
